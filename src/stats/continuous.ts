import { betaI, logBinomialTerm } from "./incomplete-beta.ts";
import { gammaP, gammaQ, logGammaPrefactor } from "./incomplete-gamma.ts";

const LIMIT_STEPS = 200;

/**
 * Newton in a variable u where the log probability and its slope are known, kept inside a shrinking bracket;
 * `direction` is the sign of the slope, which rounding may hide where the probability underflows.
 */
function invert(
  logTail: (u: number) => readonly [value: number, slope: number],
  direction: 1 | -1,
  target: number,
  start: number,
): number {
  let low = Number.NEGATIVE_INFINITY;
  let high = Number.POSITIVE_INFINITY;
  let u = start;
  for (let i = 0; i < LIMIT_STEPS; i++) {
    const [value, slope] = logTail(u);
    const excess = value - target;
    if (excess === 0) return u;
    if (excess * direction > 0) high = u;
    else low = u;
    let next = u - excess / slope;
    if (!(next > low && next < high)) {
      if (Number.isFinite(low) && Number.isFinite(high)) next = (low + high) / 2;
      else next = Number.isFinite(low) ? u + 1 + Math.abs(u) : u - 1 - Math.abs(u);
    }
    if (Math.abs(next - u) <= 2e-16 * (1 + Math.abs(next))) return next;
    u = next;
  }
  return u;
}

function checkProbability(p: number): void {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a probability is between 0 and 1, got ${p}`);
}

/** P(X <= x) of a gamma distribution with the given shape and scale (mean = shape * scale). */
export function gammaCdf(x: number, shape: number, scale = 1): number {
  return x <= 0 ? 0 : gammaP(shape, x / scale);
}

/** P(X > x) of a gamma distribution. */
export function gammaSurvival(x: number, shape: number, scale = 1): number {
  return x <= 0 ? 1 : gammaQ(shape, x / scale);
}

/** The x with P(X <= x) = p of a gamma distribution. */
export function gammaQuantile(p: number, shape: number, scale = 1): number {
  checkProbability(p);
  if (p === 0) return 0;
  if (p === 1) return Number.POSITIVE_INFINITY;
  return gammaTail(p < 0.5 ? Math.log(p) : Math.log1p(-p), shape, p < 0.5) * scale;
}

/** The x with P(X > x) = q of a gamma distribution; keeps its digits for small q. */
export function gammaUpperQuantile(q: number, shape: number, scale = 1): number {
  checkProbability(q);
  if (q === 0) return Number.POSITIVE_INFINITY;
  if (q === 1) return 0;
  return gammaTail(q < 0.5 ? Math.log(q) : Math.log1p(-q), shape, q >= 0.5) * scale;
}

function gammaTail(logTarget: number, shape: number, lower: boolean): number {
  const direction = lower ? 1 : -1;
  const tail = (u: number) => {
    const x = Math.exp(u);
    const probability = lower ? gammaP(shape, x) : gammaQ(shape, x);
    const logDensityTimesX = logGammaPrefactor(shape, x) + Math.log(shape);
    return [Math.log(probability), direction * (Math.exp(logDensityTimesX) / probability)] as const;
  };
  // For small shapes the lower tail is x^a / Gamma(a+1); elsewhere the mean is near enough.
  const smallX = (logTarget - logGammaPrefactor(shape, 1) - 1) / shape;
  const start = lower && smallX < Math.log(shape) - 1 ? smallX : Math.log(shape);
  return Math.exp(invert(tail, direction, logTarget, start));
}

/** P(X <= x) of the chi-squared distribution. */
export function chiSquaredCdf(x: number, degreesOfFreedom: number): number {
  return gammaCdf(x, degreesOfFreedom / 2, 2);
}

/** P(X > x) of the chi-squared distribution. */
export function chiSquaredSurvival(x: number, degreesOfFreedom: number): number {
  return gammaSurvival(x, degreesOfFreedom / 2, 2);
}

/** The x with P(X <= x) = p of the chi-squared distribution. */
export function chiSquaredQuantile(p: number, degreesOfFreedom: number): number {
  return gammaQuantile(p, degreesOfFreedom / 2, 2);
}

/** P(X <= x) of the beta distribution. */
export function betaCdf(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  return x >= 1 ? 1 : betaI(a, b, x);
}

/** The x with P(X <= x) = p of the beta distribution. */
export function betaQuantile(p: number, a: number, b: number): number {
  checkProbability(p);
  if (p === 0 || p === 1) return p;
  const lower = p < 0.5;
  const target = lower ? Math.log(p) : Math.log1p(-p);
  const direction = lower ? 1 : -1;
  const tail = (u: number) => {
    const x = 1 / (1 + Math.exp(-u));
    const y = 1 / (1 + Math.exp(u));
    const probability = lower ? betaI(a, b, x, y) : betaI(b, a, y, x);
    const slope = (Math.exp(logBinomialTerm(a, b, x, y)) * a * b) / (a + b);
    return [Math.log(probability), (direction * slope) / probability] as const;
  };
  const u = invert(tail, direction, target, Math.log(a / b));
  return 1 / (1 + Math.exp(-u));
}
