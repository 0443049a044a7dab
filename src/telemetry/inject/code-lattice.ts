const MOST_LEVELS = 4096;
/** A difference within this part of a step of a whole number of steps counts as one: values are often rounded to 32 bits. */
const TOLERANCE = 0.1;

/**
 * The codes of a quantised channel, found from its values: level k stands at `origin + k * step`. The step is the greatest
 * one of which all differences are whole multiples; it is refined from the widest pair seen. Levels that the recording
 * holds are given back as recorded, to the last bit. A channel with more than 4096 levels, or with no common step, counts as not quantised.
 */
export class CodeLattice {
  #origin = Number.NaN;
  #step: number;
  #seen = new Map<number, number>();
  #lowest = 0;
  #highest = 0;
  #continuous = false;

  constructor(step = 0) {
    if (!(step >= 0 && Number.isFinite(step))) throw new RangeError(`a code step is 0 or above, not ${step}`);
    this.#step = step;
  }

  /** 0 while unknown, or where the channel is not quantised. */
  get step(): number {
    return this.#continuous ? 0 : this.#step;
  }

  get isContinuous(): boolean {
    return this.#continuous;
  }

  observe(value: number): void {
    if (this.#continuous) return;
    if (Number.isNaN(this.#origin)) this.#origin = value;
    if (value === this.#seen.get(this.#index(value))) return;
    const distance = Math.abs(value - this.#origin);
    if (distance > 0) this.#fit(distance);
    if (this.#continuous) return;
    const level = this.#index(value);
    if (!this.#seen.has(level)) this.#seen.set(level, value);
    this.#lowest = Math.min(this.#lowest, level);
    this.#highest = Math.max(this.#highest, level);
    const span = this.#highest - this.#lowest;
    if (span > 0) this.#step = (this.#seen.get(this.#highest)! - this.#seen.get(this.#lowest)!) / span;
    if (this.#seen.size > MOST_LEVELS) this.#continuous = true;
  }

  /** The level of a recorded value. */
  levelOf(value: number): number {
    return this.#index(value);
  }

  valueOf(level: number): number {
    return this.#seen.get(level) ?? this.#origin + level * this.#step;
  }

  /** The lowest level at or above a value. */
  levelAbove(value: number): number {
    return this.#step === 0 ? 0 : Math.ceil((value - this.#origin) / this.#step - 1e-9);
  }

  #index(value: number): number {
    return this.#step === 0 ? 0 : Math.round((value - this.#origin) / this.#step) + 0;
  }

  #fit(distance: number): void {
    if (this.#step === 0) {
      this.#step = distance;
      return;
    }
    const steps = distance / this.#step;
    if (Math.round(steps) >= 1 && Math.abs(steps - Math.round(steps)) < TOLERANCE) return;
    let larger = Math.max(distance, this.#step);
    let smaller = Math.min(distance, this.#step);
    const least = TOLERANCE * smaller;
    for (;;) {
      const rest = Math.abs(larger - smaller * Math.round(larger / smaller));
      if (rest < least) break;
      larger = smaller;
      smaller = rest;
    }
    const values = [...this.#seen.values()];
    this.#step = smaller;
    this.#seen = new Map(values.map((value) => [this.#index(value), value]));
    this.#lowest = Math.min(...this.#seen.keys());
    this.#highest = Math.max(...this.#seen.keys());
    if (this.#seen.size !== values.length || smaller < 1e-9 * Math.abs(this.#origin)) this.#continuous = true;
  }
}
