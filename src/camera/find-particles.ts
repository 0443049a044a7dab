import { type Background, SPOT_NOISES } from "./background.ts";
import { WINDOW } from "./particle-filter.ts";

/** Something small that was not there before, brighter (sign 1) or darker (sign -1) than what lies behind it. */
export interface Detection {
  readonly xPx: number;
  readonly yPx: number;
  readonly sign: 1 | -1;
  /** Peak of the filtered residual in grey levels, positive. */
  readonly peak: number;
  /** Peak over the noise at its place. */
  readonly significance: number;
}

export interface FindOptions {
  /** Only this many of the strongest are kept: bounds the work of a frame full of snow. */
  readonly limit: number;
}

export const defaultFind: FindOptions = { limit: 240 };
const BORDER = 3;

/**
 * Local extremes of the filtered residual above the threshold, strongest first. `found` counts all of them, kept or not.
 * Position from intensity moments in a window of five by five above half the peak, then a log-parabola: 0.1 px for an
 * isolated particle at ten times the noise.
 */
export function findParticles(
  background: Background,
  options: FindOptions = defaultFind,
): { detections: Detection[]; found: number } {
  const { widthPx: w, heightPx: h, filtered, variance, noise, spots, spotCount } = background;
  const detections: Detection[] = [];
  for (let k = 0; k < spotCount; k++) {
    const i = spots[k]!;
    const y = Math.floor(i / w);
    const x = i - y * w;
    if (x < BORDER || y < BORDER || x >= w - BORDER || y >= h - BORDER) continue;
    const s = filtered[i]!;
    if (!isExtreme(filtered, i, w) || isEdge(background, i, s)) continue;
    const sign = s > 0 ? 1 : -1;
    const { dx, dy } = refine(filtered, i, w, sign);
    const sd = Math.sqrt(Math.max(noise * noise, variance[i]!));
    detections.push({
      xPx: x + dx,
      yPx: y + dy,
      sign,
      peak: sign * s,
      significance: Math.abs(s) / sd,
    });
  }
  detections.sort((a, b) => b.peak - a.peak);
  const kept = withoutEchoes(detections, options.limit);
  return { detections: kept, found: detections.length };
}

/** Around a bright spot the local mean and block compression leave weaker ones of either sign, within this distance. */
const ECHO_PX = WINDOW + 2;
/** Of the spot's peak: what an echo reaches at most, and what a neighbour within the optics' blur must exceed to be another particle. */
const OPPOSITE_ECHO = 0.4;
const SAME_ECHO = 0.14;

/** Strongest first; stops once `limit` are kept. */
function withoutEchoes(detections: readonly Detection[], limit: number): Detection[] {
  const kept: Detection[] = [];
  const cells = new Map<number, Detection[]>();
  for (const d of detections) {
    const column = Math.floor(d.xPx / ECHO_PX);
    const row = Math.floor(d.yPx / ECHO_PX);
    let echo = false;
    for (let r = row - 1; r <= row + 1 && !echo; r++) {
      for (let c = column - 1; c <= column + 1 && !echo; c++) {
        for (const strong of cells.get(r * 10_000 + c) ?? []) {
          const part = strong.sign === d.sign ? SAME_ECHO : OPPOSITE_ECHO;
          if (d.peak < part * strong.peak && Math.hypot(d.xPx - strong.xPx, d.yPx - strong.yPx) < ECHO_PX) {
            echo = true;
            break;
          }
        }
      }
    }
    if (echo) continue;
    kept.push(d);
    if (kept.length >= limit) break;
    const key = row * 10_000 + column;
    const cell = cells.get(key);
    if (cell) cell.push(d);
    else cells.set(key, [d]);
  }
  return kept;
}

