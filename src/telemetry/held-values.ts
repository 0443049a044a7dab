/** What is known of each channel of one loop while a frame is open. A pure accumulator: times come in, in order. */
export class HeldValues {
  readonly channels: number;
  #known: Uint8Array;
  /** 1 where a value was held when the signal was lost, and nothing newer has come. */
  #stale: Uint8Array;
  #value: Float64Array;
  #sinceS: Float64Array;
  /** Values are summed as distances from the first one of the frame, so that a constant has an exact mean. */
  #origin: Float64Array;
  #areaS: Float64Array;
  #coveredS: Float64Array;
  #reports: Int32Array;
  /** When values held through a loss of signal may be trusted again. */
  #settledS = Number.POSITIVE_INFINITY;

  constructor(channels: number) {
    this.channels = channels;
    this.#known = new Uint8Array(channels);
    this.#stale = new Uint8Array(channels);
    this.#value = new Float64Array(channels);
    this.#sinceS = new Float64Array(channels);
    this.#origin = new Float64Array(channels);
    this.#areaS = new Float64Array(channels);
    this.#coveredS = new Float64Array(channels);
    this.#reports = new Int32Array(channels);
  }

  /** A report: `good` is 0 where its value cannot be used, which leaves the channel unknown. */
  report(slot: number, timeS: number, value: number, good: number): void {
    this.#advance(slot, timeS);
    this.#reports[slot]!++;
    this.#stale[slot] = 0;
    this.#known[slot] = good;
    this.#value[slot] = value;
    this.#sinceS[slot] = timeS;
    if (this.#coveredS[slot] === 0) this.#origin[slot] = value;
  }

  /** The signal is lost at `timeS`: held values are kept aside. */
  lose(timeS: number): void {
    for (let slot = 0; slot < this.channels; slot++) {
      this.#advance(slot, timeS);
      if (this.#known[slot] === 0) continue;
      this.#known[slot] = 0;
      this.#stale[slot] = 1;
    }
    this.#settledS = Number.POSITIVE_INFINITY;
  }

  /** The signal is back; values that nothing contradicts by `settledS` are held again from then. */
  regain(settledS: number): void {
    this.#settledS = settledS;
  }

  /** Writes mean, coverage and reports of the frame that ends at `endS`, and opens the next. */
  close(
    endS: number,
    periodS: number,
    mean: Float64Array,
    coverage: Float64Array,
    reports: Int32Array,
  ): void {
    for (let slot = 0; slot < this.channels; slot++) {
      this.#advance(slot, endS);
      const covered = this.#coveredS[slot]!;
      mean[slot] = covered > 0 ? this.#origin[slot]! + this.#areaS[slot]! / covered : Number.NaN;
      // The covered seconds are a sum of differences of large times: the last digits may exceed the period.
      coverage[slot] = Math.min(1, covered / periodS);
      reports[slot] = this.#reports[slot]!;
      this.#areaS[slot] = 0;
      this.#coveredS[slot] = 0;
      this.#reports[slot] = 0;
      this.#origin[slot] = this.#value[slot]!;
    }
  }

  #advance(slot: number, timeS: number): void {
    if (this.#stale[slot] === 1 && this.#settledS <= timeS) {
      this.#stale[slot] = 0;
      this.#known[slot] = 1;
      this.#sinceS[slot] = this.#settledS;
      if (this.#coveredS[slot] === 0) this.#origin[slot] = this.#value[slot]!;
    }
    if (this.#known[slot] === 0) return;
    const heldS = timeS - this.#sinceS[slot]!;
    this.#areaS[slot]! += (this.#value[slot]! - this.#origin[slot]!) * heldS;
    this.#coveredS[slot]! += heldS;
    this.#sinceS[slot] = timeS;
  }
}
