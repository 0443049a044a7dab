/** One way in which things may be: which answer it belongs to, how probable it is, and what the reading would be. */
export interface Outcomes {
  readonly answers: number;
  readonly answer: ArrayLike<number>;
  readonly weight: ArrayLike<number>;
  readonly reading: ArrayLike<number>;
}

const MOST_BINS = 150;
/** Bins of the reading to one standard deviation of its noise. */
const PER_SD = 3;
const REACH_SD = 4;

/** Entropy of weights that need not add up to one [bit]. */
export function entropyBits(weights: ArrayLike<number>): number {
  let total = 0;
  let sum = 0;
  for (let i = 0; i < weights.length; i++) {
    const w = weights[i]!;
    if (w <= 0) continue;
    total += w;
    sum -= w * Math.log2(w);
  }
  return total > 0 ? sum / total + Math.log2(total) : 0;
}

/**
 * By how many bits a reading with normal noise of standard deviation `sd` is expected to tell which answer holds: entropy of the answers
 * less the mean of what is left, by the rectangle rule over the reading (error below 0.01 bit).
 */
export function expectedGainBits({ answers, answer, weight, reading }: Outcomes, sd: number): number {
  const count = weight.length;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  const prior = new Float64Array(answers);
  for (let i = 0; i < count; i++) {
    if (weight[i]! <= 0) continue;
    low = Math.min(low, reading[i]!);
    high = Math.max(high, reading[i]!);
    prior[answer[i]!]! += weight[i]!;
  }
  if (!(high >= low)) return 0;
  const step = Math.max(sd / PER_SD, (high - low) / MOST_BINS);
  const reach = Math.ceil((REACH_SD * sd) / step);
  const bins = Math.floor((high - low) / step) + 1 + 2 * reach;
  const held = new Float64Array(answers * bins);
  for (let i = 0; i < count; i++)
    held[answer[i]! * bins + reach + Math.floor((reading[i]! - low) / step)]! += weight[i]!;
  const kernel = Float64Array.from({ length: 2 * reach + 1 }, (_, k) =>
    Math.exp(-0.5 * (((k - reach) * step) / sd) ** 2),
  );
  const norm = kernel.reduce((sum, value) => sum + value, 0);
  const spread = new Float64Array(answers);
  let left = 0;
  let total = 0;
  for (let y = 0; y < bins; y++) {
    let sum = 0;
    for (let a = 0; a < answers; a++) {
      let here = 0;
      for (let k = Math.max(0, y - reach); k <= Math.min(bins - 1, y + reach); k++)
        here += held[a * bins + k]! * kernel[y - k + reach]!;
      spread[a] = here / norm;
      sum += spread[a]!;
    }
    left += sum * entropyBits(spread);
    total += sum;
  }
  return Math.max(0, entropyBits(prior) - left / total);
}

/** By how many bits a yes or no, wrong with probability `error` either way, tells which answer holds, where `yes` says which answers give yes. */
export function yesOrNoGainBits(
  probability: ArrayLike<number>,
  yes: (answer: number) => boolean,
  error: number,
): number {
  let p = 0;
  let total = 0;
  for (let i = 0; i < probability.length; i++) {
    total += probability[i]!;
    if (yes(i)) p += probability[i]!;
  }
  p /= total;
  const seen = p * (1 - error) + (1 - p) * error;
  return Math.max(0, entropyBits([seen, 1 - seen]) - entropyBits([error, 1 - error]));
}
