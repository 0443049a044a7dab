import { normalLogCdf, normalPdf } from "../stats/index.ts";
import { ESTIMATE_SPREAD_LN, type Weighed } from "./evidence.ts";

/**
 * How sharply the leak began. A particle opens its hole at once; a plugged or weak place lets go in minutes; a crack grows through the wall over hours and more.
 * Shares of leaks that begin within the time, own estimates on a logistic in ln t.
 */
const ONSET_HALF_S: Readonly<Record<string, number>> = {
  meteoroid: 1,
  debris: 1,
  manufacture: 900,
  fatigue: 6 * 3600,
  handling: 60,
  artefact: 1,
};

/** The leak reached its full flow within `withinS`, or (with `slower`) took longer. */
export function weighOnset(withinS: number, slower = false): Weighed {
  const share = (id: string) => 1 / (1 + ONSET_HALF_S[id]! / withinS);
  const likelihoods = Object.fromEntries(
    Object.keys(ONSET_HALF_S).map((id) => [id, slower ? 1 - share(id) : share(id)]),
  );
  return {
    likelihoods,
    basis:
      "share of leaks that reach full flow in this time; half do in 1 s (particle), 1 min (handling), 15 min (defect), 6 h (fatigue)",
    spreadLn: ESTIMATE_SPREAD_LN,
  };
}

/** Growth of a hole from outside: none, to this much in ln rate per day [1/day]. */
const STEADY_SD = 0.02;
/** Mean growth of a crack or a wearing seal, exponential [1/day]; P6 2B grew by ln 3.5 in about five years, then at once. */
const GROWING_MEAN = 0.1;

/** Density of a measured growth m +- sd when the true one is exponential with mean a: the exponentially modified Gaussian. */
export function growingDensity(m: number, sd: number, a: number): number {
  const z = m / sd - sd / a;
  return Math.exp(normalLogCdf(z) + (sd * sd) / (2 * a * a) - m / a) / a;
}

/** Growth of the leak, d ln(rate) / dt [1/day] with its standard deviation, as the watch's posterior or an inventory record gives it. */
export function weighGrowth(perDay: number, sdPerDay: number): Weighed {
  const steady = Math.hypot(STEADY_SD, sdPerDay);
  const still = normalPdf(perDay / steady) / steady;
  const grows = growingDensity(perDay, sdPerDay, GROWING_MEAN);
  return {
    likelihoods: {
      meteoroid: still,
      debris: still,
      handling: still,
      artefact: 0.5 * still + 0.5 * grows,
      manufacture: 0.5 * still + 0.5 * grows,
      fatigue: 0.1 * still + 0.9 * grows,
    },
    basis: "a hole from outside keeps its area; a crack or seal grows, mean 0.1 a day",
    spreadLn: ESTIMATE_SPREAD_LN,
  };
}

/** Slow growth over years seen in the inventory trend: rate ratio over a time, for records without a posterior. */
export function weighRecordedGrowth(rateRatio: number, overDays: number): Weighed {
  const grew = Math.abs(Math.log(rateRatio)) > Math.LN2;
  const p = grew
    ? { meteoroid: 0.02, debris: 0.02, handling: 0.1, artefact: 0.1, manufacture: 0.4, fatigue: 0.7 }
    : { meteoroid: 0.98, debris: 0.98, handling: 0.9, artefact: 0.9, manufacture: 0.6, fatigue: 0.3 };
  return {
    likelihoods: p,
    basis: `rate ${rateRatio > 1 ? "rose" : "changed"} ${rateRatio.toPrecision(2)}-fold in ${overDays} days; shares of leaks that do, own estimates`,
    spreadLn: ESTIMATE_SPREAD_LN,
  };
}
