/** What really happens: true values in SI at any instant of a run. */
export interface Truth {
  /** Names of the values, in the order in which they are given. */
  readonly quantities: readonly string[];
  /** Fills in the values at an instant. Instants are asked in order of time. */
  at(timeS: number, values: Float64Array): void;
}

/** One instant of truth; `values` may be reused by whoever gives it. */
export interface TruthStep {
  readonly timeS: number;
  readonly values: ArrayLike<number>;
}

/** Asks a truth at equal steps, the last at the end whatever the step. One array is reused for all. */
export function* truthSteps(
  truth: Truth,
  fromS: number,
  untilS: number,
  everyS: number,
): Generator<TruthStep, void, undefined> {
  if (!(everyS > 0 && untilS >= fromS))
    throw new RangeError(
      `truth is asked each ${everyS} s from ${fromS} s to ${untilS} s; the step is above 0`,
    );
  const values = new Float64Array(truth.quantities.length);
  for (let number = 0; ; number++) {
    const timeS = Math.min(untilS, fromS + number * everyS);
    truth.at(timeS, values);
    yield { timeS, values };
    if (timeS === untilS) return;
  }
}
