import { unitTable } from "../../units/index.ts";
import type { SensorDescription } from "../../vehicle/sensor-description.ts";

/**
 * From SI to what is sent: unit, end of scale, code. Codes are midtread, whole multiples of the step counted from the zero of
 * the delivered scale; a value between two goes to the nearer, and the highest code is the last within the range.
 */
export class CodeScale {
  readonly #factor: number;
  readonly #offset: number;
  readonly #step: number;
  readonly #lowest: number;
  readonly #highest: number;

  /** @throws RangeError for a unit that is not in the table, a negative step, or a range that holds no code */
  constructor({ id, unit, range, step }: SensorDescription) {
    const known = unitTable[unit];
    if (known === undefined) throw new RangeError(`sensor "${id}": unit "${unit}" is not in the unit table`);
    if (!(step >= 0 && Number.isFinite(step)))
      throw new RangeError(`sensor "${id}": step ${step} is not 0 or above`);
    this.#factor = known.factor;
    this.#offset = known.offset ?? 0;
    this.#step = step / known.factor;
    const [low, high] = [range?.low ?? Number.NEGATIVE_INFINITY, range?.high ?? Number.POSITIVE_INFINITY];
    // A range's end that is a code, such as 400 kPa in steps of 0.5 kPa, stays one in spite of rounding.
    const [lowest, highest] = [this.#inUnit(low), this.#inUnit(high)];
    this.#lowest = step === 0 ? lowest : Math.ceil(lowest / this.#step - 1e-9);
    this.#highest = step === 0 ? highest : Math.floor(highest / this.#step + 1e-9);
    if (!(this.#lowest <= this.#highest))
      throw new RangeError(`sensor "${id}": its range from ${low} to ${high} (SI) holds no code; widen it`);
  }

  /** The value that is sent for a reading in SI, in the delivered unit. */
  send(reading: number): number {
    const inUnit = this.#inUnit(reading);
    const code = this.#step === 0 ? inUnit : Math.floor(inUnit / this.#step + 0.5);
    const shown = Math.min(this.#highest, Math.max(this.#lowest, code));
    // The nearest decimal, so that 0.97 is sent as 0.97; adding 0 makes -0 into 0.
    return this.#step === 0 ? shown : Number((shown * this.#step).toPrecision(12)) + 0;
  }

  #inUnit(value: number): number {
    return value / this.#factor - this.#offset;
  }
}
