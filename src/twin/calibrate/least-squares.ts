/** What a fit of least squares is given beside its residuals. All parameters are positive: they are fitted by their logarithms. */
export interface FitOptions {
  /** Rounds at most. */
  readonly rounds?: number;
  /** The fit ends when a round lowers the sum of squares by less than this part. */
  readonly tolerance?: number;
  /** Step of the logarithm by which slopes are taken; above the simulation's own scatter. */
  readonly step?: number;
}

export interface Fit {
  readonly parameters: readonly number[];
  readonly residuals: readonly number[];
  /** Sum of squares at the start and at the end. */
  readonly startSum: number;
  readonly sum: number;
  /** Standard deviation of each parameter's logarithm, if residuals have a standard deviation of one: root of (J'J)^-1. */
  readonly logDeviation: readonly number[];
  readonly rounds: number;
  readonly evaluations: number;
  readonly converged: boolean;
}

const squares = (values: readonly number[]) => values.reduce((sum, value) => sum + value * value, 0);

/**
 * Gauss and Newton's method with Marquardt's damping (Marquardt 1963; Madsen, Nielsen, Tingleff 2004, algorithm 3.16), for a few
 * positive parameters and residuals that cost a simulation each: slopes by differences, one extra call a parameter.
 * Residuals are to be scaled to a standard deviation of one. Throws RangeError for parameters that are not positive, and where a
 * residual at the start is not finite.
 */
export function fitLeastSquares(
  residualsOf: (parameters: readonly number[]) => readonly number[],
  start: readonly number[],
  { rounds = 20, tolerance = 1e-4, step = 0.02 }: FitOptions = {},
): Fit {
  for (const [i, value] of start.entries())
    if (!(value > 0)) throw new RangeError(`parameter ${i} of a fit is positive, got ${value}`);
  let evaluations = 0;
  const at = (logs: readonly number[]) => {
    evaluations++;
    return residualsOf(logs.map(Math.exp));
  };
  let logs = start.map(Math.log);
  let residuals = at(logs);
  let sum = squares(residuals);
  if (!Number.isFinite(sum)) throw new RangeError("a residual at the start of the fit is not finite");
  const startSum = sum;
  let damping = 1e-2;
  let converged = false;
  let round = 0;
  let normal: number[][] = [];
  while (round < rounds && !converged) {
    round++;
    const slopes = logs.map((_, i) => {
      const moved = at(logs.map((value, j) => (i === j ? value + step : value)));
      return moved.map((value, k) => (value - residuals[k]!) / step);
    });
    normal = slopes.map((a) => slopes.map((b) => dot(a, b)));
    const downhill = slopes.map((a) => -dot(a, residuals));
    let better = false;
    for (let attempt = 0; attempt < 8 && !better; attempt++) {
      const damped = normal.map((row, i) =>
        row.map((value, j) => (i === j ? value * (1 + damping) + 1e-12 : value)),
      );
      const move = solved(damped, downhill);
      const tried = logs.map((value, i) => value + Math.max(-1, Math.min(1, move[i]!)));
      const found = at(tried);
      const foundSum = squares(found);
      if (foundSum < sum) {
        converged = sum - foundSum < tolerance * sum;
        logs = tried;
        residuals = found;
        sum = foundSum;
        damping = Math.max(1e-8, damping / 5);
        better = true;
      } else damping *= 4;
    }
    // no step in any direction lowers the sum: this is the bottom, to within the slopes' accuracy
    if (!better) converged = true;
  }
  const logDeviation = logs.map((_, i) => {
    const unit = logs.map((__, j) => (i === j ? 1 : 0));
    return Math.sqrt(Math.max(0, solved(normal, unit)[i]!));
  });
  return {
    parameters: logs.map(Math.exp),
    residuals,
    startSum,
    sum,
    logDeviation,
    rounds: round,
    evaluations,
    converged,
  };
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}

/** Gauss and Jordan with row exchange. A direction without any slope stays where it is. */
export function solved(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const size = right.length;
  const rows = matrix.map((row, i) => [...row, right[i]!]);
  for (let i = 0; i < size; i++) {
    let pivot = i;
    for (let r = i + 1; r < size; r++) if (Math.abs(rows[r]![i]!) > Math.abs(rows[pivot]![i]!)) pivot = r;
    [rows[i], rows[pivot]] = [rows[pivot]!, rows[i]!];
    const lead = rows[i]![i]!;
    if (Math.abs(lead) < 1e-300) continue;
    for (let r = 0; r < size; r++) {
      if (r === i) continue;
      const factor = rows[r]![i]! / lead;
      if (factor !== 0) for (let c = i; c <= size; c++) rows[r]![c]! -= factor * rows[i]![c]!;
    }
  }
  return rows.map((row, i) => (Math.abs(row[i]!) < 1e-300 ? 0 : row[size]! / row[i]!));
}
