import type { Background } from "./background.ts";
import { type Detection, peakIfFound } from "./find-particles.ts";

const HALF = 6;
const SIDE = 2 * HALF + 1;
const LEARN = 0.05;
/** A spot with no other this near shows the shape of a particle unmixed. */
const ALONE_PX = HALF + 2;

/** How a particle looks to this camera: its spot in the filtered picture at unit peak, learnt from those that stand alone. */
export interface SpotShape {
  readonly patch: Float32Array;
  learnt: number;
  /** Height of the spot in the picture over its height in the filtered picture. */
  sharpness: number;
}

/** Before any is seen: an optical blur of 0.9 px, smoothed by the filter, in the well that the window's mean leaves. */
export function unseenShape(): SpotShape {
  const patch = new Float32Array(SIDE * SIDE);
  const variance = 0.9 ** 2 + 0.5;
  const well = (2 * Math.PI * variance) / SIDE ** 2;
  for (let i = 0; i < patch.length; i++) {
    const x = (i % SIDE) - HALF;
    const y = Math.floor(i / SIDE) - HALF;
    patch[i] = (Math.exp((-0.5 * (x * x + y * y)) / variance) - well) / (1 - well);
  }
  return { patch, learnt: 0, sharpness: 1.8 };
}

/** A spot at a random place within its pixel stands this much higher between pixels than on them. */
const BETWEEN_PIXELS = 1.1;

/** Learns the shape from a particle that is being followed. */
export function learnShape(
  shape: SpotShape,
  background: Background,
  pixels: ArrayLike<number>,
  spot: Detection,
  others: readonly Detection[],
): void {
  const { filtered, level, widthPx: w, heightPx: h } = background;
  const x = Math.round(spot.xPx);
  const y = Math.round(spot.yPx);
  if (spot.significance < 8 || x < HALF || y < HALF || x >= w - HALF || y >= h - HALF) return;
  for (const other of others)
    if (other !== spot && Math.max(Math.abs(other.xPx - x), Math.abs(other.yPx - y)) < ALONE_PX) return;
  const scale = spot.sign / spot.peak;
  shape.learnt++;
  const part = Math.max(LEARN, 1 / (shape.learnt + 4));
  for (let i = 0; i < shape.patch.length; i++) {
    const k = (y + Math.floor(i / SIDE) - HALF) * w + x + (i % SIDE) - HALF;
    shape.patch[i]! += part * (filtered[k]! * scale - shape.patch[i]!);
  }
  const raw = (pixels[y * w + x]! - level[y * w + x]!) * scale * BETWEEN_PIXELS;
  if (raw > 0.8 && raw < 4) shape.sharpness += part * (raw - shape.sharpness);
}

/**
 * Whether a particle of this peak at this pixel would be a detection of its own in the newest frame, of at least `leastPeak`, among all that is there:
 * its spot is laid over the filtered picture, looked for as any other, and taken away again. Of two that merge the brighter
 * one counts. Undefined too near the edge of the picture.
 */
export function tryParticle(
  shape: SpotShape,
  background: Background,
  detections: readonly Detection[],
  place: { readonly xPx: number; readonly yPx: number; readonly sign: 1 | -1; readonly peak: number },
  leastPeak: number,
): boolean | undefined {
  const { filtered, widthPx: w, heightPx: h } = background;
  const x = Math.round(place.xPx);
  const y = Math.round(place.yPx);
  if (x < HALF + 3 || y < HALF + 3 || x >= w - HALF - 3 || y >= h - HALF - 3) return undefined;
  for (const d of detections)
    if (d.sign === place.sign && d.peak > place.peak && Math.hypot(d.xPx - x, d.yPx - y) < 2) return false;
  const corner = (y - HALF) * w + x - HALF;
  const amount = place.sign * place.peak;
  for (let i = 0; i < shape.patch.length; i++)
    saved[i] = filtered[corner + Math.floor(i / SIDE) * w + (i % SIDE)]!;
  for (let i = 0; i < shape.patch.length; i++)
    filtered[corner + Math.floor(i / SIDE) * w + (i % SIDE)]! += amount * shape.patch[i]!;
  const found = peakIfFound(background, x, y, place.sign, detections) >= leastPeak;
  for (let i = 0; i < shape.patch.length; i++)
    filtered[corner + Math.floor(i / SIDE) * w + (i % SIDE)] = saved[i]!;
  return found;
}

const saved = new Float32Array(SIDE * SIDE);
