import type { I32 } from "../kernel/number-types.ts";

/** A planned symmetric matrix: diagonal, then upper part; factorised in place. */
export interface LdlArrays {
  readonly size: I32;
  readonly rowStart: Int32Array;
  readonly column: Int32Array;
  readonly target: Int32Array;
  readonly values: Float64Array;
}

/** Factorises in place; elimination position whose pivot is not positive, or -1 when all are. */
export function factoriseLdl(m: LdlArrays): I32 {
  const { size, rowStart, target, values } = m;
  let next: I32 = 0;
  let start: I32 = 0;
  for (let k: I32 = 0; k < size; k++) {
    const pivot = values[k]!;
    if (!(pivot > 0)) return k;
    const inverse = 1 / pivot;
    values[k] = inverse;
    const end = rowStart[k + 1]!;
    for (let p = start; p < end; p++) {
      const multiplier = values[size + p]! * inverse;
      for (let q = p; q < end; q++) {
        const t = target[next]!;
        next++;
        values[t] = values[t]! - multiplier * values[size + q]!;
      }
      values[size + p] = multiplier;
    }
    start = end;
  }
  return -1;
}

/** Replaces a right side, in elimination order, by the solution, in the same order. */
export function solveLdl(m: LdlArrays, x: Float64Array): void {
  const { size, rowStart, column, values } = m;
  let p: I32 = 0;
  for (let k: I32 = 0; k < size; k++) {
    const xk = x[k]!;
    const end = rowStart[k + 1]!;
    for (; p < end; p++) {
      const i = column[p]!;
      x[i] = x[i]! - values[size + p]! * xk;
    }
  }
  p--;
  for (let k = size - 1; k >= 0; k--) {
    let sum = x[k]! * values[k]!;
    const start = rowStart[k]!;
    for (; p >= start; p--) sum -= values[size + p]! * x[column[p]!]!;
    x[k] = sum;
  }
}
