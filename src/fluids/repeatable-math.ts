// Exponential and logarithm from +, -, * and / alone. IEEE 754 fixes those four to the last bit; it does not fix
// Math.exp and Math.log, which engines are free to round differently. Property curves built with these two are
// therefore the same numbers in every engine. Used when a curve is compiled, not when it is evaluated.

const LN2_HIGH = 0.6931471803691238; // leading 33 bits of ln 2: a multiple of it by an integer below 2^20 is exact
const LN2_LOW = 1.9082149292705877e-10; // the rest of ln 2

function scaleByPowerOfTwo(value: number, exponent: number): number {
  let scaled = value;
  let left = exponent;
  for (; left > 0; left--) scaled *= 2;
  for (; left < 0; left++) scaled *= 0.5;
  return scaled;
}

/** e to the power `x`, within 1e-15 relative for |x| below 700. */
export function repeatableExp(x: number): number {
  if (!(x > -700)) return Number.isNaN(x) ? x : 0;
  if (x > 700) return Number.POSITIVE_INFINITY;
  const power = Math.round(x * Math.LOG2E);
  const rest = x - power * LN2_HIGH - power * LN2_LOW; // |rest| <= ln 2 / 2
  let sum = 1;
  for (let order = 17; order > 0; order--) sum = 1 + (sum * rest) / order; // Taylor series, remainder below 1e-22
  return scaleByPowerOfTwo(sum, power);
}

/** Natural logarithm, within 1e-15 relative (1e-15 absolute near 1). NaN for a negative number, -Infinity for 0. */
export function repeatableLog(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  let mantissa = x;
  let power = 0;
  while (mantissa > Math.SQRT2) {
    mantissa *= 0.5;
    power++;
  }
  while (mantissa < Math.SQRT1_2) {
    mantissa *= 2;
    power--;
  }
  // ln m = 2 artanh z with z = (m - 1) / (m + 1), |z| <= 0.1716; the last term kept is below 1e-20
  const z = (mantissa - 1) / (mantissa + 1);
  const square = z * z;
  let sum = 0;
  for (let order = 25; order > 0; order -= 2) sum = 1 / order + square * sum;
  return power * LN2_HIGH + (2 * z * sum + power * LN2_LOW);
}

/** `base` to the power `exponent` for a positive base. */
export function repeatablePow(base: number, exponent: number): number {
  return repeatableExp(exponent * repeatableLog(base));
}
