import { normalPdf } from "../stats/index.ts";
import type { EvidenceContext, Weighed } from "./evidence.ts";
import { sizeSlope } from "./exposure.ts";

/** A hole is about half as wide again as the particle near the ballistic limit (TM-2009-214785 hole sizes; own estimate). */
const HOLE_OVER_PARTICLE = 1.5;
/** Holes smaller than that of the smallest perforating particle are rare: falls as the sixth power. */
const LOWER_SLOPE = 6;

/** Medians [m] and widths (ln) of holes that are not made by particles: own estimates; cracks begin small, handling does not. */
const MADE_HOLES: Readonly<Record<string, { readonly medianM: number; readonly sigmaLn: number }>> = {
  manufacture: { medianM: 0.5e-3, sigmaLn: 1.3 },
  fatigue: { medianM: 0.2e-3, sigmaLn: 1.2 },
  handling: { medianM: 1e-3, sigmaLn: 1.3 },
};
/** A hole that was seen is no artefact of a sensor. */
const NO_HOLE = 1e-4;

/** Density of ln D for holes of particles: a power law above the smallest perforating particle, steep below. */
export function particleHoleDensity(holeM: number, smallestM: number, slope: number): number {
  const norm = 1 / (1 / slope + 1 / LOWER_SLOPE);
  const ratio = holeM / smallestM;
  return norm * (ratio >= 1 ? ratio ** -slope : ratio ** LOWER_SLOPE);
}

/**
 * Width of a hole, per unit of ln D: particles by the slope of their flux, everything else log-normal.
 * For holes of 0.05 to 20 mm.
 */
export function weighHoleSize(holeM: number, context: EvidenceContext): Weighed {
  const smallestM = HOLE_OVER_PARTICLE * context.particleM;
  const slopes = {
    meteoroid: sizeSlope(context.climate, "meteoroid", context.particleM),
    debris: sizeSlope(context.climate, "debris", context.particleM),
  };
  const likelihoods: Record<string, number> = { artefact: NO_HOLE };
  for (const kind of ["meteoroid", "debris"] as const)
    likelihoods[kind] = particleHoleDensity(holeM, smallestM, slopes[kind]);
  for (const [id, { medianM, sigmaLn }] of Object.entries(MADE_HOLES))
    likelihoods[id] = normalPdf(Math.log(holeM / medianM) / sigmaLn) / sigmaLn;
  return {
    likelihoods,
    basis: `particle holes from ${(smallestM * 1000).toPrecision(2)} mm up as D^-${slopes.meteoroid.toFixed(1)} (meteoroids) and D^-${slopes.debris.toFixed(1)} (debris); others log-normal`,
    spreadLn: 0.5,
  };
}
