import { ChannelTable, type SampleBatch, type SourceEvent } from "../sample.ts";
import type { Reading } from "./item-reader.ts";

const BATCH_SAMPLES = 4096;

/** What waits between the socket and the consumer, in order of arrival; neighbouring samples leave as one batch. */
export class ReadingQueue {
  readonly channels = new ChannelTable();
  #readings: Reading[] = [];
  #head = 0;
  #ended = false;
  #failure: Error | undefined;
  #wake: (() => void) | undefined;
  readonly #timeS = new Float64Array(BATCH_SAMPLES);
  readonly #channel = new Int32Array(BATCH_SAMPLES);
  readonly #value = new Float64Array(BATCH_SAMPLES);
  readonly #quality = new Uint8Array(BATCH_SAMPLES);

  get length(): number {
    return this.#readings.length - this.#head;
  }

  push(reading: Reading): void {
    if (this.#ended) return;
    this.#readings.push(reading);
    this.#wake?.();
  }

  /** No more readings: what is queued is still delivered, then the consumer sees the end or the failure. */
  end(failure?: Error): void {
    this.#ended = true;
    this.#failure ??= failure;
    this.#wake?.();
  }

  /** The next event, waiting for one if need be; undefined at the end. The batch's arrays are reused by the next call. */
  async next(): Promise<SourceEvent | undefined> {
    while (this.length === 0) {
      if (this.#ended) {
        if (this.#failure !== undefined) throw this.#failure;
        return undefined;
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = undefined;
    }
    const event = this.#take();
    if (this.#head === this.#readings.length) {
      this.#readings = [];
      this.#head = 0;
    }
    return event;
  }

  #take(): SourceEvent {
    const first = this.#readings[this.#head]!;
    if (first.kind !== "sample") {
      this.#head++;
      return first;
    }
    let count = 0;
    while (count < BATCH_SAMPLES) {
      const reading = this.#readings[this.#head];
      if (reading === undefined || reading.kind !== "sample") break;
      this.#timeS[count] = reading.timeS;
      this.#channel[count] = this.channels.indexOf(reading.channel);
      this.#value[count] = reading.value;
      this.#quality[count] = reading.quality;
      count++;
      this.#head++;
    }
    const batch: SampleBatch = {
      count,
      timeS: this.#timeS,
      channel: this.#channel,
      value: this.#value,
      quality: this.#quality,
    };
    return { kind: "samples", batch };
  }
}
