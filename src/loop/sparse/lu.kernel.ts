import type { F64, I32 } from "../kernel/number-types.ts";

/** A pivot below this part of the largest entry of its row is not trusted. */
export const PIVOT_FLOOR = 1e-12;

/** A planned unsymmetric matrix in the layout of `Pattern`. */
export interface LuArrays {
  readonly size: I32;
  readonly upperCount: I32;
  readonly rowStart: Int32Array;
  readonly column: Int32Array;
  /** Where each product of the elimination lands, in the order they come. */
  readonly target: Int32Array;
  readonly values: Float64Array;
  readonly factors: Float64Array;
}

/** Factorises `values` into `factors`; false where a pivot on the diagonal cannot be trusted. */
export function factoriseLu(m: LuArrays): boolean {
  const { size, upperCount, rowStart, target, values, factors } = m;
  const all = size + upperCount + upperCount;
  for (let e: I32 = 0; e < all; e++) factors[e] = values[e]!;
  let next: I32 = 0;
  let start: I32 = 0;
  for (let k: I32 = 0; k < size; k++) {
    const end = rowStart[k + 1]!;
    const pivot = factors[k]!;
    let largest: F64 = 0;
    for (let q = start; q < end; q++) {
      const entry = Math.abs(factors[size + q]!);
      if (entry > largest) largest = entry;
    }
    if (!(Math.abs(pivot) > PIVOT_FLOOR * largest)) return false;
    const inverse = 1 / pivot;
    factors[k] = inverse;
    for (let p = start; p < end; p++) {
      const at = size + upperCount + p;
      const multiplier = factors[at]! * inverse;
      factors[at] = multiplier;
      // A stream couples one way only, so many are zero.
      if (multiplier === 0) {
        next += end - start;
        continue;
      }
      for (let q = start; q < end; q++) {
        const t = target[next]!;
        next++;
        factors[t] = factors[t]! - multiplier * factors[size + q]!;
      }
    }
    start = end;
  }
  return true;
}

/** Replaces a right side, in elimination order, by the solution, in the same order. */
export function solveLu(m: LuArrays, x: Float64Array): void {
  const { size, upperCount, rowStart, column, factors } = m;
  const lower = size + upperCount;
  let p: I32 = 0;
  for (let k: I32 = 0; k < size; k++) {
    const xk = x[k]!;
    const end = rowStart[k + 1]!;
    for (; p < end; p++) {
      const i = column[p]!;
      x[i] = x[i]! - factors[lower + p]! * xk;
    }
  }
  p--;
  for (let k = size - 1; k >= 0; k--) {
    let sum = x[k]!;
    const start = rowStart[k]!;
    for (; p >= start; p--) sum -= factors[size + p]! * x[column[p]!]!;
    x[k] = sum * factors[k]!;
  }
}
