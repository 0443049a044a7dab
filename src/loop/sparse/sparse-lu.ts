import { openWorkspace, type Workspace } from "../kernel/workspace.ts";
import { DenseLu } from "./dense-lu.ts";
import { type LuArrays, solveLu } from "./lu.kernel.ts";
import { type Pattern, planPattern, slotOf } from "./pattern.ts";

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

/** Order, fill and the place where every product lands, found once per topology. */
export interface LuPlan {
  readonly pattern: Pattern;
  readonly target: Int32Array;
}

export function planLu(
  size: number,
  rows: ArrayLike<number>,
  columns: ArrayLike<number>,
  order?: ArrayLike<number>,
): LuPlan {
  const pattern = planPattern(size, rows, columns, order);
  const { rowStart, column } = pattern;
  let products = 0;
  for (let k = 0; k < size; k++) products += (rowStart[k + 1]! - rowStart[k]!) ** 2;
  const target = new Int32Array(products);
  let next = 0;
  for (let k = 0; k < size; k++)
    for (let p = rowStart[k]!; p < rowStart[k + 1]!; p++)
      for (let q = rowStart[k]!; q < rowStart[k + 1]!; q++)
        target[next++] = slotOf(pattern, pattern.order[column[p]!]!, pattern.order[column[q]!]!);
  return { pattern, target };
}

/**
 * Sparse LU of a matrix whose pattern never changes. The plan holds the order, the fill and the place where each
 * product lands; `factorise` and `solve` then run over flat arrays and allocate nothing.
 *
 * Write entries into `values` at the slots that `slot` gives, call `factorise`, then `solve`. Pivots are taken on the
 * diagonal: right for the column-diagonally-dominant matrices of heat balances. Where a pivot is too small, that
 * factorisation falls back to a dense one with row exchange, and `fellBack` says so. The last entry of `values` is spare.
 */
export class SparseLu {
  readonly pattern: Pattern;
  /** Assembled entries; survives factorisation. */
  readonly values: Float64Array;
  readonly arrays: LuArrays;
  /** What kernels know the matrix by. */
  readonly record: LuArrays;
  fellBack = false;
  readonly #names: (unknown: number) => string;
  readonly #workspace: Workspace;
  #dense: DenseLu | undefined;

  constructor(
    plan: LuPlan,
    name: (unknown: number) => string = (unknown) => `unknown ${unknown}`,
    workspace: Workspace = openWorkspace(0, "plain"),
  ) {
    const { pattern, target } = plan;
    this.pattern = pattern;
    this.values = workspace.float64(pattern.size + 2 * pattern.upperCount + 1);
    this.arrays = {
      size: pattern.size,
      upperCount: pattern.upperCount,
      rowStart: workspace.copy(pattern.rowStart),
      column: workspace.copy(pattern.column),
      target: workspace.copy(target),
      values: this.values,
      factors: workspace.float64(this.values.length),
    };
    this.record = workspace.place("LuArrays", this.arrays);
    this.#names = name;
    this.#workspace = workspace;
  }

  /** Index into `values` of entry (row, column). */
  slot(row: number, column: number): number {
    return slotOf(this.pattern, row, column);
  }

  /** Factorises what stands in `values`. Throws {@link SingularMatrixError} if even row exchange finds no pivot. */
  factorise(): void {
    this.fellBack = false;
    if (!this.#workspace.kernels.factoriseLu(this.record)) this.#factoriseDense();
  }

  /** Replaces a right side, in elimination order, by the solution, in the same order. */
  solve(x: Float64Array): void {
    if (this.fellBack) this.#dense!.solve(x);
    else solveLu(this.arrays, x);
  }

  /** The same for one right side that lies in the workspace, by kernel. */
  solverOf(x: Float64Array): () => void {
    const { kernels } = this.#workspace;
    const { record } = this;
    const side = this.#workspace.pass(x);
    return () => {
      if (this.fellBack) this.#dense!.solve(x);
      else kernels.solveLu(record, side);
    };
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
