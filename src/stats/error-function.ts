/**
 * Chebyshev coefficients of (1 + 2x) exp(x^2) erfc(x) in t = (x - 3.75) / (x + 3.75), x >= 0 (the variable of
 * Shepherd and Laframboise, Math. Comp. 36, 1981). Values from `golden/chebyshev-erfcx.py`, 40-digit arithmetic.
 */
const ERFCX_CHEBYSHEV = [
  2.3551578691348034, -0.004590054580646478, -0.08424913336651792, 0.05920993999819189, -0.026658668435305753,
  0.009074997670705265, -0.002413163540417608, 0.0004907758365258086, -6.916973302501207e-5,
  4.13902798607301e-6, 7.74038306619849e-7, -2.1886401049234397e-7, 1.076499946567091e-8,
  4.521959811218287e-9, -7.754400208831351e-10, -6.318088340886684e-11, 2.86879501093067e-11,
  1.9455868545777347e-13, -9.65469674843344e-13, 3.25254814814874e-14, 3.3478119482868056e-14,
  -1.864562880419313e-15, -1.2507950530688648e-15, 7.418235256624043e-17, 5.0681489047961104e-17,
  -2.2370566594360076e-18,
];

const SERIES_LIMIT = 0.65;
const LARGEST_ARGUMENT_OF_EXP = 26.64; // exp(-26.64^2) is the smallest normal double

/** Sum of a Chebyshev series whose first coefficient is halved (Clenshaw). */
function chebyshev(coefficients: readonly number[], t: number): number {
  let next = 0;
  let afterNext = 0;
  for (let j = coefficients.length - 1; j > 0; j--) {
    const current = 2 * t * next - afterNext + coefficients[j]!;
    afterNext = next;
    next = current;
  }
  return t * next - afterNext + coefficients[0]! / 2;
}

/** exp(-x^2) without the relative error x^2 * eps that rounding the square would bring. */
export function expOfMinusSquare(x: number): number {
  const high = Math.fround(x);
  return Math.exp(-high * high) * Math.exp(-(x - high) * (x + high));
}

function erfSeries(x: number): number {
  const square = x * x;
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
    term *= (2 * square) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-square) * sum;
}

/** Scaled complementary error function exp(x^2) erfc(x). Relative error below 1e-14 for x > -20; infinite below about -26.6. */
export function erfcx(x: number): number {
  if (Number.isNaN(x)) return Number.NaN;
  if (x < 0) return 2 * Math.exp(x * x) - erfcx(-x);
  if (x === Number.POSITIVE_INFINITY) return 0;
  return chebyshev(ERFCX_CHEBYSHEV, (x - 3.75) / (x + 3.75)) / (1 + 2 * x);
}

/** Error function. Relative error below 1e-14 everywhere. */
export function erf(x: number): number {
  if (Math.abs(x) < SERIES_LIMIT) return x === 0 ? x : erfSeries(x);
  return x > 0 ? 1 - erfc(x) : erfc(-x) - 1;
}

/** Complementary error function 1 - erf(x). Relative error below 1e-14 up to x = 26.6, where it leaves the normal doubles. */
export function erfc(x: number): number {
  if (Number.isNaN(x)) return Number.NaN;
  if (x < SERIES_LIMIT) return x < -SERIES_LIMIT ? 2 - erfc(-x) : 1 - erf(x);
  if (x > LARGEST_ARGUMENT_OF_EXP + 1) return 0;
  return expOfMinusSquare(x) * erfcx(x);
}
