/**
 * Quantiles of weighted values. Value k of the sorted ones stands at (w_1 + ... + w_k - w_k / 2) / W, straight lines between, ends
 * held: Hazen's rule, type 5 of Hyndman and Fan (1996), where all weights are equal. NaN values and weights of 0 do not count.
 *
 * @param values sorted by the call, together with `weights`; both are left as they were
 * @param probabilities each between 0 and 1
 * @returns one quantile each; NaN where no value counts
 */
export function weightedQuantiles(
  values: ArrayLike<number>,
  probabilities: readonly number[],
  weights?: ArrayLike<number>,
): number[] {
  const sorted = weights === undefined ? sortedPlain(values) : sortedWeighted(values, weights);
  const { count, valueAt, placeAt } = sorted;
  return probabilities.map((p) => {
    if (count === 0) return Number.NaN;
    let low = 0;
    let high = count - 1;
    if (p <= placeAt(low)) return valueAt(low);
    if (p >= placeAt(high)) return valueAt(high);
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (placeAt(middle) <= p) low = middle;
      else high = middle;
    }
    const part = (p - placeAt(low)) / (placeAt(high) - placeAt(low));
    return valueAt(low) + part * (valueAt(high) - valueAt(low));
  });
}

interface Sorted {
  readonly count: number;
  readonly valueAt: (i: number) => number;
  readonly placeAt: (i: number) => number;
}

function sortedPlain(values: ArrayLike<number>): Sorted {
  const sorted = Float64Array.from(values).filter((value) => !Number.isNaN(value));
  sorted.sort();
  return { count: sorted.length, valueAt: (i) => sorted[i]!, placeAt: (i) => (i + 0.5) / sorted.length };
}

function sortedWeighted(values: ArrayLike<number>, weights: ArrayLike<number>): Sorted {
  const order: number[] = [];
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    const weight = weights[i]!;
    if (!(weight >= 0 && Number.isFinite(weight)))
      throw new RangeError(`weight ${weight} of value ${i} is not 0 or above`);
    if (Number.isNaN(values[i]!) || weight === 0) continue;
    order.push(i);
    total += weight;
  }
  order.sort((a, b) => values[a]! - values[b]! || a - b);
  const places = new Float64Array(order.length);
  let before = 0;
  order.forEach((i, rank) => {
    places[rank] = (before + weights[i]! / 2) / total;
    before += weights[i]!;
  });
  return { count: order.length, valueAt: (i) => values[order[i]!]!, placeAt: (i) => places[i]! };
}

/** How many equal members weigh as much: (sum w)^2 / sum w^2 (Kish). */
export function effectiveMembers(weights: ArrayLike<number>): number {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < weights.length; i++) {
    sum += weights[i]!;
    squares += weights[i]! ** 2;
  }
  return squares === 0 ? 0 : (sum * sum) / squares;
}
