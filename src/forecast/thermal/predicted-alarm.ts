import { weightedQuantiles } from "../../campaign/result/weighted-quantiles.ts";
import { proportionInterval } from "../../stats/index.ts";

/** Median and the ends of the central 90 % of the members. */
export interface MemberBand {
  readonly p05: number;
  readonly median: number;
  readonly p95: number;
}

/** Whether and when something happens within the horizon. */
export interface PredictedAlarm {
  /** Members in which it happens. */
  readonly members: number;
  /** Members that came to a halt before it had happened: nobody knows whether it would have. */
  readonly unknown: number;
  /** Members in which it is so already. */
  readonly already: number;
  /**
   * Share of members in which it happens, of those that are known; null where none is. Its 90 % interval (Clopper and Pearson) reaches
   * from all unknown ones taken as no to all taken as yes.
   */
  readonly probability: { readonly estimate: number | null; readonly p05: number; readonly p95: number };
  /** Seconds from now, among members in which it happens; null where it happens in none. */
  readonly whenS: MemberBand | null;
}

/** When an event comes, from its time in each member. */
export interface EventTimes {
  /** Seconds from now; NaN: it did not happen in what was run. */
  readonly timesS: ArrayLike<number>;
  /** Until when each member was run. */
  readonly endsS: ArrayLike<number>;
  readonly horizonS: number;
}

/** @throws RangeError without a member */
export function predictAlarm({ timesS, endsS, horizonS }: EventTimes): PredictedAlarm {
  const count = timesS.length;
  if (count === 0) throw new RangeError("an alarm cannot be predicted from no member");
  const within = Array.from(timesS, (timeS) => (timeS <= horizonS ? timeS : Number.NaN));
  const members = within.filter((timeS) => !Number.isNaN(timeS)).length;
  const unknown = within.filter((timeS, i) => Number.isNaN(timeS) && endsS[i]! < horizonS).length;
  const already = within.filter((timeS) => timeS === 0).length;
  const share = (part: number) => proportionInterval(part, count, 0.9);
  return {
    members,
    unknown,
    already,
    probability: {
      estimate: unknown === count ? null : members / (count - unknown),
      p05: share(members).low,
      p95: share(members + unknown).high,
    },
    whenS: bandOf(within),
  };
}

/** Quantiles by Hazen's rule; NaN does not count; null where nothing does. */
export function bandOf(values: ArrayLike<number>): MemberBand | null {
  const [p05, median, p95] = weightedQuantiles(values, [0.05, 0.5, 0.95]) as [number, number, number];
  return Number.isNaN(median) ? null : { p05, median, p95 };
}

/** A bound on a quantity, in its SI unit. */
export interface Bound {
  readonly bound: number;
  readonly side: "above" | "below";
}

/** True where a value has passed a bound; a value at it has not. */
export function isBeyond(value: number, { bound, side }: Bound): boolean {
  return side === "above" ? value > bound : value < bound;
}

/**
 * When a curve first passes a bound, on the straight lines between its instants; the first of them if it is beyond it from the start; NaN if
 * never, or where the curve ends (NaN) before.
 */
export function passingS(
  timesS: ArrayLike<number>,
  values: ArrayLike<number>,
  { bound, side }: Bound,
): number {
  const sign = side === "above" ? 1 : -1;
  for (let i = 0; i < timesS.length; i++) {
    const excess = sign * (values[i]! - bound);
    if (Number.isNaN(excess)) return Number.NaN;
    if (!(excess > 0)) continue;
    if (i === 0) return timesS[0]!;
    const before = sign * (values[i - 1]! - bound);
    return timesS[i - 1]! + ((timesS[i]! - timesS[i - 1]!) * -before) / (excess - before);
  }
  return Number.NaN;
}
