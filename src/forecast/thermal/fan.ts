import { weightedQuantiles } from "../../campaign/result/weighted-quantiles.ts";

/** Probabilities of a fan's bands. */
export const FAN_PROBABILITIES = [0.05, 0.25, 0.5, 0.75, 0.95] as const;

/** Quantiles over members of one curve at each instant. */
export interface Fan {
  /** Members that have a value. */
  readonly counts: readonly number[];
  /** One row a probability of {@link FAN_PROBABILITIES}, over the instants; null where no member has a value. */
  readonly quantiles: readonly (readonly (number | null)[])[];
}

/** The fan of curves that are known at the same instants; NaN does not count. Quantiles by Hazen's rule. */
export function fanOf(curves: readonly ArrayLike<number>[], instants: number): Fan {
  const counts: number[] = [];
  const quantiles: (number | null)[][] = FAN_PROBABILITIES.map(() => []);
  for (let i = 0; i < instants; i++) {
    const values = curves.map((curve) => curve[i]!);
    counts.push(values.filter((value) => !Number.isNaN(value)).length);
    weightedQuantiles(values, FAN_PROBABILITIES).forEach((value, p) => {
      quantiles[p]!.push(Number.isNaN(value) ? null : value);
    });
  }
  return { counts, quantiles };
}
