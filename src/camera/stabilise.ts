import type { GreyFrame } from "./frame.ts";

/** How far the scenery moved from one frame to the next: a feature at (x, y) went to (x + dxPx, y + dyPx). */
export interface Shift {
  readonly dxPx: number;
  readonly dyPx: number;
  /** Part of the sample points that tell rest from shift which speak for the shift; 0 when too few can tell. */
  readonly support: number;
}

export const NO_SHIFT: Shift = { dxPx: 0, dyPx: 0, support: 0 };

/** A frame reduced by whole-pixel averaging, the coarse level on which large shifts are searched. */
export interface Thumbnail {
  readonly width: number;
  readonly height: number;
  readonly factor: number;
  readonly pixels: Float32Array;
}

const THUMBNAIL_WIDTH = 96;
const SEARCH = 5;

export function thumbnailOf(frame: GreyFrame): Thumbnail {
  const factor = Math.max(1, Math.round(frame.widthPx / THUMBNAIL_WIDTH));
  const width = Math.floor(frame.widthPx / factor);
  const height = Math.floor(frame.heightPx / factor);
  const pixels = new Float32Array(width * height);
  const source = frame.pixels;
  // of large blocks every third row is enough
  const every = factor >= 6 ? 3 : 1;
  let rows = 0;
  for (let k = 0; k < factor; k += every) rows++;
  for (let row = 0; row < height; row++) {
    const out = row * width;
    for (let k = 0; k < factor; k += every) {
      let i = (row * factor + k) * frame.widthPx;
      for (let x = 0; x < width; x++) {
        let sum = 0;
        for (const end = i + factor; i < end; i++) sum += source[i]!;
        pixels[out + x]! += sum;
      }
    }
  }
  const scale = 1 / (factor * rows);
  for (let i = 0; i < pixels.length; i++) pixels[i]! *= scale;
  return { width, height, factor, pixels };
}

/** Mean absolute difference between two thumbnails, the second moved back by (dx, dy), means taken out. */
function mismatch(a: Thumbnail, b: Thumbnail, dx: number, dy: number, offset: number): number {
  let sum = 0;
  let count = 0;
  for (let y = SEARCH; y < a.height - SEARCH; y++) {
    for (let x = SEARCH; x < a.width - SEARCH; x++) {
      sum += Math.abs(b.pixels[(y + dy) * b.width + x + dx]! - a.pixels[y * a.width + x]! - offset);
      count++;
    }
  }
  return sum / count;
}

function coarseShift(a: Thumbnail, b: Thumbnail): { dx: number; dy: number; gain: number } {
  if (Math.min(a.width, a.height) < 3 * SEARCH) return { dx: 0, dy: 0, gain: 0 };
  let offset = 0;
  for (let i = 0; i < a.pixels.length; i++) offset += b.pixels[i]! - a.pixels[i]!;
  offset /= a.pixels.length;
  const still = mismatch(a, b, 0, 0, offset);
  let best = { dx: 0, dy: 0, value: still };
  // a shift of one direction of descent at a time from the best so far: the mismatch of real scenery has one broad valley
  for (let round = 0; round < 2 * SEARCH; round++) {
    let next = best;
    for (const [sx, sy] of NEIGHBOURS) {
      const dx = best.dx + sx;
      const dy = best.dy + sy;
      if (Math.max(Math.abs(dx), Math.abs(dy)) > SEARCH) continue;
      const value = mismatch(a, b, dx, dy, offset);
      if (value < next.value) next = { dx, dy, value };
    }
    if (next === best) break;
    best = next;
  }
  return { dx: best.dx, dy: best.dy, gain: still > 0 ? 1 - best.value / still : 0 };
}

const NEIGHBOURS = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
  [1, 1],
  [-1, -1],
  [1, -1],
  [-1, 1],
] as const;

const POINTS_ACROSS = 64;
const ITERATIONS = 8;
/** A refinement that wanders further than this from the coarse shift has lost the scenery. */
const LARGEST_CORRECTION = 1.5;

/**
 * Shift between two frames of the same size, sub-pixel: coarse search on thumbnails, then Gauss-Newton on up to 4096 points
 * with gradient (Lucas and Kanade 1981), residuals weighted by Huber so that moving particles do not pull. Zero where the
 * picture has no texture or where a shift explains it no better than rest. `scene` says where there is texture: the learnt
 * background, so that a dense plume is not taken for the scene.
 */
export function measureShift(
  previous: GreyFrame,
  current: GreyFrame,
  a: Thumbnail,
  b: Thumbnail,
  scene: ArrayLike<number> = previous.pixels,
): Shift {
  const coarse = coarseShift(a, b);
  const { widthPx: w, heightPx: h } = current;
  let dx = coarse.dx * a.factor;
  let dy = coarse.dy * a.factor;
  const reach = LARGEST_CORRECTION * a.factor;
  const [startX, startY] = [dx, dy];
  const stepX = Math.max(2, Math.floor(w / POINTS_ACROSS));
  const stepY = Math.max(2, Math.floor(h / POINTS_ACROSS));
  const p = previous.pixels;
  const q = current.pixels;
  const points = texturedPoints(
    scene,
    w,
    h,
    stepX,
    stepY,
    Math.ceil(Math.max(Math.abs(dx), Math.abs(dy)) + reach) + 2,
  );
  if (points.index.length < 24) return NO_SHIFT;
  points.still = points.index.map((i) => sampleAt(p, w, i, 0, 0));
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    const step = gaussNewtonStep(q, w, points, dx, dy);
    if (!step) return NO_SHIFT;
    dx += step.x;
    dy += step.y;
    if (Math.max(Math.abs(dx - startX), Math.abs(dy - startY)) > reach) return NO_SHIFT;
    if (Math.hypot(step.x, step.y) < 0.005) break;
  }
  return { dxPx: dx, dyPx: dy, support: supportOf(q, w, points, dx, dy) };
}

