import { normalCdf } from "./normal.ts";

const EXACT_UP_TO = 200;

/** Density of the sum of n uniforms at x, by the B-spline recurrence: only sums of positive terms, so no cancellation. */
function density(n: number, x: number): number {
  if (x <= 0 || x >= n) return 0;
  const base = Math.floor(x);
  const fraction = x - base;
  // row[j] is the density of the sum of `order` uniforms at fraction + j
  const row = new Float64Array(n);
  row[0] = 1;
  for (let order = 2; order <= n; order++)
    for (let j = order - 1; j >= 0; j--) {
      const here = fraction + j;
      const below = j > 0 ? row[j - 1]! : 0;
      row[j] = (here * row[j]! + (order - here) * below) / (order - 1);
    }
  return row[base]!;
}

/** P(U1 + ... + Un <= x) for independent uniforms on [0, 1]; exact to n = 200, normal beyond. */
export function irwinHallCdf(x: number, n: number): number {
  if (!Number.isInteger(n) || n < 1)
    throw new RangeError(`the number of uniforms is a whole number from 1, got ${n}`);
  if (x <= 0) return 0;
  if (x >= n) return 1;
  if (n > EXACT_UP_TO) return normalCdf((x - n / 2) / Math.sqrt(n / 12));
  if (x > n / 2) return 1 - irwinHallCdf(n - x, n);
  let sum = 0;
  for (let j = 0; x - j > 0; j++) sum += density(n + 1, x - j);
  return sum;
}

/** P(U1 + ... + Un >= x): the upper tail with its digits. */
export function irwinHallSurvival(x: number, n: number): number {
  return irwinHallCdf(n - x, n);
}
