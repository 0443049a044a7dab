/** Median and 90 % band. */
export interface Band {
  readonly median: number;
  readonly p05: number;
  readonly p95: number;
}

/** Weighted quantiles: the smallest value below which at least that share of the weight lies. */
export function weightedQuantiles(
  values: readonly number[],
  weights: ArrayLike<number>,
  shares: readonly number[],
): number[] {
  const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]!);
  let total = 0;
  for (const i of order) total += weights[i]!;
  const found: number[] = [];
  let sum = 0;
  let next = 0;
  for (const i of order) {
    sum += weights[i]!;
    while (next < shares.length && sum >= shares[next]! * total - 1e-12 * total) {
      found.push(values[i]!);
      next++;
    }
  }
  while (found.length < shares.length) found.push(values[order.at(-1)!] ?? Number.NaN);
  return found;
}

export function weightedBand(values: readonly number[], weights: ArrayLike<number>): Band {
  const [p05, median, p95] = weightedQuantiles(values, weights, [0.05, 0.5, 0.95]);
  return { median: median!, p05: p05!, p95: p95! };
}