interface Points {
  readonly index: number[];
  readonly gx: number[];
  readonly gy: number[];
  /** The first picture at each, smoothed as the second will be. */
  still: number[];
}

function texturedPoints(
  scene: ArrayLike<number>,
  w: number,
  h: number,
  stepX: number,
  stepY: number,
  margin: number,
): Points {
  const index: number[] = [];
  const gx: number[] = [];
  const gy: number[] = [];
  const strengths: number[] = [];
  for (let y = margin; y < h - margin; y += stepY) {
    for (let x = margin; x < w - margin; x += stepX) {
      const i = y * w + x;
      // Sobel's, so that noise and single bright pixels do not pass for texture; of the learnt scene where there is one
      const ax =
        (scene[i + 1 - w]! +
          2 * scene[i + 1]! +
          scene[i + 1 + w]! -
          scene[i - 1 - w]! -
          2 * scene[i - 1]! -
          scene[i - 1 + w]!) /
        8;
      const ay =
        (scene[i + w - 1]! +
          2 * scene[i + w]! +
          scene[i + w + 1]! -
          scene[i - w - 1]! -
          2 * scene[i - w]! -
          scene[i - w + 1]!) /
        8;
      index.push(i);
      gx.push(ax);
      gy.push(ay);
      const bx = scene[i + 1]! - scene[i - 1]!;
      const by = scene[i + w]! - scene[i - w]!;
      strengths.push((bx * bx + by * by) / 4);
    }
  }
  const sorted = Float64Array.from(strengths).sort();
  // twice the median gradient energy is above what pure noise gives at most points
  const least = Math.max(2.25, 2 * (sorted[sorted.length >> 1] ?? 0));
  const keep = strengths.map((s, i) => (s >= least ? i : -1)).filter((i) => i >= 0);
  if (keep.length < 24) return { index: [], gx: [], gy: [], still: [] };
  return {
    index: keep.map((k) => index[k]!),
    gx: keep.map((k) => gx[k]!),
    gy: keep.map((k) => gy[k]!),
    still: [],
  };
}

/** The picture at a place between pixels: bilinear, of the picture smoothed by [1 2 1]/4 both ways. */
function sampleAt(q: ArrayLike<number>, w: number, i: number, dx: number, dy: number): number {
  const fx = Math.floor(dx);
  const fy = Math.floor(dy);
  const a = dx - fx;
  const b = dy - fy;
  const row = (j: number) =>
    0.25 * ((1 - a) * q[j - 1]! + (2 - a) * q[j]! + (1 + a) * q[j + 1]! + a * q[j + 2]!);
  const j = i + fy * w + fx;
  return 0.25 * ((1 - b) * row(j - w) + (2 - b) * row(j) + (1 + b) * row(j + w) + b * row(j + 2 * w));
}

function gaussNewtonStep(
  q: ArrayLike<number>,
  w: number,
  points: Points,
  dx: number,
  dy: number,
): { x: number; y: number } | null {
  const n = points.index.length;
  const residual = new Float64Array(n);
  let mean = 0;
  for (let k = 0; k < n; k++) {
    const i = points.index[k]!;
    residual[k] = sampleAt(q, w, i, dx, dy) - points.still[k]!;
    mean += residual[k]!;
  }
  mean /= n;
  const sizes = residual.map((r) => Math.abs(r - mean)).sort();
  const knee = Math.max(1, 1.5 * 1.4826 * sizes[n >> 1]!);
  let [xx, xy, yy, xr, yr] = [0, 0, 0, 0, 0];
  for (let k = 0; k < n; k++) {
    const r = residual[k]! - mean;
    const weight = Math.abs(r) <= knee ? 1 : knee / Math.abs(r);
    const gx = points.gx[k]!;
    const gy = points.gy[k]!;
    xx += weight * gx * gx;
    xy += weight * gx * gy;
    yy += weight * gy * gy;
    xr += weight * gx * r;
    yr += weight * gy * r;
  }
  const determinant = xx * yy - xy * xy;
  // along a single edge only the shift across it is known
  if (!(determinant > 1e-3 * xx * yy) || !(determinant > 0)) return null;
  return { x: -(yy * xr - xy * yr) / determinant, y: -(xx * yr - xy * xr) / determinant };
}

/** Fewer points that can tell rest from shift say nothing. */
const FEWEST_TELLING = 12;

/**
 * Of the points where the shift would change the grey level by more than the noise, the part that it explains better than rest
 * does, each with the square of what it tells. Things that stand still before a moving ground, or the reverse, keep this low.
 */
function supportOf(q: ArrayLike<number>, w: number, points: Points, dx: number, dy: number): number {
  const residuals = points.index.map((i, k) => Math.abs(sampleAt(q, w, i, dx, dy) - points.still[k]!));
  const noise = 1.4826 * Float64Array.from(residuals).sort()[residuals.length >> 1]!;
  const most = (6 * Math.max(noise, 0.1)) ** 2;
  let telling = 0;
  let gain = 0;
  let loss = 0;
  points.index.forEach((i, k) => {
    if (Math.abs(points.gx[k]! * dx + points.gy[k]! * dy) < 2 * noise) return;
    telling++;
    const rest = sampleAt(q, w, i, 0, 0) - points.still[k]!;
    const better = Math.min(most, rest * rest) - Math.min(most, residuals[k]! ** 2);
    if (better > 0) gain += better;
    else loss -= better;
  });
  return telling < FEWEST_TELLING ? 0 : gain / (gain + loss);
}
