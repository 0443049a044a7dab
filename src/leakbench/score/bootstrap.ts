import { randomStream } from "../../stats/index.ts";

export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const RESAMPLES = 1000;

/** A statistic with its 95 % bootstrap percentile interval; always the same for the same cases. */
export function bootstrap<T>(cases: readonly T[], statistic: (cases: readonly T[]) => number): Interval {
  const value = statistic(cases);
  if (cases.length < 2) return { value, low: Number.NaN, high: Number.NaN };
  const random = randomStream(cases.length);
  const values: number[] = [];
  for (let i = 0; i < RESAMPLES; i++) {
    values.push(statistic(cases.map(() => cases[random.index(cases.length)]!)));
  }
  values.sort((a, b) => a - b);
  return {
    value,
    low: values[Math.floor(0.025 * RESAMPLES)]!,
    high: values[Math.ceil(0.975 * RESAMPLES) - 1]!,
  };
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Value below which a share of the cases lies, interpolated. */
export function quantileOf(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const above = Math.min(sorted.length - 1, below + 1);
  return sorted[below]! + (at - below) * (sorted[above]! - sorted[below]!);
}
