import { betaBinomialLogPmf, gammaPoissonLogPmf } from "../stats/index.ts";

/** Chance that the next of a lot has the defect, after k of n had it: Beta(a, b) prior on the share of the lot that has. */
export function nextOfLot(k: number, n: number, a: number, b: number): number {
  if (!(k >= 0 && k <= n)) throw new RangeError(`${k} of ${n} ships is no count`);
  return (a + k) / (a + b + n);
}

/** P(k of n leak) for ships of one lot whose share of defects is Beta(a, b). */
export function lotProbability(k: number, n: number, a: number, b: number): number {
  return Math.exp(betaBinomialLogPmf(k, n, a, b));
}

/** P(n leaks in an exposure) when the rate is Gamma(shape, rate): the marginal of an uncertain Poisson. */
export function countProbability(n: number, shape: number, rate: number, exposure: number): number {
  return Math.exp(gammaPoissonLogPmf(n, shape, rate, exposure));
}

/** Bayes factor for "the lot is to blame" from a second leak: P(second | first has the defect) over P(second | independent). */
export function lotFactor(a: number, b: number): number {
  return (((a + 1) / (a + b + 1)) * (a + b)) / a;
}
