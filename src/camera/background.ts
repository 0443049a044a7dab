import type { GreyFrame } from "./frame.ts";
import { ParticleFilter } from "./particle-filter.ts";

/**
 * Running background of a picture and the noise around it. Buffers are reused from frame to frame: 12 bytes a pixel in all.
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
  /** Pixels of `filtered` beyond {@link SPOT_NOISES} standard deviations, the first `spotCount` entries, in order. */
  readonly spots: Int32Array;
  spotCount: number;
  /** Robust standard deviation of `filtered` over the frame. */
  noise: number;
  /** Robust standard deviation of the residual of single pixels, unfiltered. */
  pixelNoise: number;
  /** Part of the pixels beyond {@link SPOT_NOISES} standard deviations: large when the scene changed as a whole. */
  changed: number;
  /** How far the scene is out of register with the background, root mean square over the last frames [px]. */
  jitterPx: number;
  readonly filter: ParticleFilter;
}

/** Frames over which the background forgets: two to three seconds of video. */
export const MEMORY_FRAMES = 64;
/** Noise standard deviations that a spot must reach: in pure noise fewer than one a frame of 1280 x 720 does. */
export const SPOT_NOISES = 4.1;
/** More pixels than this beyond the threshold are counted, but not looked at one by one. */
const MOST_SPOTS = 1 << 16;
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
    spots: new Int32Array(Math.min(n, MOST_SPOTS)),
    spotCount: 0,
    noise: 2,
    pixelNoise: 2,
    changed: 0,
    jitterPx: 0,
    filter: new ParticleFilter(widthPx, heightPx),
  };
  background.variance.fill(1);
  return background;
}

/**
 * Takes one frame in: after it `filtered`, `noise`, `spots` and `changed` tell of this frame, and the background has learnt it.
 * Overall gain and offset between frame and background are fitted first, so flicker and exposure changes cancel. Innovations
 * are clipped at three standard deviations, which makes the level an approximate running median. `aside` is the part of a
 * pixel by which the scene lies to the right of and below the background: the background is read there by second-order
 * interpolation.
 */
export function learnFrame(
  background: Background,
  pixels: ArrayLike<number>,
  aside: { readonly xPx: number; readonly yPx: number } = STRAIGHT,
): void {
  const { widthPx: w, heightPx: h, level, filtered, filter } = background;
  const alpha = 1 / Math.min(background.frames + 1, MEMORY_FRAMES);
  const { gain, offset, spread } = fitBrightness(level, pixels, w, h);
  const clip = 3 * Math.max(1, spread);
  const shifted = Math.abs(aside.xPx) > 0.03 || Math.abs(aside.yPx) > 0.03;
  const moved = shifted ? new ShiftedRows(level, w, h, aside) : null;
  const rule = { gain, offset, clip, alpha };
  filter.run(filtered, (y, residual) => {
    if (moved) learnShiftedRow(level, pixels, y * w, residual, moved.row(y), rule);
    else learnRow(level, pixels, y * w, residual, rule);
  });
  background.pixelNoise = pixelNoiseOf(level, pixels, w, h);
  background.noise = Math.max(LEAST_NOISE, robustSpread(filtered));
  if (background.frames === 1) background.variance.fill(background.noise ** 2);
  collectAndLearn(background, alpha);
  background.frames++;
}

interface Rule {
  readonly gain: number;
  readonly offset: number;
  readonly clip: number;
  readonly alpha: number;
}

function learnRow(
  level: Float32Array,
  pixels: ArrayLike<number>,
  row: number,
  residual: Float32Array,
  { gain, offset, clip, alpha }: Rule,
): void {
  for (let x = 0; x < residual.length; x++) {
    const scene = gain * level[row + x]! + offset;
    const r = pixels[row + x]! - scene;
    residual[x] = r;
    level[row + x] = scene + alpha * (r > clip ? clip : r < -clip ? -clip : r);
  }
}

function learnShiftedRow(
  level: Float32Array,
  pixels: ArrayLike<number>,
  row: number,
  residual: Float32Array,
  behind: Float32Array,
  { gain, offset, clip, alpha }: Rule,
): void {
  for (let x = 0; x < residual.length; x++) {
    const r = pixels[row + x]! - gain * behind[x]! - offset;
    residual[x] = r;
    level[row + x] = gain * level[row + x]! + offset + alpha * (r > clip ? clip : r < -clip ? -clip : r);
  }
}

const STRAIGHT = { xPx: 0, yPx: 0 };

/** Rows of the background as they lie in a picture that is aside by part of a pixel; to be asked for from the top down. */
class ShiftedRows {
  readonly #level: Float32Array;
  readonly #w: number;
  readonly #h: number;
  readonly #aside: { readonly xPx: number; readonly yPx: number };
  /** The row above and this one as they were before they learnt. */
  #above: Float32Array;
  #here: Float32Array;
  readonly #out: Float32Array;

