import { normalQuantile } from "../../stats/index.ts";
import { type OnsetBank, onsetsRepresented, sizeEvidence } from "../detect/onset-bank.ts";

/** Leak rate and onset given that there is a leak: weights on a logarithmic grid of rates, and on the bank's onsets. */
export interface RatePosterior {
  /** Channel-amount units a second. */
  readonly rates: Float64Array;
  readonly rateWeight: Float64Array;
  /** Frame numbers, oldest first, and their weights. */
  readonly onsets: Float64Array;
  readonly onsetWeight: Float64Array;
}

const GRID = 97;
const NEGLIGIBLE_NAT = -30;

/**
 * Joint posterior of rate and onset by quadrature: prior log-uniform in rate between the ends of the test's grid and uniform
 * in onset. The grid of rates is laid over the part that the evidence leaves possible, so its spacing is always finer than the
 * band it describes.
 */
export function ratePosterior(bank: OnsetBank, frame: number, testedRates: Float64Array): RatePosterior {
  const evidence: { a: number; b: number; count: number; peak: number }[] = [];
  let largest = Number.NEGATIVE_INFINITY;
  for (let j = 0; j < bank.count; j++) {
    const { a, b } = sizeEvidence(bank, j, frame);
    const peak = a > 0 && b > 0 ? (a * a) / (2 * b) : 0;
    evidence.push({ a, b, count: onsetsRepresented(bank, j, frame), peak });
    if (peak > largest) largest = peak;
  }
  const { low, high } = possibleRange(evidence, largest, testedRates);
  const rates = Float64Array.from({ length: GRID }, (_, i) => low * (high / low) ** (i / (GRID - 1)));
  const rateWeight = new Float64Array(GRID);
  const onsetWeight = new Float64Array(bank.count);
  let total = 0;
  for (let j = 0; j < bank.count; j++) {
    const { a, b, count, peak } = evidence[j]!;
    if (peak < largest + NEGLIGIBLE_NAT) continue;
    for (let i = 0; i < GRID; i++) {
      const s = rates[i]!;
      const weight = count * Math.exp(s * a - 0.5 * s * s * b - largest);
      rateWeight[i] = rateWeight[i]! + weight;
      onsetWeight[j] = onsetWeight[j]! + weight;
      total += weight;
    }
  }
  for (let i = 0; i < GRID; i++) rateWeight[i] = rateWeight[i]! / total;
  for (let j = 0; j < bank.count; j++) onsetWeight[j] = onsetWeight[j]! / total;
  return { rates, rateWeight, onsets: bank.onset.slice(0, bank.count), onsetWeight };
}

/** Rates that the evidence leaves possible, within what is tested. */
export function possibleRange(
  evidence: readonly { a: number; b: number; peak: number }[],
  largest: number,
  testedRates: Float64Array,
): { low: number; high: number } {
  const floor = testedRates[0]!;
  let low = Number.POSITIVE_INFINITY;
  let high = floor;
  for (const { a, b, peak } of evidence) {
    if (b <= 0 || peak < largest + NEGLIGIBLE_NAT / 2) continue;
    const best = a / b;
    const reach = 6 / Math.sqrt(b);
    low = Math.min(low, Math.max(best - reach, floor));
    high = Math.max(high, best + reach);
  }
  return low < high ? { low, high } : { low: floor, high: testedRates.at(-1)! };
}

/**
 * Quantile of weighted points that stand for the cells around them: interpolated between cell edges, because a sum cut at
 * grid points biases the median by half a step (science note 1.6 f). Points ascend; weights add up to one.
 */
export function quantile(points: Float64Array, weights: Float64Array, probability: number): number {
  const last = points.length - 1;
  let below = 0;
  for (let i = 0; i <= last; i++) {
    const weight = weights[i]!;
    if (below + weight >= probability && weight > 0) {
      const left = i === 0 ? points[0]! : 0.5 * (points[i - 1]! + points[i]!);
      const right = i === last ? points[last]! : 0.5 * (points[i]! + points[i + 1]!);
      return left + ((probability - below) / weight) * (right - left);
    }
    below += weight;
  }
  return points[last]!;
}

/**
 * One standard deviation of ln(rate) that no amount of data removes: the disturbance model is not exact, and on the station's
 * recordings injected rates come back within 2 to 9 % however long they are watched (docs/detection-iss.md).
 */
export const MODEL_ERROR_LN = 0.05;

/** Quantile of the rate with the model's own error added in quadrature, in the logarithm, about the median. */
export function rateQuantile(posterior: RatePosterior, probability: number): number {
  const median = quantile(posterior.rates, posterior.rateWeight, 0.5);
  const plain = quantile(posterior.rates, posterior.rateWeight, probability);
  const side = Math.sign(probability - 0.5);
  const model = MODEL_ERROR_LN * normalQuantile(probability);
  return median * Math.exp(side * Math.hypot(Math.log(plain / median), model));
}
