import { DenseLu } from "./dense-lu.ts";
import { type Pattern, planPattern, slotOf } from "./pattern.ts";

/** A pivot below this part of the largest entry of its row is not trusted. */
const PIVOT_FLOOR = 1e-12;

/** The matrix is singular to working precision. `unknown` is the one that no equation determines. */
export class SingularMatrixError extends Error {
  readonly unknown: number;
  readonly element: string;
  constructor(unknown: number, name: string) {
    super(`no equation determines ${name}: the matrix is singular there`);
    this.name = "SingularMatrixError";
    this.unknown = unknown;
    this.element = name;
  }
}

/**
 * Sparse LU of a matrix whose pattern never changes. The order, the fill and the place where each product lands are
 * found in the constructor; `factorise` and `solve` then run over flat arrays and allocate nothing.
 *
 * Write entries into `values` at the slots that `slot` gives, call `factorise`, then `solve`. Pivots are taken on the
 * diagonal: right for the column-diagonally-dominant matrices of heat balances. Where a pivot is too small, that
 * factorisation falls back to a dense one with row exchange, and `fellBack` says so.
 */
export class SparseLu {
  readonly pattern: Pattern;
  /** Assembled entries; survives factorisation. */
  readonly values: Float64Array;
  fellBack = false;
  readonly #factors: Float64Array;
  readonly #target: Int32Array;
  readonly #names: (unknown: number) => string;
  #dense: DenseLu | undefined;

  constructor(
    size: number,
    rows: ArrayLike<number>,
    columns: ArrayLike<number>,
    options: { order?: ArrayLike<number>; name?: (unknown: number) => string } = {},
  ) {
    const pattern = planPattern(size, rows, columns, options.order);
    this.pattern = pattern;
    this.values = new Float64Array(size + 2 * pattern.upperCount);
    this.#factors = new Float64Array(this.values.length);
    this.#names = options.name ?? ((unknown) => `unknown ${unknown}`);
    const { rowStart, column, order } = pattern;
    let products = 0;
    for (let k = 0; k < size; k++) products += (rowStart[k + 1]! - rowStart[k]!) ** 2;
    this.#target = new Int32Array(products);
    let next = 0;
    for (let k = 0; k < size; k++)
      for (let p = rowStart[k]!; p < rowStart[k + 1]!; p++)
        for (let q = rowStart[k]!; q < rowStart[k + 1]!; q++)
          this.#target[next++] = slotOf(pattern, order[column[p]!]!, order[column[q]!]!);
  }

  /** Index into `values` of entry (row, column). */
  slot(row: number, column: number): number {
    return slotOf(this.pattern, row, column);
  }

  /** Factorises what stands in `values`. Throws {@link SingularMatrixError} if even row exchange finds no pivot. */
  factorise(): void {
    const { size, upperCount, rowStart } = this.pattern;
    const f = this.#factors;
    const target = this.#target;
    f.set(this.values);
    this.fellBack = false;
    let next = 0;
    for (let k = 0; k < size; k++) {
      const start = rowStart[k]!;
      const end = rowStart[k + 1]!;
      const pivot = f[k]!;
      let largest = 0;
      for (let q = start; q < end; q++) {
        const size1 = Math.abs(f[size + q]!);
        if (size1 > largest) largest = size1;
      }
      if (!(Math.abs(pivot) > PIVOT_FLOOR * largest) || pivot === 0) {
        this.#factoriseDense();
        return;
      }
      const inverse = 1 / pivot;
      f[k] = inverse;
      for (let p = start; p < end; p++) {
        const at = size + upperCount + p;
        const multiplier = f[at]! * inverse;
        f[at] = multiplier;
        if (multiplier === 0) {
          next += end - start;
          continue;
        }
        for (let q = start; q < end; q++) {
          const t = target[next++]!;
          f[t] = f[t]! - multiplier * f[size + q]!;
        }
      }
    }
  }

  /** Replaces a right side, in elimination order, by the solution, in the same order. */
  solve(x: Float64Array): void {
    if (this.fellBack) {
      this.#dense!.solve(x);
      return;
    }
    const { size, upperCount, rowStart, column } = this.pattern;
    const f = this.#factors;
    const lower = size + upperCount;
    let p = 0;
    for (let k = 0; k < size; k++) {
      const xk = x[k]!;
      for (const end = rowStart[k + 1]!; p < end; p++) {
        const i = column[p]!;
        x[i] = x[i]! - f[lower + p]! * xk;
      }
    }
    p--;
    for (let k = size - 1; k >= 0; k--) {
      let sum = x[k]!;
      for (const start = rowStart[k]!; p >= start; p--) sum -= f[size + p]! * x[column[p]!]!;
      x[k] = sum * f[k]!;
    }
  }

  #factoriseDense(): void {
    const { size, upperCount, rowStart, column, order } = this.pattern;
    this.#dense ??= new DenseLu(size);
    const a = this.#dense.values.fill(0);
    for (let k = 0; k < size; k++) {
      a[k * size + k] = this.values[k]!;
      for (let p = rowStart[k]!; p < rowStart[k + 1]!; p++) {
        a[k * size + column[p]!] = this.values[size + p]!;
        a[column[p]! * size + k] = this.values[size + upperCount + p]!;
      }
    }
    const stuck = this.#dense.factorise();
    if (stuck >= 0) throw new SingularMatrixError(order[stuck]!, this.#names(order[stuck]!));
    this.fellBack = true;
  }
}
