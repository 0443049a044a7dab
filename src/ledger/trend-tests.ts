import { chiSquaredCdf, chiSquaredSurvival, irwinHallSurvival, normalSurvival } from "../stats/index.ts";

/** How observation ended: at a time fixed beforehand, or at the last event. */
export type Truncation = "time" | "failure";

/** Times of events since observation began, ascending, and its length; all in one unit. */
export interface EventRecord {
  readonly times: readonly number[];
  /** Equal to the last time if observation stopped there. */
  readonly length: number;
  readonly truncation: Truncation;
}

/** Throws unless times ascend within the length, so that no statistic is computed from a muddle. */
export function checkRecord({ times, length, truncation }: EventRecord): void {
  if (times.length === 0) throw new RangeError("a record has at least one event");
  for (const [i, t] of times.entries()) {
    if (!(t > 0 && t <= length)) throw new RangeError(`event ${i + 1} at ${t} is not within 0 to ${length}`);
    if (i > 0 && t < times[i - 1]!)
      throw new RangeError(`event ${i + 1} at ${t} comes before the one listed before it`);
  }
  if (truncation === "failure" && times.at(-1) !== length)
    throw new RangeError(
      `observation that stops at the last event ends at ${times.at(-1)}, not at ${length}`,
    );
}

/** A record cut off at its last event: the question free of when one chose to stop looking. */
export function stoppedAtLast({ times }: EventRecord): EventRecord {
  return { times, length: times.at(-1)!, truncation: "failure" };
}

/** The events that are free to fall anywhere: without the last one if observation stopped at it. */
function free({ times, truncation }: EventRecord): readonly number[] {
  return truncation === "failure" ? times.slice(0, -1) : times;
}

/** Laplace's test: are events late (rate rising) or early (falling)? */
export interface LaplaceTrend {
  /** Positive when the rate rises; standard normal for a constant rate and many events. Null without free events. */
  readonly u: number | null;
  /** Chance of events as late as these at constant rate, normal approximation. */
  readonly risingPNormal: number | null;
  /** The same, exact for any number of events: the Irwin-Hall tail. */
  readonly risingPExact: number | null;
}

/** Laplace trend test: U = (mean - T/2) / (T sqrt(1/12n)), with the exact tail of the sum of n uniforms beside it. */
export function laplaceTrend(record: EventRecord): LaplaceTrend {
  checkRecord(record);
  const events = free(record);
  const n = events.length;
  if (n === 0) return { u: null, risingPNormal: null, risingPExact: null };
  const sum = events.reduce((total, t) => total + t / record.length, 0);
  const u = (sum / n - 0.5) * Math.sqrt(12 * n);
  return { u, risingPNormal: normalSurvival(u), risingPExact: irwinHallSurvival(sum, n) };
}

/** The test of MIL-HDBK-189: sensitive to a power law. */
export interface PowerLawTrend {
  /** 2 sum ln(T/t); large when the rate falls, small when it rises. */
  readonly chiSquared: number;
  readonly degreesOfFreedom: number;
  /** Chance of a value as small at constant rate: small means rising. Null without free events. */
  readonly risingP: number | null;
  /** Chance of a value as large: small means falling. */
  readonly fallingP: number | null;
}

/** MIL-HDBK-189 trend test: chi-squared with 2n degrees of freedom (time) or 2(n - 1) (failure). */
export function powerLawTrend(record: EventRecord): PowerLawTrend {
  checkRecord(record);
  const events = free(record);
  const chiSquared = 2 * events.reduce((sum, t) => sum + Math.log(record.length / t), 0);
  const degreesOfFreedom = 2 * events.length;
  if (degreesOfFreedom === 0) return { chiSquared, degreesOfFreedom, risingP: null, fallingP: null };
  return {
    chiSquared,
    degreesOfFreedom,
    risingP: chiSquaredCdf(chiSquared, degreesOfFreedom),
    fallingP: chiSquaredSurvival(chiSquared, degreesOfFreedom),
  };
}
