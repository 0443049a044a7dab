import { devianceTerm, stirlingError } from "./log-gamma.ts";

const TINY = 1e-300;

/** ln of Gamma(a+b+1)/(Gamma(a+1)Gamma(b+1)) x^a y^b with y = 1 - x, by the saddle point (Loader 2000). */
export function logBinomialTerm(a: number, b: number, x: number, y: number): number {
  if (a === 0) return b * Math.log1p(-x);
  if (b === 0) return a * Math.log1p(-y);
  const n = a + b;
  return (
    stirlingError(n) -
    stirlingError(a) -
    stirlingError(b) -
    devianceTerm(a, n * x) -
    devianceTerm(b, n * y) -
    0.5 * Math.log((2 * Math.PI * a * b) / n)
  );
}

/** Continued fraction of DLMF 8.17.22, evaluated by Lentz's method; converges fast for x < (a+1)/(a+b+2). */
function fraction(a: number, b: number, x: number): number {
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1) || TINY);
  let h = d;
  const limit = 1000 + 40 * Math.sqrt(a + b);
  for (let m = 1; m < limit; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d || TINY);
    c = 1 + even / c || TINY;
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d || TINY);
    c = 1 + odd / c || TINY;
    const factor = d * c;
    h *= factor;
    if (Math.abs(factor - 1) < 2e-16) break;
  }
  return h;
}

/**
 * Regularised incomplete beta function I_x(a, b), a, b > 0. The complement y = 1 - x may be passed where it is known
 * better than the subtraction would give. Relative error about 1e-13.
 */
export function betaI(a: number, b: number, x: number, y: number = 1 - x): number {
  if (!(a > 0 && b > 0))
    throw new RangeError(`incomplete beta needs a > 0 and b > 0, got a = ${a}, b = ${b}`);
  if (!(x >= 0 && x <= 1)) throw new RangeError(`incomplete beta needs 0 <= x <= 1, got ${x}`);
  if (x === 0) return 0;
  if (y === 0) return 1;
  const term = Math.exp(logBinomialTerm(a, b, x, y));
  if (x < (a + 1) / (a + b + 2)) return (term * b * fraction(a, b, x)) / (a + b);
  return 1 - (term * a * fraction(b, a, y)) / (a + b);
}