/** Peak of the spot of this sign within a pixel of a place if it would be kept among those already kept; 0 if it would not. */
export function peakIfFound(
  background: Background,
  x: number,
  y: number,
  sign: 1 | -1,
  kept: readonly Detection[],
): number {
  const { filtered, variance, noise, widthPx: w } = background;
  let at = y * w + x;
  for (let dy = -1; dy <= 1; dy++) {
    for (let dx = -1; dx <= 1; dx++) {
      const k = (y + dy) * w + x + dx;
      if (sign * filtered[k]! > sign * filtered[at]!) at = k;
    }
  }
  const s = filtered[at]!;
  const least = SPOT_NOISES ** 2 * Math.max(noise * noise, variance[at]!);
  if (s * sign <= 0 || s * s <= least || !isExtreme(filtered, at, w) || isEdge(background, at, s)) return 0;
  const peak = Math.abs(s);
  for (const strong of kept) {
    const part = strong.sign === sign ? SAME_ECHO : OPPOSITE_ECHO;
    if (peak < part * strong.peak && Math.hypot(x - strong.xPx, y - strong.yPx) < ECHO_PX) return 0;
  }
  return peak;
}

/** Whether a background out of register by its usual jitter explains the residual: edges of a trembling picture. */
function isEdge({ level, jitterPx, widthPx: w }: Background, i: number, s: number): boolean {
  if (jitterPx < 0.03) return false;
  let steepest = 0;
  for (let dy = -1; dy <= 1; dy++) {
    for (let dx = -1; dx <= 1; dx++) {
      const k = i + dy * w + dx;
      const slope = Math.hypot(level[k + 1]! - level[k - 1]!, level[k + w]! - level[k - w]!) / 2;
      if (slope > steepest) steepest = slope;
    }
  }
  return Math.abs(s) < 2.5 * jitterPx * steepest;
}

function isExtreme(filtered: Float32Array, i: number, w: number): boolean {
  const s = filtered[i]!;
  const sign = s > 0 ? 1 : -1;
  const top = sign * s;
  for (let dy = -2; dy <= 2; dy++) {
    for (let dx = -2; dx <= 2; dx++) {
      if (dx === 0 && dy === 0) continue;
      const v = sign * filtered[i + dy * w + dx]!;
      // of two equal pixels the later one counts, once
      if (v > top || (v === top && dy * w + dx > 0)) return false;
    }
  }
  return true;
}

/** Vertex of the parabola through the logarithms of three values: exact for a Gaussian spot. */
function vertex(before: number, middle: number, after: number): number {
  const least = 0.02 * middle;
  const a = Math.log(Math.max(before, least));
  const b = Math.log(Math.max(middle, least));
  const c = Math.log(Math.max(after, least));
  const bend = a - 2 * b + c;
  return bend < -1e-9 ? Math.max(-1, Math.min(1, (0.5 * (a - c)) / bend)) : 0;
}

/** Offset of the centre from the brightest pixel: a Gaussian fit to the three by three sums, moments where a streak is longer. */
function refine(filtered: Float32Array, i: number, w: number, sign: number): { dx: number; dy: number } {
  const peak = sign * filtered[i]!;
  const columns = [0, 0, 0];
  const rows = [0, 0, 0];
  let [mass, mx, my, lit] = [0, 0, 0, 0];
  for (let dy = -2; dy <= 2; dy++) {
    for (let dx = -2; dx <= 2; dx++) {
      const v = sign * filtered[i + dy * w + dx]!;
      if (v > 0.5 * peak) {
        const weight = v - 0.3 * peak;
        mass += weight;
        mx += weight * dx;
        my += weight * dy;
        lit++;
      }
      if (Math.abs(dx) > 1 || Math.abs(dy) > 1) continue;
      columns[dx + 1]! += v;
      rows[dy + 1]! += v;
    }
  }
  if (lit > 11) return { dx: mx / mass, dy: my / mass };
  return {
    dx: vertex(columns[0]!, columns[1]!, columns[2]!),
    dy: vertex(rows[0]!, rows[1]!, rows[2]!),
  };
}
