/** A function whose root is sought, and the bracket it is sought in. */
export interface RootOptions {
  /** Relative tolerance on the root; default 1e-14. */
  readonly relativeTolerance?: number;
  /** Absolute tolerance on the root; default 0. */
  readonly absoluteTolerance?: number;
}

const LIMIT_ITERATIONS = 300;

/**
 * Root of f in [low, high], where f changes sign: Brent's method (Algorithms for Minimization without Derivatives, 1973).
 * Throws if the ends have the same sign.
 */
export function findRoot(
  f: (x: number) => number,
  low: number,
  high: number,
  options: RootOptions = {},
): number {
  const { relativeTolerance = 1e-14, absoluteTolerance = 0 } = options;
  let a = low;
  let b = high;
  let fa = f(a);
  let fb = f(b);
  if (fa === 0) return a;
  if (fb === 0) return b;
  if (fa > 0 === fb > 0)
    throw new RangeError(`no sign change between ${low} (${fa}) and ${high} (${fb}): widen the bracket`);
  let c = a;
  let fc = fa;
  let previousStep = b - a;
  let step = previousStep;
  for (let i = 0; i < LIMIT_ITERATIONS; i++) {
    if (Math.abs(fc) < Math.abs(fb)) {
      [a, b, c] = [b, c, b];
      [fa, fb, fc] = [fb, fc, fb];
    }
    const tolerance = 0.5 * (relativeTolerance * Math.abs(b) + absoluteTolerance) + 1e-300;
    const half = 0.5 * (c - b);
    if (Math.abs(half) <= tolerance || fb === 0) return b;
    let bisect = true;
    if (Math.abs(previousStep) >= tolerance && Math.abs(fa) > Math.abs(fb)) {
      const s = fb / fa;
      let p: number;
      let q: number;
      if (a === c) {
        p = 2 * half * s;
        q = 1 - s;
      } else {
        const r = fb / fc;
        const t = fa / fc;
        p = s * (2 * half * t * (t - r) - (b - a) * (r - 1));
        q = (t - 1) * (r - 1) * (s - 1);
      }
      if (p > 0) q = -q;
      else p = -p;
      if (2 * p < Math.min(3 * half * q - Math.abs(tolerance * q), Math.abs(previousStep * q))) {
        previousStep = step;
        step = p / q;
        bisect = false;
      }
    }
    if (bisect) {
      step = half;
      previousStep = half;
    }
    a = b;
    fa = fb;
    b += Math.abs(step) > tolerance ? step : Math.sign(half) * tolerance;
    fb = f(b);
    if (fb > 0 === fc > 0) {
      c = a;
      fc = fa;
      previousStep = b - a;
      step = previousStep;
    }
  }
  throw new Error(`root not found within ${LIMIT_ITERATIONS} iterations between ${low} and ${high}`);
}

/** Widens [start, start * factor^n] upward until f changes sign there, then finds the root; f is monotone, start > 0. */
export function findRootAbove(f: (x: number) => number, start: number, options: RootOptions = {}): number {
  let low = start;
  let high = start * 2;
  const sign = f(low) > 0;
  for (let i = 0; f(high) > 0 === sign; i++) {
    if (i > 1000) throw new RangeError(`no sign change above ${start}`);
    low = high;
    high *= 2;
  }
  return findRoot(f, low, high, options);
}
