import type { Gaussian } from "../stats/index.ts";
import { fromSi } from "../units/index.ts";
import type { WrittenSensor } from "./incident-schema.ts";

const DAY_S = 86_400;

/**
 * One sensor and its channel: first-order lag, offset, random-walk drift, noise of each reading, rounding to a code, and report by exception: a value is
 * sent when its code changes, or when it has not been sent for `repeats`. Times must not go back.
 */
export class Sensor {
  /** Time of a reading within its interval, so that channels do not report in step [s]. */
  readonly phaseS: number;
  readonly everyS: number;
  readonly #sensor: WrittenSensor;
  readonly #gaussian: Gaussian;
  #drift = 0;
  #followed = Number.NaN;
  #lastS = Number.NaN;
  #sentCode = Number.NaN;
  #sentS = Number.NEGATIVE_INFINITY;

  constructor(sensor: WrittenSensor, gaussian: Gaussian) {
    this.#sensor = sensor;
    this.#gaussian = gaussian;
    this.everyS = sensor.every;
    // Whole milliseconds, as time stamps have.
    this.phaseS = Math.floor(Math.abs(gaussian() * 1e4) % (1000 * sensor.every)) / 1000;
  }

  /** Reads the true value (SI) and returns what is sent, in the channel's unit, or undefined where nothing is. */
  read(timeS: number, trueValue: number): number | undefined {
    const { noise, offset = 0, step, unit, measures, repeats, lag } = this.#sensor;
    const passedS = timeS - this.#lastS;
    this.#lastS = timeS;
    if (Number.isNaN(passedS)) this.#followed = trueValue;
    else {
      this.#drift += this.#sensor["drift-per-root-day"] * Math.sqrt(passedS / DAY_S) * this.#gaussian();
      this.#followed += (lag === undefined ? 1 : -Math.expm1(-passedS / lag)) * (trueValue - this.#followed);
    }
    const read = this.#followed + offset + this.#drift + noise * this.#gaussian();
    // A code counts steps from the zero of the delivered scale.
    const stepInUnit = fromSi(step, unit, measures === "temperature" ? "temperatureDifference" : "pressure");
    const code = Math.round(fromSi(measures === "pressure" ? Math.max(0, read) : read, unit) / stepInUnit);
    if (code === this.#sentCode && timeS - this.#sentS < repeats) return undefined;
    this.#sentCode = code;
    this.#sentS = timeS;
    // The nearest decimal, so that 0.97 is sent as 0.97.
    return Number((code * stepInUnit).toPrecision(12));
  }

  /** Forgets what was sent: after a loss of signal each channel reports anew. */
  forget(): void {
    this.#sentCode = Number.NaN;
  }
}
