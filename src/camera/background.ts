import type { GreyFrame } from "./frame.ts";

/**
 * Running background of a picture and the noise around it. Buffers are reused from frame to frame: 24 bytes a pixel in all.
 */
export interface Background {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Frames averaged so far; the memory stops growing at {@link MEMORY_FRAMES}. */
  frames: number;
  /** Expected grey level of each pixel. */
  readonly level: Float32Array;
  /** Variance of the filtered residual of each pixel: high on edges, on blinking pixels, where compression rings. */
  readonly variance: Float32Array;
  /** Filtered residual of the newest frame: what is there now and was not before, at the scale of a particle. */
  readonly filtered: Float32Array;
  /** Robust standard deviation of `filtered` over the frame. */
  noise: number;
  /** Part of the samples beyond four standard deviations: large when the scene changed as a whole. */
  changed: number;
  /** How far the scene is out of register with the background, root mean square over the last frames [px]. */
  jitterPx: number;
  readonly work: Float32Array;
  readonly box: Float32Array;
}

/** Frames over which the background forgets: two to three seconds of video. */
export const MEMORY_FRAMES = 64;
/** Half width of the window whose mean is taken out of the residual: larger than a particle, smaller than a cloud. */
export const WINDOW = 6;
/** No sensor and no 8-bit picture is quieter than this after smoothing over nine pixels. */
const LEAST_NOISE = 0.25;

export function startBackground({ widthPx, heightPx, pixels }: GreyFrame): Background {
  const n = widthPx * heightPx;
  const background: Background = {
    widthPx,
    heightPx,
    frames: 1,
    level: Float32Array.from(pixels),
    variance: new Float32Array(n),
    filtered: new Float32Array(n),
    noise: 2,
    changed: 0,
    jitterPx: 0,
    work: new Float32Array(n),
    box: new Float32Array(n),
  };
  background.variance.fill(1);
  return background;
}

/**
 * Takes one frame in: after it `filtered`, `noise` and `changed` tell of this frame, and the background has learnt it.
 * Overall gain and offset between frame and background are fitted first, so flicker and exposure changes cancel. Innovations
 * are clipped at three standard deviations, which makes the level an approximate running median.
 */
export function learnFrame(background: Background, pixels: ArrayLike<number>): void {
  const { widthPx: w, heightPx: h, level, work, box, filtered } = background;
  const alpha = 1 / Math.min(background.frames + 1, MEMORY_FRAMES);
  const { gain, offset, spread } = fitBrightness(level, pixels, w, h);
  const clip = 3 * Math.max(1, spread);
  for (let i = 0; i < level.length; i++) {
    const expected = gain * level[i]! + offset;
    const r = pixels[i]! - expected;
    work[i] = r;
    level[i] = expected + alpha * (r > clip ? clip : r < -clip ? -clip : r);
  }
  filterRows(work, filtered, box, w, h);
  filterColumns(filtered, box, work, w, h);
  filtered.set(work);
  background.noise = Math.max(LEAST_NOISE, robustSpread(filtered));
  learnVariance(background, alpha);
  background.frames++;
}

/** Gain and offset that turn the background into the frame, by least squares on a thinned set of pixels, refitted without outliers. */
function fitBrightness(level: Float32Array, pixels: ArrayLike<number>, w: number, h: number) {
  const step = Math.max(1, Math.floor((w * h) / 4001));
  let gain = 1;
  let offset = 0;
  let limit = Number.POSITIVE_INFINITY;
  let spread = 2;
  for (let round = 0; round < 3; round++) {
    let [n, sx, sy, sxx, sxy] = [0, 0, 0, 0, 0];
    for (let i = step >> 1; i < level.length; i += step) {
      const x = level[i]!;
      const y = pixels[i]!;
      if (Math.abs(y - gain * x - offset) > limit) continue;
      n++;
      sx += x;
      sy += y;
      sxx += x * x;
      sxy += x * y;
    }
    if (n < 16) break;
    const varX = sxx / n - (sx / n) ** 2;
    // a flat picture does not tell gain from offset: then all of the change is an offset
    gain = varX > 25 ? Math.min(2, Math.max(0.5, (sxy / n - (sx / n) * (sy / n)) / varX)) : 1;
    offset = sy / n - (gain * sx) / n;
    let absolute = 0;
    let m = 0;
    for (let i = step >> 1; i < level.length; i += step) {
      const r = Math.abs(pixels[i]! - gain * level[i]! - offset);
      if (r > limit) continue;
      absolute += r;
      m++;
    }
    spread = Math.max(0.5, (1.2533 * absolute) / Math.max(1, m));
    limit = 3 * spread;
  }
  return { gain, offset, spread };
}