  constructor(
    level: Float32Array,
    w: number,
    h: number,
    aside: { readonly xPx: number; readonly yPx: number },
  ) {
    this.#level = level;
    this.#w = w;
    this.#h = h;
    this.#aside = aside;
    this.#here = level.slice(0, w);
    this.#above = new Float32Array(w);
    this.#out = new Float32Array(w);
  }

  row(y: number): Float32Array {
    const w = this.#w;
    const level = this.#level;
    [this.#above, this.#here] = [this.#here, this.#above];
    this.#here.set(level.subarray(y * w, y * w + w));
    const above = y === 0 ? this.#here : this.#above;
    const here = this.#here;
    const out = this.#out;
    const { xPx: a, yPx: b } = this.#aside;
    const next = Math.min(this.#h - 1, y + 1) * w;
    for (let x = 0; x < w; x++) {
      const middle = here[x]!;
      const left = x > 0 ? here[x - 1]! : middle;
      const right = x < w - 1 ? here[x + 1]! : middle;
      const up = above[x]!;
      const down = level[next + x]!;
      out[x] =
        middle -
        0.5 * (a * (right - left) + b * (down - up)) +
        0.5 * (a * a * (right + left - 2 * middle) + b * b * (down + up - 2 * middle));
    }
    return out;
  }
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

const sampleForSpread = new Float32Array(2048);

/** A third of Gaussian values lie within this many standard deviations; the median would take in the wells around a plume's spots. */
const THIRD = 0.4307;

/** The third of absolute values that is smallest, on a thinned set, as the standard deviation of Gaussian ones. */
function robustSpread(values: Float32Array): number {
  const step = Math.max(1, Math.floor(values.length / sampleForSpread.length));
  let n = 0;
  for (let i = step >> 1; i < values.length && n < sampleForSpread.length; i += step)
    sampleForSpread[n++] = Math.abs(values[i]!);
  const sorted = sampleForSpread.subarray(0, n).sort();
  return sorted[Math.floor(n / 3)]! / THIRD;
}

/** From second differences along rows, which scenery and passing clouds hardly enter: their variance is one and a half times that of a pixel. */
function pixelNoiseOf(level: Float32Array, pixels: ArrayLike<number>, w: number, h: number): number {
  const step = Math.max(3, Math.floor((w * h) / sampleForSpread.length));
  let n = 0;
  for (let i = step; i < w * h - 1 && n < sampleForSpread.length; i += step) {
    const left = pixels[i - 1]! - level[i - 1]!;
    const right = pixels[i + 1]! - level[i + 1]!;
    sampleForSpread[n++] = Math.abs(pixels[i]! - level[i]! - 0.5 * (left + right));
  }
  const sorted = sampleForSpread.subarray(0, n).sort();
  return Math.max(LEAST_NOISE, sorted[Math.floor(n / 3)]! / THIRD / Math.sqrt(1.5));
}

/** Half of Gaussian values squared lie below this part of their variance. */
const HALF = 0.4549;

/** Each row learns its variance once in so many frames, in steps so much larger. */
const VARIANCE_EVERY = 3;

/**
 * Collects what stands out, and lets the variance follow the median of the squared residual in equal relative steps up and
 * down: particles that cover a pixel for part of the time hardly raise it, an edge that trembles or a block that rings all the
 * time does.
 */
function collectAndLearn(background: Background, alpha: number): void {
  const { filtered, variance, noise, spots, widthPx: w, heightPx: h, frames } = background;
  const floor = noise * noise;
  const k2 = SPOT_NOISES * SPOT_NOISES;
  const least = SPOT_NOISES * noise;
  const up = 1 + VARIANCE_EVERY * alpha;
  const down = 1 / up;
  // far below the floor a value would only take the longer to come back, and in the end be too small for fast arithmetic
  const lowest = 0.25 * floor;
  let count = 0;
  for (let y = 0; y < h; y++) {
    const start = y * w;
    const end = start + w;
    for (let i = start; i < end; i++) {
      const s = filtered[i]!;
      if ((s > least || s < -least) && s * s > k2 * variance[i]!) {
        if (count < spots.length) spots[count] = i;
        count++;
      }
    }
    if ((y + frames) % VARIANCE_EVERY !== 0) continue;
    for (let i = start; i < end; i++) {
      const v = variance[i]!;
      const base = v > floor ? v : floor;
      const s = filtered[i]!;
      if (s * s > HALF * base) variance[i] = base * up;
      else if (v > lowest) variance[i] = v * down;
    }
  }
  background.spotCount = Math.min(count, spots.length);
  background.changed = count / filtered.length;
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
