import type { Frame } from "../../telemetry/frame.ts";
import { carry, type SteadyFilter } from "./reference-filter.ts";

const PER_OCTAVE = 8;

/**
 * What the tests with perfect knowledge would say, from one pass of the steady filter: for each of the given rates the
 * clairvoyant CUSUM (largest log likelihood ratio over onsets, true rate known), and last the windowed GLR (rate unknown,
 * equal threshold at every lag). Onsets are thinned to eight an octave of age. Rates in channel units a second.
 */
export class ReferenceRun {
  readonly #filter: SteadyFilter;
  readonly #signature: Float64Array;
  readonly #information: Float64Array;
  readonly #rates: readonly number[];
  readonly #state: Float64Array;
  #onset: Float64Array;
  #a: Float64Array;
  #count = 0;
  #frame = 0;
  #origin = Number.NaN;

  constructor(
    filter: SteadyFilter,
    signature: Float64Array,
    rates: readonly number[],
    information?: Float64Array,
  ) {
    this.#filter = filter;
    this.#signature = signature;
    this.#rates = rates;
    this.#state = new Float64Array(filter.model.size);
    this.#onset = new Float64Array(256);
    this.#a = new Float64Array(256);
    this.#information = information ?? cumulative(signature, filter.variance);
  }

  fork(): ReferenceRun {
    const copy = new ReferenceRun(this.#filter, this.#signature, this.#rates, this.#information);
    copy.#state.set(this.#state);
    copy.#onset = this.#onset.slice();
    copy.#a = this.#a.slice();
    copy.#count = this.#count;
    copy.#frame = this.#frame;
    copy.#origin = this.#origin;
    return copy;
  }

  /** One frame on; fills `out` with a statistic for each rate and then the GLR, all in nats. */
  step(frame: Frame | null, out: Float64Array): void {
    const { model, gain, row, variance } = this.#filter;
    this.#frame++;
    carry(model, this.#state);
    this.#thin();
    this.#onset[this.#count] = this.#frame;
    this.#a[this.#count++] = 0;
    out.fill(0);
    let residual = 0;
    if (frame !== null) {
      if (Number.isNaN(this.#origin)) this.#origin = frame.mean[0]!;
      residual = frame.mean[0]! - this.#origin;
      for (let i = 0; i < model.size; i++) residual -= row[i]! * this.#state[i]!;
      for (let i = 0; i < model.size; i++) this.#state[i] = this.#state[i]! + gain[i]! * residual;
    }
    const glr = this.#rates.length;
    for (let j = 0; j < this.#count; j++) {
      const age = this.#frame - this.#onset[j]!;
      const a = this.#a[j]! + (this.#signature[age]! * residual) / variance;
      this.#a[j] = a;
      if (a <= 0) continue;
      const b = this.#information[age]!;
      const half = (a * a) / (2 * b);
      if (half > out[glr]!) out[glr] = half;
      for (let k = 0; k < glr; k++) {
        const s = this.#rates[k]!;
        const value = s * (a - 0.5 * s * b);
        if (value > out[k]!) out[k] = value;
      }
    }
  }

  #thin(): void {
    let kept = 0;
    let spacing = 1;
    for (let j = 0; j < this.#count; j++) {
      const age = this.#frame - this.#onset[j]!;
      spacing = 1;
      while (age >= 2 * PER_OCTAVE * spacing) spacing *= 2;
      if (age >= this.#signature.length || this.#onset[j]! % spacing !== 0) continue;
      this.#onset[kept] = this.#onset[j]!;
      this.#a[kept++] = this.#a[j]!;
    }
    this.#count = kept;
  }
}

function cumulative(signature: Float64Array, variance: number): Float64Array {
  const information = new Float64Array(signature.length);
  let sum = 0;
  for (let k = 0; k < signature.length; k++) {
    sum += signature[k]! ** 2 / variance;
    information[k] = sum;
  }
  return information;
}