/** Along rows: [1 2 1]/4 into `smooth`, running mean of 2 WINDOW + 1 pixels into `box`. Ends are held. */
function filterRows(
  source: Float32Array,
  smooth: Float32Array,
  box: Float32Array,
  w: number,
  h: number,
): void {
  const scale = 1 / (2 * WINDOW + 1);
  for (let y = 0; y < h; y++) {
    const row = y * w;
    const last = row + w - 1;
    let sum = WINDOW * source[row]!;
    for (let k = 0; k <= WINDOW; k++) sum += source[row + k]!;
    for (let i = row; i <= last; i++) {
      box[i] = sum * scale;
      const out = i - WINDOW;
      const into = i + WINDOW + 1;
      sum += source[into > last ? last : into]! - source[out < row ? row : out]!;
      const left = i > row ? source[i - 1]! : source[i]!;
      const right = i < last ? source[i + 1]! : source[i]!;
      smooth[i] = 0.25 * (left + right) + 0.5 * source[i]!;
    }
  }
}

/** Along columns, and the difference: smoothed residual minus its local mean. */
function filterColumns(
  smooth: Float32Array,
  box: Float32Array,
  out: Float32Array,
  w: number,
  h: number,
): void {
  const sums = new Float64Array(w);
  const scale = 1 / (2 * WINDOW + 1);
  for (let k = -WINDOW; k <= WINDOW; k++) {
    const row = Math.min(h - 1, Math.max(0, k)) * w;
    for (let x = 0; x < w; x++) sums[x]! += box[row + x]!;
  }
  for (let y = 0; y < h; y++) {
    const row = y * w;
    const above = Math.max(0, y - 1) * w;
    const below = Math.min(h - 1, y + 1) * w;
    const outgoing = Math.max(0, y - WINDOW) * w;
    const incoming = Math.min(h - 1, y + WINDOW + 1) * w;
    for (let x = 0; x < w; x++) {
      const mean = sums[x]! * scale;
      out[row + x] = 0.25 * (smooth[above + x]! + smooth[below + x]!) + 0.5 * smooth[row + x]! - mean;
      sums[x]! += box[incoming + x]! - box[outgoing + x]!;
    }
  }
}

const sampleForSpread = new Float32Array(2048);

/** 1.4826 times the median of absolute values, on a thinned set. */
function robustSpread(values: Float32Array): number {
  const step = Math.max(1, Math.floor(values.length / sampleForSpread.length));
  let n = 0;
  for (let i = step >> 1; i < values.length && n < sampleForSpread.length; i += step)
    sampleForSpread[n++] = Math.abs(values[i]!);
  const sorted = sampleForSpread.subarray(0, n).sort();
  return 1.4826 * sorted[n >> 1]!;
}

/** Half of Gaussian values squared lie below this part of their variance. */
const HALF = 0.4549;

/**
 * The variance follows the median of the squared residual in equal relative steps up and down: particles that cover a pixel
 * for part of the time hardly raise it, an edge that trembles or a block that rings all the time does.
 */
function learnVariance(background: Background, alpha: number): void {
  const { filtered, variance, noise } = background;
  const floor = noise * noise;
  let beyond = 0;
  if (background.frames === 1) variance.fill(floor);
  const up = 1 + alpha;
  const down = 1 - alpha;
  for (let i = 0; i < variance.length; i++) {
    const v = variance[i]!;
    const s2 = filtered[i]! * filtered[i]!;
    const base = v > floor ? v : floor;
    if (s2 > 16 * base) beyond++;
    if (s2 > HALF * base) variance[i] = base * up;
    else variance[i] = v * down;
  }
  background.changed = beyond / variance.length;
}

/** Moves what has been learnt by whole pixels, as the scenery moved; what comes into view starts from the frame itself. */
export function moveBackground(
  background: Background,
  dx: number,
  dy: number,
  pixels: ArrayLike<number>,
): void {
  const { widthPx: w, heightPx: h, level, variance } = background;
  const rows = Array.from({ length: h }, (_, k) => (dy > 0 ? h - 1 - k : k));
  const fresh = (9 * background.noise) ** 2;
  for (const y of rows) {
    const from = y - dy;
    const row = y * w;
    if (from < 0 || from >= h) {
      for (let x = 0; x < w; x++) {
        level[row + x] = pixels[row + x]!;
        variance[row + x] = fresh;
      }
      continue;
    }
    const start = from * w;
    for (const buffer of [level, variance]) {
      if (dx >= 0) buffer.copyWithin(row + dx, start, start + Math.max(0, w - dx));
      else buffer.copyWithin(row, start - dx, start + w);
    }
    const [a, b] = dx >= 0 ? [0, Math.min(w, dx)] : [Math.max(0, w + dx), w];
    for (let x = a; x < b; x++) {
      level[row + x] = pixels[row + x]!;
      variance[row + x] = fresh;
    }
  }
}
