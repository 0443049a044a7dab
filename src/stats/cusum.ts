import { gaussLegendre } from "./gauss-legendre.ts";
import { solveDense } from "./linear-solve.ts";
import { normalCdf, normalPdf } from "./normal.ts";
import { findRoot } from "./root.ts";

/** A one-sided CUSUM C <- max(0, C + x - k) on unit-variance normal samples, alarm when C > h. */
export interface CusumDesign {
  /** Reference value k, in standard deviations. */
  readonly k: number;
  /** Decision limit h, in standard deviations. */
  readonly h: number;
  /** Starting value of C, 0 unless a head start is given. */
  readonly headStart?: number;
}

function points(h: number): number {
  return Math.max(60, Math.ceil(8 * h));
}

/**
 * Average run length of a one-sided CUSUM when samples are N(mean, 1), by the integral equation of Page in
 * Gauss-Legendre (Nystroem) form. The system nears singularity as the run length grows: the relative error is about
 * 2e-15 times the ARL, so 2e-9 at 1e6 and 2e-3 at 1e12.
 */
export function cusumArl(design: CusumDesign, mean: number): number {
  const { k, h, headStart = 0 } = design;
  if (!(h > 0)) throw new RangeError(`the decision limit of a CUSUM is positive, got ${h}`);
  const { nodes, weights } = gaussLegendre(points(h), 0, h);
  const n = nodes.length;
  const size = n + 1; // the last unknown is the run length from zero
  const matrix = new Float64Array(size * size);
  const ones = new Float64Array(size).fill(1);
  for (let i = 0; i < size; i++) {
    const from = i < n ? nodes[i]! : 0;
    for (let j = 0; j < n; j++) matrix[i * size + j] = -weights[j]! * normalPdf(nodes[j]! + k - mean - from);
    matrix[i * size + n] = -normalCdf(k - mean - from);
    matrix[i * size + i]! += 1;
  }
  const lengths = solveDense(matrix, ones);
  if (headStart === 0) return lengths[n]!;
  let sum = 1 + lengths[n]! * normalCdf(k - mean - headStart);
  for (let j = 0; j < n; j++) sum += weights[j]! * lengths[j]! * normalPdf(nodes[j]! + k - mean - headStart);
  return sum;
}

/**
 * Average run length of a pair of CUSUMs, one for each direction (van Dobben de Bruyn 1968; exact when the two cannot
 * alarm together, which holds for headStart <= h/2 + k).
 */
export function cusumTwoSidedArl(design: CusumDesign, mean: number): number {
  const fromZero = { k: design.k, h: design.h };
  const up = cusumArl(fromZero, mean);
  const down = cusumArl(fromZero, -mean);
  const upStarted = cusumArl(design, mean);
  const downStarted = cusumArl(design, -mean);
  // The slower side may overflow to infinity; then the faster side decides alone.
  if (!Number.isFinite(down)) return upStarted;
  if (!Number.isFinite(up)) return downStarted;
  return (upStarted * down + downStarted * up - up * down) / (up + down);
}

/** Average run length of Crosier's (1986) two-sided CUSUM, which shrinks |S + x| by k and alarms when |S| > h. */
export function crosierArl(k: number, h: number, mean: number): number {
  const { nodes, weights } = gaussLegendre(points(h), 0, h);
  const n = nodes.length;
  const size = 2 * n + 1;
  const matrix = new Float64Array(size * size);
  const ones = new Float64Array(size).fill(1);
  const place = (i: number) => (i < n ? nodes[i]! : i < 2 * n ? -nodes[i - n]! : 0);
  for (let i = 0; i < size; i++) {
    const from = place(i) + mean;
    for (let j = 0; j < n; j++) {
      matrix[i * size + j] = -weights[j]! * normalPdf(nodes[j]! + k - from);
      matrix[i * size + n + j] = -weights[j]! * normalPdf(-nodes[j]! - k - from);
    }
    matrix[i * size + 2 * n] = normalCdf(-k - from) - normalCdf(k - from);
    matrix[i * size + i]! += 1;
  }
  return solveDense(matrix, ones)[2 * n]!;
}

/** Siegmund's approximation of the one-sided ARL from zero, with the overshoot correction 1.166. */
export function siegmundArl(design: CusumDesign, mean: number): number {
  const drift = mean - design.k;
  const b = design.h + 1.166;
  if (Math.abs(drift) < 1e-9) return b * b;
  return (Math.expm1(-2 * drift * b) + 2 * drift * b) / (2 * drift * drift);
}

/** Decision limit h for which a one-sided CUSUM with reference k has the required ARL when the mean is zero. */
export function cusumLimit(k: number, requiredArl: number): number {
  const logTarget = Math.log(requiredArl);
  const gap = (h: number) => Math.log(cusumArl({ k, h }, 0)) - logTarget;
  let high = 1;
  while (gap(high) < 0) high *= 2;
  let low = high / 2;
  while (gap(low) > 0) low /= 2;
  return findRoot(gap, low, high, { relativeTolerance: 1e-12 });
}

/** The exact minimax optimum for a known shift in independent normal samples (Moustakides 1986). */
export interface OptimalDelay {
  readonly limitH: number;
  /** Mean delay in samples, the alarming one included. */
  readonly delay: number;
}

/** Smallest worst-case mean delay to a shift of `shift` standard deviations that an ARL of `requiredArl` allows. */
export function optimalDelay(shift: number, requiredArl: number): OptimalDelay {
  const limitH = cusumLimit(shift / 2, requiredArl);
  return { limitH, delay: cusumArl({ k: shift / 2, h: limitH }, shift) };
}

/** The same in continuous time: Brownian motion with drift `shift` after the change; closed form up to one root. */
export function brownianOptimalDelay(shift: number, requiredArl: number): number {
  const scale = 2 / (shift * shift);
  const target = requiredArl / scale;
  const a = findRoot((x) => Math.log(Math.expm1(x) - x) - Math.log(target), 1e-6, 700);
  return scale * (a - 1 + Math.exp(-a));
}
