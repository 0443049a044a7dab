import { integrate, normalPdf, poissonAtLeast } from "../stats/index.ts";

/** N = F A T: expected hits. */
export function expectedHits(fluxPerM2Yr: number, areaM2: number, durationYr: number): number {
  return fluxPerM2Yr * areaM2 * durationYr;
}

/** Probability of no hit when the mean is known only within a lognormal factor; the central value is its median. */
export function noHitProbability(median: number, sigmaLn = 0): number {
  if (sigmaLn === 0) return Math.exp(-median);
  return integrate((z) => normalPdf(z) * Math.exp(-median * Math.exp(sigmaLn * z)), -8, 8, 96);
}

/** A question about several hits. */
export interface HitWindow {
  /** Hits a year on each vehicle, the exposed area included. */
  readonly ratePerVehicleYr: readonly number[];
  /** Length of the window in years, such as 59 days. */
  readonly windowYr: number;
  /** How long anybody has been watching, in years: the window may lie anywhere in it. */
  readonly watchedYr: number;
}

/** The chance of several hits, with and without the choice of the window after the fact. */
export interface HitChance {
  /** Hits a year over all vehicles. */
  readonly totalRateYr: number;
  /** At least one hit in a window fixed beforehand. */
  readonly atLeastOne: number;
  /** At least two hits in a window fixed beforehand. */
  readonly atLeastTwo: number;
  /** At least two different vehicles hit in a window fixed beforehand. */
  readonly twoVehicles: number;
  /** Some pair of hits no further apart than the window, anywhere in the time watched. */
  readonly somePairWhileWatching: number;
  /** How many times likelier the pair is when the window may be chosen after the fact. */
  readonly selectionFactor: number;
}

/**
 * "Two hits in two months": exact Poisson chances in a fixed window, and 1 - exp(-L T (1 - exp(-L w))) for some pair
 * within w during T at the total rate L (hits taken as starts of windows; within 5 % of simulation where the chance is
 * below 0.2).
 */
export function hitChance({ ratePerVehicleYr, windowYr, watchedYr }: HitWindow): HitChance {
  if (ratePerVehicleYr.length === 0 || ratePerVehicleYr.some((rate) => !(rate >= 0)))
    throw new RangeError("give the hit rate of each vehicle, none negative");
  if (!(windowYr > 0 && watchedYr >= windowYr))
    throw new RangeError(
      `the window (${windowYr} yr) is positive and within the time watched (${watchedYr} yr)`,
    );
  const totalRateYr = ratePerVehicleYr.reduce((sum, rate) => sum + rate, 0);
  const mean = totalRateYr * windowYr;
  const atLeastTwo = poissonAtLeast(2, mean);
  const odds = ratePerVehicleYr.map((rate) => Math.expm1(rate * windowYr));
  const twoVehicles = Math.exp(-mean) * pairsOrMore(odds);
  const somePairWhileWatching = -Math.expm1(totalRateYr * watchedYr * Math.expm1(-mean));
  return {
    totalRateYr,
    atLeastOne: -Math.expm1(-mean),
    atLeastTwo,
    twoVehicles,
    somePairWhileWatching,
    selectionFactor: atLeastTwo > 0 ? somePairWhileWatching / atLeastTwo : Number.NaN,
  };
}

/** Product of (1 + odds) less 1 less the sum, without cancellation: the elementary symmetric sums of order two and more. */
function pairsOrMore(odds: readonly number[]): number {
  let sumSoFar = 0;
  let pairs = 0;
  for (const odd of odds) {
    pairs += odd * (sumSoFar + pairs);
    sumSoFar += odd;
  }
  return pairs;
}
