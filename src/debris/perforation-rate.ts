import { gaussLegendre } from "../stats/index.ts";
import { criticalDiameterM, PERFORATION_WIDTH_LN, type Wall } from "./ballistic-limit.ts";
import type { FluxModel } from "./flux-model.ts";
import type { ImpactCell, LocalVector } from "./impact-stream.ts";

/** One outer surface of a vehicle, as far as impacts care. */
export interface ExposedSurface {
  readonly name: string;
  readonly areaM2: number;
  /** Share of the area that sees the sky: what other parts of the station shield is left out, 0 to 1, default 1. */
  readonly exposedFraction?: number;
  readonly wall: Wall;
}

/** A wall that stops this stops everything that matters: slow and grazing impacts, where the equations end. */
const LARGEST_CRITICAL_M = 0.02;

/** Critical diameters above this count as never perforating: the flux there is negligible, or not in the user's table. */
function largestCriticalM(model: FluxModel, widthLn: number): number {
  return Math.min(LARGEST_CRITICAL_M, model.largestDiameterM * Math.exp(-widthLn * HALF_RANGE));
}
const HALF_RANGE = 8; // of the logistic variable; beyond it lies 0.07 % of the curve
const curve = gaussLegendre(24, -HALF_RANGE, HALF_RANGE);
const logisticWeights = curve.nodes.map((x, i) => {
  const tail = 1 / (1 + Math.exp(-x));
  return curve.weights[i]! * tail * (1 - tail);
});
const logisticTotal = logisticWeights.reduce((sum, weight) => sum + weight, 0);

/**
 * Flux of particles that perforate, given the critical diameter: the cumulative flux smeared over the logistic
 * perforation curve (integration by parts turns density times probability into this). The curve is cut 8 widths out.
 */
export function smearedFluxPerM2Yr(
  model: FluxModel,
  criticalM: number,
  widthLn = PERFORATION_WIDTH_LN,
): number {
  let sum = 0;
  for (let i = 0; i < curve.nodes.length; i++)
    sum += logisticWeights[i]! * model.fluxPerM2Yr(criticalM * Math.exp(widthLn * curve.nodes[i]!));
  return sum / logisticTotal;
}

/** Perforations of one surface by one kind of particle. */
export interface PerforationRate {
  /** Expected perforations a year of the whole exposed area. */
  readonly perYear: number;
  /** Mean of the critical diameter over directions and speeds [m], impacts that need above 20 mm left out; null if none is left. */
  readonly meanCriticalDiameterM: number | null;
  /** Flux on the surface over that on the same surface randomly turned. */
  readonly directionalFactor: number;
}

/**
 * Expected perforations a year of a surface that faces along `normal` (local-vertical frame), integrated over direction,
 * speed and size: sum over the stream of 4 cos F_perforating(dc) times the exposed area. Critical diameters are rounded to
 * 1 % so that the smeared flux is computed once for each; those above 20 mm, or beyond
 * the flux model, count as never perforating.
 */
export function perforationRate(
  surface: ExposedSurface,
  normal: LocalVector,
  model: FluxModel,
  stream: readonly ImpactCell[],
  widthLn = PERFORATION_WIDTH_LN,
): PerforationRate {
  const area = surface.areaM2 * (surface.exposedFraction ?? 1);
  const largestM = largestCriticalM(model, widthLn);
  const known = new Map<number, number>();
  let perforating = 0;
  let facing = 0;
  let reached = 0;
  let critical = 0;
  for (const { from, speedMPerS, weight } of stream) {
    const cosine = from[0] * normal[0] + from[1] * normal[1] + from[2] * normal[2];
    if (cosine <= 1e-3 || weight === 0) continue;
    const limitM = criticalDiameterM(surface.wall, {
      speedMPerS,
      angleRad: Math.acos(Math.min(1, cosine)),
      particleDensityKgPerM3: model.densityKgPerM3,
    });
    facing += weight * cosine;
    if (limitM > largestM * 0.99) continue;
    reached += weight * cosine;
    critical += weight * cosine * limitM;
    const key = Math.round(Math.log(limitM) * 100);
    let flux = known.get(key);
    if (flux === undefined) {
      flux = smearedFluxPerM2Yr(model, Math.exp(key / 100), widthLn);
      known.set(key, flux);
    }
    perforating += 4 * weight * cosine * flux;
  }
  return {
    perYear: perforating * area,
    meanCriticalDiameterM: reached > 0 ? critical / reached : null,
    directionalFactor: 4 * facing,
  };
}
