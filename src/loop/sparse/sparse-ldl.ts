import { type Pattern, planPattern, upperSlot } from "./pattern.ts";

/**
 * Sparse LDL' of a symmetric positive definite matrix whose pattern never changes: the nodal matrix of a hydraulic
 * network. Half the work of the unsymmetric one. `values` holds diagonal and upper part, in the layout of the pattern,
 * and is overwritten by the factors.
 */
export class SparseLdl {
  readonly pattern: Pattern;
  readonly values: Float64Array;
  readonly #target: Int32Array;

  constructor(size: number, rows: ArrayLike<number>, columns: ArrayLike<number>, order?: ArrayLike<number>) {
    const pattern = planPattern(size, rows, columns, order);
    this.pattern = pattern;
    this.values = new Float64Array(size + pattern.upperCount);
    const { rowStart, column } = pattern;
    const target: number[] = [];
    for (let k = 0; k < size; k++)
      for (let p = rowStart[k]!; p < rowStart[k + 1]!; p++)
        for (let q = p; q < rowStart[k + 1]!; q++)
          target.push(p === q ? column[p]! : upperSlot(pattern, column[p]!, column[q]!));
    this.#target = Int32Array.from(target);
  }

  /** Index into `values` of entry (row, column), either triangle. */
  slot(row: number, column: number): number {
    const k = this.pattern.position[row]!;
    const l = this.pattern.position[column]!;
    if (k === l) return k;
    return upperSlot(this.pattern, Math.min(k, l), Math.max(k, l));
  }

  /** Factorises `values` in place; the unknown whose pivot is not positive, or -1 when all are. */
  factorise(): number {
    const { size, rowStart, order } = this.pattern;
    const f = this.values;
    const target = this.#target;
    let next = 0;
    for (let k = 0; k < size; k++) {
      const pivot = f[k]!;
      if (!(pivot > 0)) return order[k]!;
      const inverse = 1 / pivot;
      f[k] = inverse;
      const end = rowStart[k + 1]!;
      for (let p = rowStart[k]!; p < end; p++) {
        const multiplier = f[size + p]! * inverse;
        for (let q = p; q < end; q++) {
          const t = target[next++]!;
          f[t] = f[t]! - multiplier * f[size + q]!;
        }
        f[size + p] = multiplier;
      }
    }
    return -1;
  }

  /** Replaces a right side, in elimination order, by the solution, in the same order. */
  solve(x: Float64Array): void {
    const { size, rowStart, column } = this.pattern;
    const f = this.values;
    let p = 0;
    for (let k = 0; k < size; k++) {
      const xk = x[k]!;
      for (const end = rowStart[k + 1]!; p < end; p++) {
        const i = column[p]!;
        x[i] = x[i]! - f[size + p]! * xk;
      }
    }
    p--;
    for (let k = size - 1; k >= 0; k--) {
      let sum = x[k]! * f[k]!;
      for (const start = rowStart[k]!; p >= start; p--) sum -= f[size + p]! * x[column[p]!]!;
      x[k] = sum;
    }
  }
}
