const FIRST_CAPACITY = 1 << 10;

/** Entries held back at most; beyond, the oldest are let go early, so that a stopped clock cannot fill the memory. */
export const LONGEST_QUEUE = 1 << 20;

/**
 * Samples waiting for their neighbours, in order of time; equal times keep their order of arrival. A ring of parallel
 * columns: adding a sample in order and taking the oldest cost a few stores, a sample out of order a short shift.
 */
export class ReorderQueue {
  count = 0;
  #mask = FIRST_CAPACITY - 1;
  #head = 0;
  #timeS = new Float64Array(FIRST_CAPACITY);
  #channel = new Int32Array(FIRST_CAPACITY);
  #value = new Float64Array(FIRST_CAPACITY);
  #good = new Uint8Array(FIRST_CAPACITY);

  /** The oldest entry, valid after {@link take}. */
  timeS = 0;
  channel = 0;
  value = 0;
  good = 0;

  get oldestS(): number {
    return this.#timeS[this.#head]!;
  }

  add(timeS: number, channel: number, value: number, good: number): void {
    if (this.count > this.#mask) this.#grow();
    const mask = this.#mask;
    const times = this.#timeS;
    let place = (this.#head + this.count) & mask;
    for (let left = this.count; left > 0; left--) {
      const before = (place - 1) & mask;
      if (times[before]! <= timeS) break;
      times[place] = times[before]!;
      this.#channel[place] = this.#channel[before]!;
      this.#value[place] = this.#value[before]!;
      this.#good[place] = this.#good[before]!;
      place = before;
    }
    times[place] = timeS;
    this.#channel[place] = channel;
    this.#value[place] = value;
    this.#good[place] = good;
    this.count++;
  }

  /** Moves the oldest entry into the public fields. The queue must not be empty. */
  take(): void {
    const head = this.#head;
    this.timeS = this.#timeS[head]!;
    this.channel = this.#channel[head]!;
    this.value = this.#value[head]!;
    this.good = this.#good[head]!;
    this.#head = (head + 1) & this.#mask;
    this.count--;
  }

  #grow(): void {
    const capacity = (this.#mask + 1) * 2;
    const order = (
      length: number,
      from: { readonly [i: number]: number },
      to: { [i: number]: number },
    ): void => {
      for (let i = 0; i < length; i++) to[i] = from[(this.#head + i) & this.#mask]!;
    };
    const timeS = new Float64Array(capacity);
    const channel = new Int32Array(capacity);
    const value = new Float64Array(capacity);
    const good = new Uint8Array(capacity);
    order(this.count, this.#timeS, timeS);
    order(this.count, this.#channel, channel);
    order(this.count, this.#value, value);
    order(this.count, this.#good, good);
    this.#timeS = timeS;
    this.#channel = channel;
    this.#value = value;
    this.#good = good;
    this.#head = 0;
    this.#mask = capacity - 1;
  }
}
