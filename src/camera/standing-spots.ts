import type { PointGrid } from "./point-grid.ts";
import type { TrackPoint } from "./track.ts";

/** A place that the track left by more than this [px], within this of which a spot is still seen, is not one that it left. */
const LEFT_PX = 3;
const STILL_PX = 1;
const FEWEST = 3;
const MOST = 0.6;

/**
 * Whether a track hops over spots that stand still: where it was, a spot is still seen. The grid of an array that comes out of
 * the dark shows as rows of spots at equal steps, and three in a row look like one that moves.
 */
export function hopsOverStandingSpots(tail: readonly TrackPoint[], spots: PointGrid): boolean {
  const last = tail[tail.length - 1]!;
  let left = 0;
  let still = 0;
  for (const { xPx, yPx } of tail) {
    if (Math.hypot(xPx - last.xPx, yPx - last.yPx) < LEFT_PX) continue;
    left++;
    if (spots.anyWithin(xPx, yPx, STILL_PX)) still++;
  }
  return left >= FEWEST && still >= MOST * left;
}
