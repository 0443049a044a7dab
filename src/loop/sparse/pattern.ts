import { type Elimination, planElimination } from "./elimination.ts";

/**
 * Where each entry of a factorised matrix lives in one flat array: first the diagonal, in elimination order, then the
 * strict upper part row by row, then (unsymmetric matrices only) the strict lower part column by column, at the same offsets.
 */
export interface Pattern {
  readonly size: number;
  /** Number of strictly upper entries, fill included. */
  readonly upperCount: number;
  readonly order: Int32Array;
  /** position[unknown]: its place in elimination order. Right sides and solutions are kept in that order. */
  readonly position: Int32Array;
  /** rowStart[k] .. rowStart[k + 1]: entries of pivot row k within the upper part. */
  readonly rowStart: Int32Array;
  /** Elimination position of the column of each upper entry. */
  readonly column: Int32Array;
}

/** Lays out the factors of a matrix with entries at (rows[e], columns[e]); diagonal entries are always present. */
export function planPattern(
  size: number,
  rows: ArrayLike<number>,
  columns: ArrayLike<number>,
  order?: ArrayLike<number>,
): Pattern {
  const elimination: Elimination = planElimination(size, rows, columns, order);
  const rowStart = new Int32Array(size + 1);
  for (let k = 0; k < size; k++) rowStart[k + 1] = rowStart[k]! + elimination.later[k]!.length;
  const column = new Int32Array(rowStart[size]!);
  for (let k = 0; k < size; k++) column.set(elimination.later[k]!, rowStart[k]!);
  const position = new Int32Array(size);
  for (let k = 0; k < size; k++) position[elimination.order[k]!] = k;
  return { size, upperCount: column.length, order: elimination.order, position, rowStart, column };
}

/** Slot of the entry that couples elimination positions k < l in the upper part. Throws if the pattern lacks it. */
export function upperSlot(pattern: Pattern, k: number, l: number): number {
  let low = pattern.rowStart[k]!;
  let high = pattern.rowStart[k + 1]! - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = pattern.column[middle]!;
    if (found === l) return pattern.size + middle;
    if (found < l) low = middle + 1;
    else high = middle - 1;
  }
  throw new RangeError(
    `the pattern has no entry between unknowns ${pattern.order[k]} and ${pattern.order[l]}`,
  );
}

/** Slot of entry (row, column) of the unsymmetric layout, named by unknown. */
export function slotOf(pattern: Pattern, row: number, column: number): number {
  const k = pattern.position[row]!;
  const l = pattern.position[column]!;
  if (k === l) return k;
  return k < l ? upperSlot(pattern, k, l) : upperSlot(pattern, l, k) + pattern.upperCount;
}
