import type { Background } from "./background.ts";
import type { TrackPoint } from "./track.ts";

/** An edge rises by at least this many noises of the filtered picture from one pixel to the next, and by this many grey levels. */
const EDGE_NOISES = 4;
const LEAST_EDGE = 3;
/** The filter throws the spots of an edge up to half its window aside; an edge shows in at least so many pixels around. */
const REACH_PX = 3;
const EDGE_PIXELS = 4;
/** A way that makes a smaller angle with the edge runs along it [rad]. */
const ALONG_RAD = 0.2;
const MOST = 0.7;

/**
 * Whether a track runs along an edge of what stands still in the picture. Clouds that pass behind the rim of an array make
 * bright and dark spots that slide along the rim; particles cross it. `aside` takes the scene's coordinates to the picture's.
 */
export function slidesAlongEdge(
  { level, noise, widthPx: w, heightPx: h }: Background,
  tail: readonly TrackPoint[],
  velocity: { readonly vxPxPerS: number; readonly vyPxPerS: number },
  aside: { readonly xPx: number; readonly yPx: number },
): boolean {
  const speed = Math.hypot(velocity.vxPxPerS, velocity.vyPxPerS);
  const least = Math.max(LEAST_EDGE, EDGE_NOISES * noise);
  const sine = Math.sin(ALONG_RAD);
  let along = 0;
  for (const point of tail) {
    const x = Math.round(point.xPx + aside.xPx);
    const y = Math.round(point.yPx + aside.yPx);
    if (Math.min(x, y) <= REACH_PX || x >= w - 1 - REACH_PX || y >= h - 1 - REACH_PX) continue;
    let edge = 0;
    for (let dy = -REACH_PX; dy <= REACH_PX; dy++) {
      for (let dx = -REACH_PX; dx <= REACH_PX; dx++) {
        const i = (y + dy) * w + x + dx;
        const gx = 0.5 * (level[i + 1]! - level[i - 1]!);
        const gy = 0.5 * (level[i + w]! - level[i - w]!);
        const slope = Math.hypot(gx, gy);
        if (slope < least) continue;
        if (Math.abs(gx * velocity.vxPxPerS + gy * velocity.vyPxPerS) < sine * slope * speed) edge++;
      }
    }
    if (edge >= EDGE_PIXELS) along++;
  }
  return along >= MOST * tail.length;
}
