import type { PlumeOrigin, TrackReport } from "./plume-origin.ts";

/** Part of a plume's tracks that lead anywhere: chance tracks, drops that were followed wrongly. */
const STRAY = 0.15;
/** Directions of one cone scatter by this at least [rad]: the orifice is no point, drops turn a little. */
const LEAST_SD_RAD = 0.05;
const ORIGIN_SIZE_PX = 1.5;
/** No single track says more than this, however well it points [nat]: what has a preferred direction without a plume needs several. */
export const MOST_NAT = 3;

/**
 * ln of the likelihood ratio of a track's direction: from a plume at a place against no preference. Normal about the way out, and
 * strays; at most {@link MOST_NAT}. Its mean without a plume is below one for every place.
 */
export function directionNat(track: TrackReport, xPx: number, yPx: number): number {
  const dx = track.xPx - xPx;
  const dy = track.yPx - yPx;
  const distance = Math.max(1, Math.hypot(dx, dy));
  const { vxPxPerS: vx, vyPxPerS: vy } = track;
  const apart = Math.atan2(dx * vy - dy * vx, dx * vx + dy * vy);
  const variance = track.directionSdRad ** 2 + LEAST_SD_RAD ** 2 + (ORIGIN_SIZE_PX / distance) ** 2;
  const density = Math.sqrt((2 * Math.PI) / variance) * Math.exp((-0.5 * apart * apart) / variance);
  return Math.min(MOST_NAT, Math.log((1 - STRAY) * Math.min(density, 1e6) + STRAY));
}

/** Of the origin's prior probability, the part that lies within the picture; the rest lies evenly within reach of its middle. */
const IN_PICTURE = 0.8;

export interface OriginPrior {
  readonly centre: { readonly xPx: number; readonly yPx: number };
  readonly widthPx: number;
  readonly heightPx: number;
  readonly reachPx: number;
}

function priorPerPx2(prior: OriginPrior, xPx: number, yPx: number): number {
  const dx = Math.abs(xPx - prior.centre.xPx);
  const dy = Math.abs(yPx - prior.centre.yPx);
  const inside = dx <= prior.widthPx / 2 && dy <= prior.heightPx / 2;
  return (
    (inside ? IN_PICTURE / (prior.widthPx * prior.heightPx) : 0) +
    (Math.hypot(dx, dy) <= prior.reachPx ? (1 - IN_PICTURE) / (Math.PI * prior.reachPx ** 2) : 0)
  );
}

/** Cells of the grid on each side of the origin, and their size in its standard deviations. */
const CELLS = 3;
const CELL_SDS = 0.8;

/**
 * ln of the likelihood ratio of all tracks together, the origin not known: the mean over its prior, taken on a grid around the
 * best fit. What lies outside the grid is left out, so it is a lower bound, and its mean without a plume stays below one however
 * the fit was chosen. `weights` say how much of a track counts.
 */
export function evidenceNat(
  tracks: readonly TrackReport[],
  weights: readonly number[],
  fit: PlumeOrigin,
  prior: OriginPrior,
): number {
  // the square root of the covariance spans the grid
  const a = Math.sqrt(fit.varXX);
  const b = fit.varXY / a;
  const c = Math.sqrt(Math.max(1e-4, fit.varYY - b * b));
  const cellPx2 = CELL_SDS ** 2 * a * c;
  const terms: number[] = [];
  let most = Number.NEGATIVE_INFINITY;
  for (let i = -CELLS; i <= CELLS; i++) {
    for (let j = -CELLS; j <= CELLS; j++) {
      const x = fit.xPx + CELL_SDS * a * i;
      const y = fit.yPx + CELL_SDS * (b * i + c * j);
      const density = priorPerPx2(prior, x, y);
      if (density === 0) continue;
      let nat = Math.log(cellPx2 * density);
      for (let k = 0; k < tracks.length; k++) nat += weights[k]! * directionNat(tracks[k]!, x, y);
      terms.push(nat);
      if (nat > most) most = nat;
    }
  }
  let sum = 0;
  for (const nat of terms) sum += Math.exp(nat - most);
  return terms.length === 0 ? Number.NEGATIVE_INFINITY : most + Math.log(sum);
}
