/** Which channel reads next: a binary heap by time, and by channel number at equal times. */
export class ReadingQueue {
  readonly #heap: number[] = [];
  readonly #timeS: (channel: number) => number;

  /** `timeS` gives the time of a channel's next reading; it may change only for the channel at the front. */
  constructor(channels: number, timeS: (channel: number) => number) {
    this.#timeS = timeS;
    for (let channel = 0; channel < channels; channel++) this.#heap.push(channel);
    for (let i = Math.floor(channels / 2) - 1; i >= 0; i--) this.#sink(i);
  }

  /** The channel that reads next, or undefined where there is none. */
  get first(): number | undefined {
    return this.#heap[0];
  }

  /** Puts the first in its place again, after its time has gone up. */
  firstWentOn(): void {
    this.#sink(0);
  }

  #sink(from: number): void {
    const heap = this.#heap;
    let place = from;
    for (;;) {
      let least = place;
      for (const child of [2 * place + 1, 2 * place + 2])
        if (child < heap.length && this.#before(heap[child]!, heap[least]!)) least = child;
      if (least === place) return;
      [heap[place], heap[least]] = [heap[least]!, heap[place]!];
      place = least;
    }
  }

  #before(a: number, b: number): boolean {
    const [atA, atB] = [this.#timeS(a), this.#timeS(b)];
    return atA < atB || (atA === atB && a < b);
  }
}
