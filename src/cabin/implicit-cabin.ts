import {
  AIR_ENERGY,
  type CabinRates,
  DEW,
  dryAirKg,
  ENTRIES,
  STRUCTURE_ENERGY,
  VAPOUR,
} from "./cabin-rates.ts";
import { DRY_AIR_SPECIFIC_HEAT } from "./moist-air.ts";

/** Diagonal of the stages: with it the method is L-stable and of second order (Alexander 1977). */
const GAMMA = 1 - Math.SQRT1_2;
const MOST_ITERATIONS = 12;
/** Part of the step's tolerance that a stage may leave unsolved. */
const STAGE_PART = 0.02;
const SHORTEST_STEP_S = 1e-3;

/**
 * Carries a cabin on in long implicit steps that allocate nothing: Alexander's singly diagonal method of second order,
 * stages solved by Newton with a matrix kept as long as it serves. Each flux is booked out of one place and into another
 * with the same number whatever the iteration leaves, so balances hold to rounding. For runs whose loads are constant
 * over a step; `advanceCabin` is the reference.
 */
export class ImplicitCabin {
  readonly rates: CabinRates;
  readonly #scale: Float64Array;
  readonly #size: number;
  readonly #first: Float64Array;
  readonly #second: Float64Array;
  readonly #base: Float64Array;
  readonly #trial: Float64Array;
  readonly #probe: Float64Array;
  readonly #probeThere: Float64Array;
  readonly #shifted: Float64Array;
  readonly #slopes: Float64Array;
  readonly #matrix: Float64Array;
  readonly #side: Float64Array;
  #matrixStepS = 0;
  #slopesKnown = false;
  steps = 0;

  /** `toleranceK` is the error of an air temperature that a step may make; structure, vapour and dew in proportion. */
  constructor(rates: CabinRates, toleranceK: number) {
    this.rates = rates;
    const { compartments } = rates;
    const size = ENTRIES * compartments.length;
    const all = size + 4 + 3 * compartments.length;
    this.#size = size;
    this.#scale = new Float64Array(size);
    compartments.forEach((compartment, i) => {
      const k = ENTRIES * i;
      this.#scale[k + AIR_ENERGY] = toleranceK * dryAirKg(compartment) * DRY_AIR_SPECIFIC_HEAT;
      this.#scale[k + VAPOUR] = 0.01 * toleranceK * 0.0173 * compartment.airVolumeM3;
      this.#scale[k + STRUCTURE_ENERGY] = 0.1 * toleranceK * compartment.structureHeatCapacityJPerK;
      this.#scale[k + DEW] = 0.1 * toleranceK;
    });
    this.#first = new Float64Array(all);
    this.#second = new Float64Array(all);
    this.#base = new Float64Array(size);
    this.#trial = new Float64Array(all);
    this.#probe = new Float64Array(all);
    this.#probeThere = new Float64Array(all);
    this.#shifted = new Float64Array(all);
    this.#slopes = new Float64Array(size * size);
    this.#matrix = new Float64Array(size * size);
    this.#side = new Float64Array(size);
  }

  /** Forgets the slopes: for values that have nothing to do with the last ones. */
  restart(): void {
    this.#slopesKnown = false;
    this.#matrixStepS = 0;
  }

  /** Changes `values` in place. Throws a RangeError where no step of a millisecond succeeds. */
  advance(values: Float64Array, durationS: number): void {
    let left = durationS;
    let h = durationS;
    while (left > 0) {
      const last = h >= left * (1 - 1e-12);
      const span = last ? left : h;
      const error = this.#step(values, span);
      if (error <= 1) {
        this.#accept(values, span);
        left = last ? 0 : left - span;
        h = span * Math.min(3, 0.9 / Math.sqrt(Math.max(error, 1e-4)));
      } else {
        this.#slopesKnown = false;
        h = span * (Number.isFinite(error) ? Math.max(0.1, 0.8 / Math.sqrt(error)) : 0.2);
        if (!(h > SHORTEST_STEP_S))
          throw new RangeError(
            "cabin: no step of a millisecond succeeds; a conductance or flow is too large for its volume",
          );
      }
    }
  }

