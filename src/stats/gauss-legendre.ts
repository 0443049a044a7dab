/** Nodes and weights of a quadrature rule: integral of f ~ sum of weights[i] f(nodes[i]). */
export interface Quadrature {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

/** Gauss-Legendre rule with n points on [low, high]: exact for polynomials of degree 2n - 1. */
export function gaussLegendre(n: number, low = -1, high = 1): Quadrature {
  if (!Number.isInteger(n) || n < 1 || n > 100_000)
    throw new RangeError(`a Gauss-Legendre rule has 1 to 100000 points, got ${n}`);
  const nodes = new Float64Array(n);
  const weights = new Float64Array(n);
  const middle = (low + high) / 2;
  const half = (high - low) / 2;
  for (let i = 0; i < (n + 1) / 2; i++) {
    // Tricomi's start, then Newton on the three-term recurrence of the Legendre polynomial.
    let x = Math.cos((Math.PI * (i + 0.75)) / (n + 0.5)) * (1 - (n - 1) / (8 * n ** 3));
    let slope = 0;
    for (let iteration = 0; iteration < 20; iteration++) {
      let previous = 1;
      let current = x;
      for (let k = 2; k <= n; k++) {
        const next = ((2 * k - 1) * x * current - (k - 1) * previous) / k;
        previous = current;
        current = next;
      }
      slope = (n * (x * current - previous)) / (x * x - 1);
      const step = current / slope;
      x -= step;
      if (Math.abs(step) < 1e-16) break;
    }
    if (n === 1) {
      x = 0;
      slope = 1;
    }
    const weight = (2 * half) / ((1 - x * x) * slope * slope);
    nodes[i] = middle - half * x;
    nodes[n - 1 - i] = middle + half * x;
    weights[i] = weight;
    weights[n - 1 - i] = weight;
  }
  return { nodes, weights };
}

/** Integral of f over [low, high] by an n-point Gauss-Legendre rule. */
export function integrate(f: (x: number) => number, low: number, high: number, n = 64): number {
  const { nodes, weights } = gaussLegendre(n, low, high);
  let sum = 0;
  for (let i = 0; i < n; i++) sum += weights[i]! * f(nodes[i]!);
  return sum;
}
