import { openWorkspace, type Workspace } from "../kernel/workspace.ts";
import { factoriseLdl, type LdlArrays, solveLdl } from "./ldl.kernel.ts";
import { type Pattern, planPattern, upperSlot } from "./pattern.ts";

/** Order, fill and the place where every product lands, found once per topology. */
export interface LdlPlan {
  readonly pattern: Pattern;
  readonly target: Int32Array;
}

export function planLdl(
  size: number,
  rows: ArrayLike<number>,
  columns: ArrayLike<number>,
  order?: ArrayLike<number>,
): LdlPlan {
  const pattern = planPattern(size, rows, columns, order);
  const { rowStart, column } = pattern;
  const target: number[] = [];
  for (let k = 0; k < size; k++)
    for (let p = rowStart[k]!; p < rowStart[k + 1]!; p++)
      for (let q = p; q < rowStart[k + 1]!; q++)
        target.push(p === q ? column[p]! : upperSlot(pattern, column[p]!, column[q]!));
  return { pattern, target: Int32Array.from(target) };
}

/** Index into `values` of entry (row, column), either triangle. */
export function ldlSlot(pattern: Pattern, row: number, column: number): number {
  const k = pattern.position[row]!;
  const l = pattern.position[column]!;
  return k === l ? k : upperSlot(pattern, Math.min(k, l), Math.max(k, l));
}

/**
 * Sparse LDL' of a symmetric positive definite matrix whose pattern never changes: the nodal matrix of a hydraulic
 * network. Half the work of the unsymmetric one. `values` holds diagonal and upper part, in the layout of the pattern,
 * one spare entry at the end, and is overwritten by the factors.
 */
export class SparseLdl {
  readonly pattern: Pattern;
  readonly values: Float64Array;
  readonly arrays: LdlArrays;
  /** What kernels know the matrix by. */
  readonly record: LdlArrays;
  readonly #workspace: Workspace;

  constructor(plan: LdlPlan, workspace: Workspace = openWorkspace(0, "plain")) {
    const { pattern, target } = plan;
    this.pattern = pattern;
    this.values = workspace.float64(pattern.size + pattern.upperCount + 1);
    this.arrays = {
      size: pattern.size,
      rowStart: workspace.copy(pattern.rowStart),
      column: workspace.copy(pattern.column),
      target: workspace.copy(target),
      values: this.values,
    };
    this.record = workspace.place("LdlArrays", this.arrays);
    this.#workspace = workspace;
  }

  slot(row: number, column: number): number {
    return ldlSlot(this.pattern, row, column);
  }

  /** Factorises `values` in place; the unknown whose pivot is not positive, or -1 when all are. */
  factorise(): number {
    const stuck = factoriseLdl(this.arrays);
    return stuck < 0 ? -1 : this.pattern.order[stuck]!;
  }

  /** Replaces a right side, in elimination order, by the solution, in the same order. */
  solve(x: Float64Array): void {
    solveLdl(this.arrays, x);
  }

  /** The same for one right side that lies in the workspace, by kernel. */
  solverOf(x: Float64Array): () => void {
    const { kernels } = this.#workspace;
    const { record } = this;
    const side = this.#workspace.pass(x);
    return () => kernels.solveLdl(record, side);
  }
}
