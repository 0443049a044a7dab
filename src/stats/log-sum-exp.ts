/** ln of the sum of exp(values), without overflow; minus infinity for an empty list. */
export function logSumExp(values: ArrayLike<number>): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, values[i]!);
  if (!Number.isFinite(largest)) return largest;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += Math.exp(values[i]! - largest);
  return largest + Math.log(sum);
}

/** ln(exp(a) + exp(b)). */
export function logAddExp(a: number, b: number): number {
  if (a === b) return a + Math.LN2;
  const largest = Math.max(a, b);
  return largest + Math.log1p(Math.exp(-Math.abs(a - b)));
}

/** ln(1 - exp(-x)) for x > 0, exact at both ends (Maechler 2012). */
export function log1mExp(x: number): number {
  return x > Math.LN2 ? Math.log1p(-Math.exp(-x)) : Math.log(-Math.expm1(-x));
}

/** Probabilities proportional to exp(logWeights), summing to one. Throws if every weight is zero. */
export function normaliseLogWeights(logWeights: ArrayLike<number>): Float64Array {
  const total = logSumExp(logWeights);
  if (total === Number.NEGATIVE_INFINITY)
    throw new RangeError("every weight is zero: there is nothing to normalise");
  return Float64Array.from(logWeights, (w) => Math.exp(w - total));
}
