import { gaussLegendre } from "./gauss-legendre.ts";
import { solveDense } from "./linear-solve.ts";
import { normalPdf } from "./normal.ts";
import { findRoot } from "./root.ts";

/** Enough points that neighbours are nearer than half the kernel's width wherever the rule is coarsest. */
function points(range: number, shift: number): number {
  return 60 + Math.ceil((3.2 * range) / shift);
}

/**
 * Average run length, without change, of the Shiryaev-Roberts procedure R <- (1 + R) exp(shift x - shift^2/2), alarm at
 * R >= limit, R0 = 0, on N(0, 1) samples. Integral equation in ln R; shift from 0.05 to 5, relative error below 1e-8.
 */
export function shiryaevRobertsArl(shift: number, limit: number): number {
  const top = Math.log(limit);
  // From R >= 0 one step falls below this only with probability 1e-16, whatever R was.
  const bottom = Math.min(top - 1, -0.5 * shift * shift - 8.3 * shift);
  const n = points(top - bottom, shift);
  const { nodes, weights } = gaussLegendre(n, bottom, top);
  const size = n + 1;
  const matrix = new Float64Array(size * size);
  const ones = new Float64Array(size).fill(1);
  for (let i = 0; i < size; i++) {
    const start = i < n ? Math.log1p(Math.exp(nodes[i]!)) : 0;
    for (let j = 0; j < n; j++) {
      const z = (nodes[j]! - start + 0.5 * shift * shift) / shift;
      matrix[i * size + j] = (-weights[j]! * normalPdf(z)) / shift;
    }
    matrix[i * size + i]! += 1;
  }
  return solveDense(matrix, ones)[n]!;
}

/** Limit for which the procedure has the required ARL; never above it, since R - n is a martingale. */
export function shiryaevRobertsLimit(shift: number, requiredArl: number): number {
  const gap = (logLimit: number) => Math.log(shiryaevRobertsArl(shift, Math.exp(logLimit)) / requiredArl);
  const high = Math.log(requiredArl);
  return Math.exp(findRoot(gap, high - 2 - shift, high, { absoluteTolerance: 1e-10 }));
}
