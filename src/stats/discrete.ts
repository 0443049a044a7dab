import { betaQuantile, chiSquaredQuantile } from "./continuous.ts";
import { betaI, logBinomialTerm } from "./incomplete-beta.ts";
import { gammaP, gammaQ, logGammaPrefactor } from "./incomplete-gamma.ts";
import { logGamma } from "./log-gamma.ts";
import { normalQuantile } from "./normal.ts";

/** ln P(N = k) for N Poisson with the given mean. */
export function poissonLogPmf(k: number, mean: number): number {
  if (k < 0 || !Number.isInteger(k)) return Number.NEGATIVE_INFINITY;
  if (mean === 0) return k === 0 ? 0 : Number.NEGATIVE_INFINITY;
  return k === 0 ? -mean : logGammaPrefactor(k, mean);
}

/** P(N = k) for N Poisson. */
export function poissonPmf(k: number, mean: number): number {
  return Math.exp(poissonLogPmf(k, mean));
}

/** P(N <= k) for N Poisson. */
export function poissonCdf(k: number, mean: number): number {
  return k < 0 ? 0 : gammaQ(Math.floor(k) + 1, mean);
}

/** P(N >= k) for N Poisson: the chance of at least k, exact when it is small. */
export function poissonAtLeast(k: number, mean: number): number {
  return k <= 0 ? 1 : gammaP(Math.ceil(k), mean);
}

/** Smallest k with P(N <= k) >= p for N Poisson. */
export function poissonQuantile(p: number, mean: number): number {
  const guess = mean + Math.sqrt(mean) * normalQuantile(clip(p));
  return smallestWith(
    (k) => poissonCdf(k, mean) >= p,
    p,
    Math.max(0, Math.round(guess)),
    Number.POSITIVE_INFINITY,
  );
}

/** ln P(K = k) for K binomial, n trials of probability p. */
export function binomialLogPmf(k: number, n: number, p: number): number {
  if (k < 0 || k > n || !Number.isInteger(k)) return Number.NEGATIVE_INFINITY;
  if (p === 0 || p === 1) return k === n * p ? 0 : Number.NEGATIVE_INFINITY;
  return logBinomialTerm(k, n - k, p, 1 - p);
}

/** P(K = k) for K binomial. */
export function binomialPmf(k: number, n: number, p: number): number {
  return Math.exp(binomialLogPmf(k, n, p));
}

/** P(K <= k) for K binomial. */
export function binomialCdf(k: number, n: number, p: number): number {
  const whole = Math.floor(k);
  if (whole < 0) return 0;
  if (whole >= n) return 1;
  return betaI(n - whole, whole + 1, 1 - p, p);
}

/** P(K >= k) for K binomial. */
export function binomialAtLeast(k: number, n: number, p: number): number {
  const whole = Math.ceil(k);
  if (whole <= 0) return 1;
  return whole > n ? 0 : betaI(whole, n - whole + 1, p);
}

/** Smallest k with P(K <= k) >= q for K binomial. */
export function binomialQuantile(q: number, n: number, p: number): number {
  const guess = n * p + Math.sqrt(n * p * (1 - p)) * normalQuantile(clip(q));
  return smallestWith((k) => binomialCdf(k, n, p) >= q, q, Math.min(n, Math.max(0, Math.round(guess))), n);
}

/**
 * ln P(n events in an exposure) when the rate itself is gamma distributed with the given shape and rate parameter (mean
 * shape / rateParameter): the negative binomial, for counts whose rate is known only roughly.
 */
export function gammaPoissonLogPmf(
  n: number,
  shape: number,
  rateParameter: number,
  exposure: number,
): number {
  if (n < 0 || !Number.isInteger(n)) return Number.NEGATIVE_INFINITY;
  const share = exposure / (rateParameter + exposure);
  return (
    logGamma(shape + n) -
    logGamma(shape) -
    logGamma(n + 1) +
    shape * Math.log1p(-share) +
    (n === 0 ? 0 : n * Math.log(share))
  );
}

/** ln P(k of n) when the probability itself is beta distributed: what one sister ship says of the next. */
export function betaBinomialLogPmf(k: number, n: number, a: number, b: number): number {
  if (k < 0 || k > n || !Number.isInteger(k)) return Number.NEGATIVE_INFINITY;
  const logBeta = (x: number, y: number) => logGamma(x) + logGamma(y) - logGamma(x + y);
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1) + logBeta(k + a, n - k + b) - logBeta(a, b);
}

/** Exact (Garwood) interval for a Poisson mean from a count, each side leaving (1 - confidence)/2. */
export function poissonInterval(
  count: number,
  confidence = 0.95,
): { readonly low: number; readonly high: number } {
  const side = (1 - confidence) / 2;
  return {
    low: count === 0 ? 0 : chiSquaredQuantile(side, 2 * count) / 2,
    high: chiSquaredQuantile(1 - side, 2 * count + 2) / 2,
  };
}

/** One-sided upper bound for a Poisson mean: 3.00 for no event at 95 %. */
export function poissonUpperBound(count: number, confidence = 0.95): number {
  return chiSquaredQuantile(confidence, 2 * count + 2) / 2;
}

/** Exact (Clopper-Pearson) interval for a proportion. */
export function proportionInterval(
  successes: number,
  trials: number,
  confidence = 0.95,
): { readonly low: number; readonly high: number } {
  const side = (1 - confidence) / 2;
  return {
    low: successes === 0 ? 0 : betaQuantile(side, successes, trials - successes + 1),
    high: successes === trials ? 1 : betaQuantile(1 - side, successes + 1, trials - successes),
  };
}

function clip(p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a probability is between 0 and 1, got ${p}`);
  return Math.min(1 - 1e-15, Math.max(1e-15, p));
}

/** The boundary of a monotone condition over whole numbers, by doubling steps from a guess and bisection. */
function smallestWith(holds: (k: number) => boolean, p: number, guess: number, last: number): number {
  if (p === 1) return last;
  let high = guess;
  for (let step = 1; !holds(high); step *= 2) high += step;
  let low = high;
  for (let step = 1; low >= 0 && holds(low); step *= 2) {
    high = low;
    low -= step;
  }
  low = Math.max(-1, low);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}
