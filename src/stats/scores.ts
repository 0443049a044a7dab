import { normalCdf, normalPdf } from "./normal.ts";

/** Continuous ranked probability score of a normal forecast; in the unit of y, smaller is better (Gneiting and Raftery 2007). */
export function crpsNormal(mean: number, standardDeviation: number, observed: number): number {
  if (standardDeviation === 0) return Math.abs(observed - mean);
  const z = (observed - mean) / standardDeviation;
  return standardDeviation * (z * (2 * normalCdf(z) - 1) + 2 * normalPdf(z) - 1 / Math.sqrt(Math.PI));
}

/** CRPS of an ensemble: mean |x - y| - 1/2 mean |x - x'|. `fair` divides the second mean by n(n-1), not n^2. */
export function crpsEnsemble(members: readonly number[], observed: number, fair = false): number {
  const n = members.length;
  if (n === 0) throw new RangeError("an ensemble has at least one member");
  const sorted = members.toSorted((a, b) => a - b);
  let error = 0;
  let spread = 0;
  for (let i = 0; i < n; i++) {
    error += Math.abs(sorted[i]! - observed);
    spread += sorted[i]! * (2 * i + 1 - n);
  }
  if (fair && n < 2) throw new RangeError("the fair score needs two members or more");
  return error / n - spread / (fair ? n * (n - 1) : n * n);
}

/** Interval score of a central (1 - alpha) interval: its width plus 2/alpha times the distance of a miss. */
export function intervalScore(low: number, high: number, observed: number, alpha: number): number {
  return high - low + (2 / alpha) * Math.max(0, low - observed) + (2 / alpha) * Math.max(0, observed - high);
}

/** Brier score of a probability for an event that did (1) or did not (0) happen. */
export function brierScore(probability: number, happened: boolean): number {
  return (probability - (happened ? 1 : 0)) ** 2;
}

/** Logarithmic score in nats, -ln of the probability given to what happened: smaller is better. */
export function logScore(probabilityOfTruth: number): number {
  return -Math.log(probabilityOfTruth);
}

/** Numenta benchmark: credit of a detection at position y, -1 at the start of the window, 0 at its end, positive after. */
export function nabPositionScore(y: number): number {
  return 2 / (1 + Math.exp(5 * y)) - 1;
}

/**
 * ADTQC (ESA anomaly detection benchmark): how well timed a detection is. `delay` counts from onset, negative when
 * early; `earliest` (alpha) and `latest` (beta) are the tolerances before and after. 1 is on time, 0 is useless.
 */
export function adtqc(delay: number, earliest: number, latest: number): number {
  if (delay === 0) return 1;
  if (delay > 0) return delay >= latest ? 0 : 1 / (1 + (delay / (latest - delay)) ** Math.E);
  return delay <= -earliest ? 0 : ((delay + earliest) / earliest) ** Math.E;
}
