import { angleApart } from "./circular.ts";

/** A straight track as evidence: where it was, which way it went, how well that is known. */
export interface TrackReport {
  readonly id: number;
  readonly timeS: number;
  readonly xPx: number;
  readonly yPx: number;
  readonly vxPxPerS: number;
  readonly vyPxPerS: number;
  /** Standard deviation of its direction [rad]. */
  readonly directionSdRad: number;
}

/** The point from which tracks fan out, with the covariance of its position. */
export interface PlumeOrigin {
  readonly xPx: number;
  readonly yPx: number;
  readonly varXX: number;
  readonly varXY: number;
  readonly varYY: number;
  /** Tracks that agree with it, and of how many. */
  readonly inliers: number;
  readonly of: number;
}

const PAIR_TRACKS = 28;
/** Directions that agree within this are of one cone: the orifice is no point, drops turn a little. */
export const LEAST_TOLERANCE_RAD = 0.06;
export const LARGEST_TOLERANCE_RAD = 0.3;

/** By how much a track's direction may miss the line from the origin through it, three standard deviations. */
export function toleranceRad(track: TrackReport, origin: PlumeOrigin): number {
  const dx = track.xPx - origin.xPx;
  const dy = track.yPx - origin.yPx;
  const distance = Math.max(1, Math.hypot(dx, dy));
  const [nx, ny] = [-dy / distance, dx / distance];
  const across = nx * nx * origin.varXX + 2 * nx * ny * origin.varXY + ny * ny * origin.varYY;
  const sd = Math.sqrt(track.directionSdRad ** 2 + (across + ORIGIN_SIZE_PX ** 2) / distance ** 2);
  return Math.min(LARGEST_TOLERANCE_RAD, Math.max(LEAST_TOLERANCE_RAD, 3 * sd));
}

const ORIGIN_SIZE_PX = 1.5;

/** Whether the track moves straight away from the origin. */
export function movesAwayFrom(track: TrackReport, origin: PlumeOrigin): boolean {
  const outward = Math.atan2(track.yPx - origin.yPx, track.xPx - origin.xPx);
  return angleApart(outward, Math.atan2(track.vyPxPerS, track.vxPxPerS)) <= toleranceRad(track, origin);
}

function crossing(a: TrackReport, b: TrackReport): { xPx: number; yPx: number } | null {
  const determinant = a.vxPxPerS * b.vyPxPerS - a.vyPxPerS * b.vxPxPerS;
  const sine = determinant / (Math.hypot(a.vxPxPerS, a.vyPxPerS) * Math.hypot(b.vxPxPerS, b.vyPxPerS));
  if (Math.abs(sine) < 0.03) return null;
  const s = ((b.xPx - a.xPx) * b.vyPxPerS - (b.yPx - a.yPx) * b.vxPxPerS) / determinant;
  return { xPx: a.xPx + s * a.vxPxPerS, yPx: a.yPx + s * a.vyPxPerS };
}

/**
 * Common origin of tracks: of the crossings of pairs the one that most tracks lead away from, then least squares over the
 * perpendicular distances of the agreeing lines, each weighted by how well it points at that distance. Null for fewer than
 * four agreeing tracks, or where they are so parallel that the origin lies anywhere.
 */
export function locateOrigin(
  tracks: readonly TrackReport[],
  reachPx: number,
  centre: { readonly xPx: number; readonly yPx: number },
): PlumeOrigin | null {
  const n = tracks.length;
  if (n < 4) return null;
  // evenly over old and new, so that a burst of strays does not crowd out the rest
  const chosen =
    n <= PAIR_TRACKS
      ? tracks
      : Array.from({ length: PAIR_TRACKS }, (_, k) => tracks[Math.floor(((k + 0.5) * n) / PAIR_TRACKS)]!);
  let best: PlumeOrigin | null = null;
  for (let i = 0; i < chosen.length; i++) {
    for (let j = i + 1; j < chosen.length; j++) {
      const at = crossing(chosen[i]!, chosen[j]!);
      if (!at || Math.hypot(at.xPx - centre.xPx, at.yPx - centre.yPx) > reachPx) continue;
      const candidate = { ...at, varXX: 4, varXY: 0, varYY: 4, inliers: 0, of: n };
      let inliers = 0;
      for (const track of chosen) if (movesAwayFrom(track, candidate)) inliers++;
      if (!best || inliers > best.inliers) best = { ...candidate, inliers };
    }
  }
  if (!best || best.inliers < 4) return null;
  for (let round = 0; round < 3; round++) {
    const refined = refineOrigin(tracks, best);
    if (!refined || Math.hypot(refined.xPx - centre.xPx, refined.yPx - centre.yPx) > 1.5 * reachPx)
      return null;
    best = refined;
  }
  return best;
}

/** One round of least squares about an origin known before; null where fewer than four tracks agree or all are parallel. */
export function refineOrigin(tracks: readonly TrackReport[], about: PlumeOrigin): PlumeOrigin | null {
  let [xx, xy, yy, xb, yb, chi, count] = [0, 0, 0, 0, 0, 0, 0];
  const used: { nx: number; ny: number; miss: number; weight: number }[] = [];
  for (const track of tracks) {
    if (!movesAwayFrom(track, about)) continue;
    const speed = Math.hypot(track.vxPxPerS, track.vyPxPerS);
    const [nx, ny] = [-track.vyPxPerS / speed, track.vxPxPerS / speed];
    const distance = Math.hypot(track.xPx - about.xPx, track.yPx - about.yPx);
    const weight = 1 / (ORIGIN_SIZE_PX ** 2 + (distance * track.directionSdRad) ** 2);
    const miss = nx * (track.xPx - about.xPx) + ny * (track.yPx - about.yPx);
    used.push({ nx, ny, miss, weight });
    xx += weight * nx * nx;
    xy += weight * nx * ny;
    yy += weight * ny * ny;
    xb += weight * nx * miss;
    yb += weight * ny * miss;
    count++;
  }
  const determinant = xx * yy - xy * xy;
  if (count < 4 || !(determinant > 1e-4 * xx * yy)) return null;
  const dx = (yy * xb - xy * yb) / determinant;
  const dy = (xx * yb - xy * xb) / determinant;
  for (const { nx, ny, miss, weight } of used) chi += weight * (miss - nx * dx - ny * dy) ** 2;
  const excess = Math.max(1, chi / Math.max(1, count - 2));
  return {
    xPx: about.xPx + dx,
    yPx: about.yPx + dy,
    varXX: (excess * yy) / determinant,
    varXY: (-excess * xy) / determinant,
    varYY: (excess * xx) / determinant,
    inliers: count,
    of: tracks.length,
  };
}
