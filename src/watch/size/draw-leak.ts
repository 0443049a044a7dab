import { GROWTH_STEP, type GrowthLaw, growthLaws } from "./growth-law.ts";
import type { GrowthPosterior } from "./growth-posterior.ts";
import { type RatePosterior, rateQuantile } from "./rate-posterior.ts";

/** One leak as it may be: its rate now in channel-amount units a second at the reference, and how its hole grows. */
export interface LeakDraw {
  readonly rate: number;
  readonly law: GrowthLaw;
  readonly ageS: number;
}

/**
 * Draws from what is known of a leak: law and rate together where growth was weighed, else the rate of a steady leak with the growths
 * that were thought of beforehand. The three numbers say which: rate, law, place within the law's step of the grid; each from 0 to 1.
 */
export function leakDraws(
  posterior: RatePosterior,
  growth: GrowthPosterior | null,
): (u: readonly [number, number, number]) => LeakDraw {
  const laws = growth?.laws ?? growthLaws();
  const weights = growth?.lawWeight ?? Float64Array.from(laws, ({ prior }) => prior);
  const count = growth?.rates.length ?? 0;
  const under = laws.map((_, law): RatePosterior => {
    const isKnown = growth !== null && weights[law]! > 0;
    return isKnown
      ? {
          ...posterior,
          rates: growth.rates,
          rateWeight: growth.rateWeight.subarray(law * count, (law + 1) * count),
        }
      : posterior;
  });
  const ageS = growth?.ageS ?? 0;
  return ([rate, which, within]) => {
    let law = 0;
    for (let below = weights[0]!; law + 1 < laws.length && which >= below; below += weights[law]!) law++;
    const known = laws[law]!;
    const perS = known.perS * GROWTH_STEP ** (within - 0.5);
    return { rate: rateQuantile(under[law]!, rate), law: { ...known, perS }, ageS };
  };
}

/** Probability that the leak grows. */
export function growing(growth: GrowthPosterior): number {
  return 1 - growth.lawWeight[0]!;
}
