import { binomialQuantile, proportionInterval } from "../../stats/index.ts";
import type { EmptyReport, TrialOutcome } from "../run/job.ts";
import type { Interval } from "./bootstrap.ts";
import { bootstrap, mean } from "./bootstrap.ts";

/** How good the stated times to empty are at one multiple of the delay. */
export interface EmptyScore {
  readonly multiple: 1 | 2 | 5;
  readonly cases: number;
  /** Share of 90 % bands that hold the truth, with its exact 95 % interval. */
  readonly coverage: Interval;
  /** Where the count of bands that hold the truth lies 95 % of the time if the bands are honest. */
  readonly honest: { readonly low: number; readonly high: number };
  /** Mean of |ln(median / truth)|: 0.1 is about ten per cent. */
  readonly logError: Interval;
}

const MULTIPLES = [1, 2, 5] as const;

export function scoreEmpties(outcomes: readonly TrialOutcome[]): EmptyScore[] {
  return MULTIPLES.map((multiple, i) => {
    const reports = outcomes.flatMap(({ empties }) => (empties[i] ? [empties[i]] : []));
    const inside = reports.filter(({ p05S, p95S, trueS }) => p05S <= trueS && trueS <= p95S).length;
    const cases = reports.length;
    return {
      multiple,
      cases,
      coverage: { value: inside / cases, ...proportionInterval(inside, Math.max(1, cases)) },
      honest: { low: binomialQuantile(0.025, cases, 0.9), high: binomialQuantile(0.975, cases, 0.9) },
      logError: bootstrap(reports, (some) => mean(some.map(logError))),
    };
  });
}

const logError = ({ medianS, trueS }: EmptyReport): number => Math.abs(Math.log(medianS / trueS));
