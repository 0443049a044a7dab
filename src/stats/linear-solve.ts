/**
 * Solves the dense system A x = b by LU with partial pivoting, for the small systems of run-length theory.
 * `matrix` is row-major n x n and is overwritten, as is `rightSide`, which returns as the solution.
 */
export function solveDense(matrix: Float64Array, rightSide: Float64Array): Float64Array {
  const n = rightSide.length;
  if (matrix.length !== n * n)
    throw new RangeError(`a system of ${n} equations needs ${n * n} coefficients, got ${matrix.length}`);
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let row = column + 1; row < n; row++)
      if (Math.abs(matrix[row * n + column]!) > Math.abs(matrix[pivot * n + column]!)) pivot = row;
    const largest = matrix[pivot * n + column]!;
    if (largest === 0) throw new RangeError(`the system is singular: nothing determines unknown ${column}`);
    if (pivot !== column) {
      for (let k = column; k < n; k++) {
        const keep = matrix[column * n + k]!;
        matrix[column * n + k] = matrix[pivot * n + k]!;
        matrix[pivot * n + k] = keep;
      }
      const keep = rightSide[column]!;
      rightSide[column] = rightSide[pivot]!;
      rightSide[pivot] = keep;
    }
    for (let row = column + 1; row < n; row++) {
      const factor = matrix[row * n + column]! / largest;
      if (factor === 0) continue;
      for (let k = column + 1; k < n; k++) matrix[row * n + k]! -= factor * matrix[column * n + k]!;
      rightSide[row]! -= factor * rightSide[column]!;
    }
  }
  for (let row = n - 1; row >= 0; row--) {
    let sum = rightSide[row]!;
    for (let k = row + 1; k < n; k++) sum -= matrix[row * n + k]! * rightSide[k]!;
    rightSide[row] = sum / matrix[row * n + row]!;
  }
  return rightSide;
}