  #step(values: Float64Array, h: number): number {
    const size = this.#size;
    if (!this.#slopesKnown) this.#findSlopes(values);
    if (h !== this.#matrixStepS) this.#factorise(h);
    this.#trial.set(values);
    for (let i = 0; i < size; i++) this.#base[i] = values[i]!;
    if (!this.#solve(h, this.#first)) return Number.POSITIVE_INFINITY;
    for (let i = 0; i < size; i++) this.#base[i] = values[i]! + (1 - GAMMA) * h * this.#first[i]!;
    if (!this.#solve(h, this.#second)) return Number.POSITIVE_INFINITY;
    // what a step of first order would make of it, through the matrix, so that stiff parts do not mislead
    const side = this.#side;
    for (let i = 0; i < size; i++) side[i] = GAMMA * h * (this.#second[i]! - this.#first[i]!);
    this.#back(side);
    let worst = 0;
    for (let i = 0; i < size; i++) {
      const error = Math.abs(side[i]!) / this.#scale[i]!;
      if (!(error <= worst)) worst = error;
    }
    return Number.isNaN(worst) ? Number.POSITIVE_INFINITY : worst;
  }

  #accept(values: Float64Array, h: number): void {
    for (let i = 0; i < values.length; i++)
      values[i] = values[i]! + h * ((1 - GAMMA) * this.#first[i]! + GAMMA * this.#second[i]!);
    this.steps++;
  }

  /** trial = base + GAMMA h rates(trial), from the trial at hand; leaves the rates there. */
  #solve(h: number, rate: Float64Array): boolean {
    const size = this.#size;
    const trial = this.#trial;
    const side = this.#side;
    let last = Number.POSITIVE_INFINITY;
    for (let round = 0; round < MOST_ITERATIONS; round++) {
      this.rates.evaluate(trial, rate);
      for (let i = 0; i < size; i++) side[i] = this.#base[i]! + GAMMA * h * rate[i]! - trial[i]!;
      this.#back(side);
      let change = 0;
      for (let i = 0; i < size; i++) {
        trial[i] = trial[i]! + side[i]!;
        const part = Math.abs(side[i]!) / this.#scale[i]!;
        if (!(part <= change)) change = part;
      }
      if (Number.isNaN(change)) return false;
      if (change < STAGE_PART) {
        this.rates.evaluate(trial, rate);
        return true;
      }
      if (round > 1 && change > 0.3 * last) {
        this.#findSlopes(trial);
        this.#factorise(h);
      }
      last = change;
    }
    return false;
  }

  /** Slopes of the rates by differences. */
  #findSlopes(values: Float64Array): void {
    const size = this.#size;
    const { rates } = this;
    const here = this.#probe;
    const there = this.#probeThere;
    rates.evaluate(values, here);
    const at = this.#shifted;
    at.set(values);
    for (let j = 0; j < size; j++) {
      const shift = this.#scale[j]!;
      at[j] = values[j]! + shift;
      rates.evaluate(at, there);
      at[j] = values[j]!;
      for (let i = 0; i < size; i++) this.#slopes[i * size + j] = (there[i]! - here[i]!) / shift;
    }
    this.#slopesKnown = true;
    this.#matrixStepS = 0;
  }

  /** LU of 1 - GAMMA h slopes, without exchange: heat and vapour flow from more to less, so the diagonal leads. */
  #factorise(h: number): void {
    const size = this.#size;
    const m = this.#matrix;
    for (let e = 0; e < m.length; e++) m[e] = -GAMMA * h * this.#slopes[e]!;
    for (let i = 0; i < size; i++) m[i * size + i] = m[i * size + i]! + 1;
    for (let p = 0; p < size; p++)
      for (let i = p + 1; i < size; i++) {
        const factor = m[i * size + p]! / m[p * size + p]!;
        m[i * size + p] = factor;
        if (factor === 0) continue;
        for (let j = p + 1; j < size; j++) m[i * size + j] = m[i * size + j]! - factor * m[p * size + j]!;
      }
    this.#matrixStepS = h;
  }

  #back(side: Float64Array): void {
    const size = this.#size;
    const m = this.#matrix;
    for (let i = 0; i < size; i++) {
      let sum = side[i]!;
      for (let j = 0; j < i; j++) sum -= m[i * size + j]! * side[j]!;
      side[i] = sum;
    }
    for (let i = size - 1; i >= 0; i--) {
      let sum = side[i]!;
      for (let j = i + 1; j < size; j++) sum -= m[i * size + j]! * side[j]!;
      side[i] = sum / m[i * size + i]!;
    }
  }
}
