interface Place {
  readonly xPx: number;
  readonly yPx: number;
}

/**
 * Which place of the next frame each place goes to under the published rule for linking (Crocker and Grier 1996): of all
 * assignments within a search range the one with the least sum of squared displacements, an unlinked place costing the square of
 * the range. Exact, by the Hungarian method with potentials. Null: it goes to none.
 */
export function nearestAssignment(
  from: readonly Place[],
  to: readonly Place[],
  rangePx: number,
): (number | null)[] {
  const rows = from.length;
  const columns = to.length + rows;
  const none = rangePx ** 2;
  const cost = (i: number, j: number) => {
    if (j >= to.length) return none;
    const square = (from[i]!.xPx - to[j]!.xPx) ** 2 + (from[i]!.yPx - to[j]!.yPx) ** 2;
    return square <= none ? square : 1e9;
  };
  const u = new Float64Array(rows + 1);
  const v = new Float64Array(columns + 1);
  const rowOf = new Int32Array(columns + 1);
  const cameFrom = new Int32Array(columns + 1);
  for (let row = 1; row <= rows; row++) {
    rowOf[0] = row;
    let column = 0;
    const slack = new Float64Array(columns + 1).fill(Number.POSITIVE_INFINITY);
    const used = new Uint8Array(columns + 1);
    do {
      used[column] = 1;
      const i = rowOf[column]!;
      let least = Number.POSITIVE_INFINITY;
      let next = 0;
      for (let j = 1; j <= columns; j++) {
        if (used[j]) continue;
        const reduced = cost(i - 1, j - 1) - u[i]! - v[j]!;
        if (reduced < slack[j]!) {
          slack[j] = reduced;
          cameFrom[j] = column;
        }
        if (slack[j]! < least) {
          least = slack[j]!;
          next = j;
        }
      }
      for (let j = 0; j <= columns; j++) {
        if (used[j]) {
          u[rowOf[j]!]! += least;
          v[j]! -= least;
        } else slack[j]! -= least;
      }
      column = next;
    } while (rowOf[column] !== 0);
    while (column !== 0) {
      rowOf[column] = rowOf[cameFrom[column]!]!;
      column = cameFrom[column]!;
    }
  }
  const result = new Array<number | null>(rows).fill(null);
  for (let j = 1; j <= to.length; j++) if (rowOf[j]! > 0) result[rowOf[j]! - 1] = j - 1;
  return result;
}
