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
  /** Sum over frames and followed particles of 1 / (time in the picture) [particles/s x s], and the footage it is from [s]. */
  passages: number;
  seconds: number;
  /** Particle-frames in which a followed particle was seen, and in which it should have been. */
  seen: number;
  due: number;
}

export const noRate = (): RateState => ({ passages: 0, seconds: 0, seen: 0, due: 0 });
const MEMORY_S = 3;

export function passTime(rate: RateState, dtS: number): void {
  const keep = Math.exp(-dtS / MEMORY_S);
  rate.passages *= keep;
  rate.seconds = rate.seconds * keep + dtS;
  rate.seen *= keep;
  rate.due *= keep;
}

/**
 * Counts a particle that was seen in `frames` frames of `dtS`, moving at `speedPxPerS` along a ray of `pathPx` in the
 * picture: it stands for dt x speed / path passages, so that a track broken in two counts once all the same.
 */
export function countParticle(
  rate: RateState,
  frames: number,
  dtS: number,
  speedPxPerS: number,
  pathPx: number,
): void {
  if (pathPx > 4) rate.passages += (frames * dtS * speedPxPerS) / pathPx;
}

/** Particles a second, with the spread of counting alone; null before half a second of footage. */
export function particlesPerS(rate: RateState): { median: number; p05: number; p95: number } | null {
  if (rate.seconds < 0.5 || !(rate.passages > 0)) return null;
  const completeness = rate.due > 0 ? Math.max(0.3, rate.seen / rate.due) : 1;
  const median = rate.passages / rate.seconds / completeness;
  const relative = Math.sqrt(1 / Math.max(1, rate.passages) + 0.15 ** 2);
  return { median, p05: median * Math.exp(-1.645 * relative), p95: median * Math.exp(1.645 * relative) };
}
