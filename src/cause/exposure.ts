import {
  FLUX_SIGMA_LN,
  type FluxModel,
  fluxSlope,
  gruenModel,
  type ImpactCell,
  impactStream,
  nasa90Model,
} from "../debris/index.ts";
import type { Range } from "./hypothesis.ts";

/** What was exposed to particles, where, and for how long. */
export interface Exposure {
  /** Effective area of what leaks when holed, randomly turned [m2]. */
  readonly areaM2: Range;
  /** Diameter of the smallest particle that holes it [m]. */
  readonly particleM: Range;
  /** How long the ship flew before it leaked [days]. */
  readonly days: number;
  readonly altitudeM: number;
  readonly inclinationDeg: number;
  /** Decimal year, for the growth of debris. */
  readonly year: number;
  readonly solarFlux107: number;
}

/** Both kinds of particle at one place and time; evidence on size, direction and speed reads them too. */
export interface ParticleClimate {
  readonly meteoroid: { readonly flux: FluxModel; readonly stream: readonly ImpactCell[] };
  readonly debris: { readonly flux: FluxModel; readonly stream: readonly ImpactCell[] };
  /** Standard deviation of the logarithm of each flux. */
  readonly sigmaLn: number;
}

/** Fluxes and streams of `src/debris` for an exposure. */
export function particleClimate(exposure: Exposure): ParticleClimate {
  const { altitudeM, inclinationDeg, year, solarFlux107 } = exposure;
  return {
    meteoroid: {
      flux: gruenModel(altitudeM),
      stream: impactStream("meteoroid", { altitudeM, inclinationDeg }),
    },
    debris: {
      flux: nasa90Model({ altitudeM, year, solarFlux107 }),
      stream: impactStream("debris", { altitudeM, inclinationDeg }),
    },
    sigmaLn: FLUX_SIGMA_LN,
  };
}

/** Steepness of the particle sizes that hole this surface: -d ln F / d ln d over the factor two above the smallest. */
export function sizeSlope(climate: ParticleClimate, kind: "meteoroid" | "debris", particleM: number): number {
  return fluxSlope(climate[kind].flux, particleM, 2 * particleM);
}

/** Geometric middle of a range. */
export function middle({ low, high }: Range): number {
  return Math.sqrt(low * high);
}
