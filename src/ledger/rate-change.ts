import { binomialAtLeast, binomialCdf, poissonInterval, proportionInterval } from "../stats/index.ts";

/** Events in an amount of exposure: years, flights, vehicle-days. */
export interface Count {
  readonly events: number;
  readonly exposure: number;
}

/** A rate with its exact Poisson interval. */
export interface RateEstimate {
  readonly rate: number;
  readonly low: number;
  readonly high: number;
}

export function rateEstimate({ events, exposure }: Count, confidence = 0.9): RateEstimate {
  if (!(exposure > 0)) throw new RangeError(`an exposure is positive, got ${exposure}`);
  const { low, high } = poissonInterval(events, confidence);
  return { rate: events / exposure, low: low / exposure, high: high / exposure };
}

/** How a rate differs between two stretches of exposure. */
export interface RateChange {
  readonly before: RateEstimate;
  readonly after: RateEstimate;
  /** After over before; null if there was none before. */
  readonly ratio: number | null;
  /** Exact interval of the ratio; an end may be zero or, as null, without bound. */
  readonly ratioLow: number;
  readonly ratioHigh: number | null;
  /** Chance of so many after, or more, if nothing changed (exact, conditional on the sum). */
  readonly risingP: number;
  readonly fallingP: number;
}

/** Compares two Poisson rates exactly: given the sum, the later count is binomial (Przyborowski and Wilenski 1940). */
export function rateChange(before: Count, after: Count, confidence = 0.9): RateChange {
  const total = before.events + after.events;
  const share = after.exposure / (before.exposure + after.exposure);
  const scale = before.exposure / after.exposure;
  const interval = total === 0 ? { low: 0, high: 1 } : proportionInterval(after.events, total, confidence);
  return {
    before: rateEstimate(before, confidence),
    after: rateEstimate(after, confidence),
    ratio: before.events === 0 ? null : (after.events / before.events) * scale,
    ratioLow: (interval.low / (1 - interval.low)) * scale,
    ratioHigh: interval.high === 1 ? null : (interval.high / (1 - interval.high)) * scale,
    risingP: binomialAtLeast(after.events, total, share),
    fallingP: binomialCdf(after.events, total, share),
  };
}
