/** Length of the ray from the origin through a place that lies within the picture [px]. */
export function pathInFramePx(
  origin: { readonly xPx: number; readonly yPx: number },
  through: { readonly xPx: number; readonly yPx: number },
  widthPx: number,
  heightPx: number,
): number {
  const dx = through.xPx - origin.xPx;
  const dy = through.yPx - origin.yPx;
  const length = Math.hypot(dx, dy);
  if (!(length > 0)) return 0;
  let enter = 0;
  let leave = Number.POSITIVE_INFINITY;
  for (const [o, d, size] of [
    [origin.xPx, dx / length, widthPx],
    [origin.yPx, dy / length, heightPx],
  ] as const) {
    if (Math.abs(d) < 1e-9) {
      if (o < 0 || o > size) return 0;
      continue;
    }
    const a = -o / d;
    const b = (size - o) / d;
    enter = Math.max(enter, Math.min(a, b));
    leave = Math.min(leave, Math.max(a, b));
  }
  return Math.max(0, leave - enter);
}

/** Running sums for the count rate; all decay with the same memory. */
export interface RateState {
  /** Sum over sightings of the part of a passage that each stands for, and the footage it is from [s]. */
  passages: number;
  seconds: number;
  /** Sightings in the counted stretch, by followed particles and by anything in the cone. */
  followed: number;
  present: number;
  /** Frames in which a followed particle was seen, and in which it should have been. */
  seen: number;
  due: number;
}

export const noRate = (): RateState => ({
  passages: 0,
  seconds: 0,
  followed: 0,
  present: 0,
  seen: 0,
  due: 0,
});
const MEMORY_S = 3;

export function passTime(rate: RateState, dtS: number): void {
  const keep = Math.exp(-dtS / MEMORY_S);
  rate.passages *= keep;
  rate.seconds = rate.seconds * keep + dtS;
  rate.followed *= keep;
  rate.present *= keep;
  rate.seen *= keep;
  rate.due *= keep;
}

/** Of the way from origin to the edge of the picture, the stretch that is counted: beyond the crowd at the origin. */
export const STRETCH = { from: 0.3, to: 0.92 } as const;

export const inStretch = (distancePx: number, pathPx: number) =>
  distancePx >= STRETCH.from * pathPx && distancePx <= STRETCH.to * pathPx;

/**
 * Counts one sighting of a followed particle in the stretch: at its speed it is there in `stretch / (speed dt)` frames, so each
 * sighting stands for that part of a passage. A track broken in two counts once all the same.
 */
export function countSighting(rate: RateState, dtS: number, speedPxPerS: number, pathPx: number): void {
  if (pathPx < 8) return;
  rate.passages += (dtS * speedPxPerS) / ((STRETCH.to - STRETCH.from) * pathPx);
  rate.followed++;
}

/** More unfollowed spots in the cone than this part are taken for noise, not for particles. */
const MOST_UNFOLLOWED = 0.6;

/**
 * Particles a second, corrected for those seen but not followed and those missed now and then, with the spread of counting and 15 per cent for the rest; null
 * before half a second of footage.
 */
export function particlesPerS(rate: RateState): { median: number; p05: number; p95: number } | null {
  if (rate.seconds < 0.5 || !(rate.passages > 0)) return null;
  const unfollowed = Math.max(0, rate.present - rate.followed);
  const correction = 1 + Math.min(MOST_UNFOLLOWED, unfollowed / Math.max(1, rate.followed));
  const gaps = rate.seen > 0 ? Math.min(1.5, rate.due / rate.seen) : 1;
  const median = (gaps * correction * rate.passages) / rate.seconds;
  const relative = Math.sqrt(1 / Math.max(1, rate.passages) + 0.15 ** 2);
  return { median, p05: median * Math.exp(-1.645 * relative), p95: median * Math.exp(1.645 * relative) };
}
