import { devianceTerm, logGamma, stirlingError } from "./log-gamma.ts";

const EPSILON = 1e-17;
const TINY = 1e-300;

/** x^a e^-x / Gamma(a + 1), by the saddle point so that large a keep their digits (Loader 2000). */
export function gammaPrefactor(a: number, x: number): number {
  return Math.exp(logGammaPrefactor(a, x));
}

/** Logarithm of {@link gammaPrefactor}. */
export function logGammaPrefactor(a: number, x: number): number {
  if (x === 0) return a === 0 ? 0 : Number.NEGATIVE_INFINITY;
  if (a < 1) return a * Math.log(x) - x - logGamma(a + 1);
  return -stirlingError(a) - devianceTerm(a, x) - 0.5 * Math.log(2 * Math.PI * a);
}

function lowerSeries(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; term > EPSILON * sum; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return gammaPrefactor(a, x) * sum;
}

/** Continued fraction of DLMF 8.9.2, evaluated by Lentz's method. */
function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let h = d;
  const limit = 1000 + 40 * Math.sqrt(a);
  for (let i = 1; i < limit; i++) {
    const numerator = -i * (i - a);
    b += 2;
    d = 1 / (numerator * d + b || TINY);
    c = b + numerator / c || TINY;
    const factor = d * c;
    h *= factor;
    if (Math.abs(factor - 1) < 2e-16) break;
  }
  return gammaPrefactor(a, x) * a * h;
}

function check(a: number, x: number): void {
  if (!(a > 0) || !(x >= 0))
    throw new RangeError(`incomplete gamma needs a > 0 and x >= 0, got a = ${a}, x = ${x}`);
}

/** Regularised lower incomplete gamma function P(a, x), a > 0, x >= 0. Relative error about 1e-13. */
export function gammaP(a: number, x: number): number {
  check(a, x);
  if (x === 0) return 0;
  if (x === Number.POSITIVE_INFINITY) return 1;
  return x < a + 1 ? lowerSeries(a, x) : 1 - upperFraction(a, x);
}

/** Regularised upper incomplete gamma function Q(a, x) = 1 - P(a, x), exact in its own tail. */
export function gammaQ(a: number, x: number): number {
  check(a, x);
  if (x === 0) return 1;
  if (x === Number.POSITIVE_INFINITY) return 0;
  return x < a + 1 ? 1 - lowerSeries(a, x) : upperFraction(a, x);
}
