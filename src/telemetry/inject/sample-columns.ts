import type { SampleBatch } from "../sample.ts";

/** Samples being collected, as growing parallel columns. */
export class SampleColumns {
  count = 0;
  timeS = new Float64Array(1024);
  channel = new Int32Array(1024);
  value = new Float64Array(1024);
  quality = new Uint8Array(1024);

  add(timeS: number, channel: number, value: number, quality: number): void {
    if (this.count === this.timeS.length) this.#grow();
    const at = this.count++;
    this.timeS[at] = timeS;
    this.channel[at] = channel;
    this.value[at] = value;
    this.quality[at] = quality;
  }

  /** What was collected, valid until the next `add`; collecting starts anew. */
  release(): SampleBatch {
    const { count, timeS, channel, value, quality } = this;
    this.count = 0;
    return { count, timeS, channel, value, quality };
  }

  #grow(): void {
    const larger = <T extends Float64Array | Int32Array | Uint8Array>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    const length = this.count * 2;
    this.timeS = larger(this.timeS, new Float64Array(length));
    this.channel = larger(this.channel, new Int32Array(length));
    this.value = larger(this.value, new Float64Array(length));
    this.quality = larger(this.quality, new Uint8Array(length));
  }
}
