const MOST_LEVELS = 2048;
/** A difference within this part of a step of a whole number of steps counts as one. */
const TOLERANCE = 0.005;
/** Values are often rounded to 32 bits: 6e-8 each, more where differences of many steps are divided. */
const ROUNDING = 1e-5;

/**
 * The codes of a quantised channel, found from its values: level k stands at `origin + k * step`. The step is the greatest
 * one of which all differences are whole multiples; it is refined from the widest pair seen. A step that is given is believed. Levels that the recording
 * holds are given back as recorded, to the last bit. A channel with more than 2048 levels counts as not quantised.
 */
export class CodeLattice {
  #origin = Number.NaN;
  #step: number;
  #seen = new Map<number, number>();
  #lowest = 0;
  #highest = 0;
  #continuous = false;
  readonly #given: boolean;

  constructor(step = 0) {
    if (!(step >= 0 && Number.isFinite(step))) throw new RangeError(`a code step is 0 or above, not ${step}`);
    this.#step = step;
    this.#given = step > 0;
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
    if (distance > 0 && !this.#given) this.#fit(value, distance);
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

  #fit(value: number, distance: number): void {
    const steps = distance / this.#step;
    const fits = this.#step > 0 && Math.round(steps) >= 1 && Math.abs(steps - Math.round(steps)) < TOLERANCE;
    if (fits && !this.#seen.has(this.#index(value))) return;
    const values = [...this.#seen.values()];
    let common = distance;
    let size = Math.abs(value);
    for (const seen of values) {
      size = Math.max(size, Math.abs(seen));
      common = commonStep(Math.abs(seen - this.#origin), common, ROUNDING * size);
    }
    this.#step = common;
    this.#seen = new Map(values.map((seen) => [this.#index(seen), seen]));
    // Values nearer to each other than rounding allows for have no step that could be told from none.
    if (this.#seen.size < values.length || this.#seen.has(this.#index(value))) this.#continuous = true;
    this.#lowest = Math.min(0, ...this.#seen.keys());
    this.#highest = Math.max(0, ...this.#seen.keys());
  }
}

/** Greatest common measure of two lengths (Euclid), where a rest below `least` counts as none. */
function commonStep(a: number, b: number, least: number): number {
  let larger = Math.max(a, b);
  let smaller = Math.min(a, b);
  while (smaller > least) {
    const rest = Math.abs(larger - smaller * Math.round(larger / smaller));
    larger = smaller;
    smaller = rest;
  }
  // Rounding errors grow along the way; dividing the longer length again takes them out.
  return Math.max(a, b) / Math.round(Math.max(a, b) / larger);
}
