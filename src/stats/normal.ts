import { erf, erfc, erfcx, expOfMinusSquare } from "./error-function.ts";

const SQRT2 = Math.SQRT2;
const LOG_SQRT_2PI = 0.9189385332046727; // ln(sqrt(2 pi))

/** Density of the standard normal distribution. */
export function normalPdf(x: number): number {
  return expOfMinusSquare(x / SQRT2) * 0.3989422804014327; // 1/sqrt(2 pi)
}

/** Logarithm of the standard normal density; exact for any x, however far out. */
export function normalLogPdf(x: number): number {
  return -0.5 * x * x - LOG_SQRT_2PI;
}

/** P(X <= x) for X standard normal. Relative error below 1e-14 for |x| <= 8; use {@link normalLogCdf} in the tail. */
export function normalCdf(x: number): number {
  return 0.5 * erfc(-x / SQRT2);
}

/** P(X > x) for X standard normal. */
export function normalSurvival(x: number): number {
  return 0.5 * erfc(x / SQRT2);
}

/** ln P(X <= x); stays exact where the probability itself underflows (x = -40 gives -804.6). */
export function normalLogCdf(x: number): number {
  if (x > 0) return Math.log1p(-normalSurvival(x));
  if (x > -1) return Math.log(normalCdf(x));
  return Math.log(0.5 * erfcx(-x / SQRT2)) - 0.5 * x * x;
}

/** ln P(X > x). */
export function normalLogSurvival(x: number): number {
  return normalLogCdf(-x);
}

/** Start of the Newton iteration: Abramowitz and Stegun 26.2.23, absolute error 4.5e-4. */
function lowerTailStart(logP: number): number {
  const t = Math.sqrt(-2 * logP);
  return -(
    t -
    (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)))
  );
}

/** The x <= 0 with ln P(X <= x) = logP, logP <= ln(1/2): the tail form of the quantile, valid down to logP = -1e15. */
export function normalQuantileOfLog(logP: number): number {
  if (logP > -Math.LN2 + 1e-12) {
    if (logP > 0) throw new RangeError(`a log probability is at most 0, got ${logP}`);
    return normalQuantile(Math.exp(logP));
  }
  if (logP === Number.NEGATIVE_INFINITY) return logP;
  let x = lowerTailStart(logP);
  for (let i = 0; i < 8; i++) {
    const logCdf = normalLogCdf(x);
    const hazard = Math.exp(normalLogPdf(x) - logCdf);
    const newton = (logCdf - logP) / hazard;
    // Halley: the second derivative of ln cdf is -hazard (x + hazard).
    const step = newton / (1 + 0.5 * newton * (x + hazard));
    x -= step;
    if (Math.abs(step) <= 4e-16 * Math.abs(x)) break;
  }
  return x;
}

/** The x with P(X <= x) = p. Relative error below 1e-14 away from p = 1/2, where x itself is small. */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a probability is between 0 and 1, got ${p}`);
  if (p < 0.3) return normalQuantileOfLog(Math.log(p));
  if (p > 0.7) return -normalQuantileOfLog(Math.log1p(-p));
  const offset = p - 0.5;
  let x = offset * 2.5066282746310002; // sqrt(2 pi): first order about the median
  for (let i = 0; i < 8; i++) {
    const newton = (0.5 * erf(x / SQRT2) - offset) / normalPdf(x);
    const step = newton / (1 + 0.5 * newton * x);
    x -= step;
    if (Math.abs(step) <= 4e-16 * Math.abs(x)) break;
  }
  return x;
}

/** The x with P(X > x) = q: keeps its digits for small q, where 1 - q would lose them. */
export function normalUpperQuantile(q: number): number {
  return -normalQuantile(q);
}
