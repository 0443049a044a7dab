import { binomialQuantile, proportionInterval } from "../../stats/index.ts";
import type { SizeReport, TrialOutcome } from "../run/job.ts";
import { bootstrap, type Interval, mean } from "./bootstrap.ts";

/** How good the stated leak rates are at one multiple of the delay. */
export interface SizeScore {
  readonly multiple: 1 | 2 | 5;
  readonly cases: number;
  /** Mean of |median - truth| / truth. */
  readonly error: Interval;
  /** Share of 90 % bands that hold the truth, with its exact 95 % interval. */
  readonly coverage: Interval;
  /** Where the count of bands that hold the truth lies 95 % of the time if the bands are honest. */
  readonly honest: { readonly low: number; readonly high: number };
}

const MULTIPLES = [1, 2, 5] as const;

/** Rate error and coverage at the alarm and at two and five times its delay, over every alarm that came. */
export function scoreSizes(outcomes: readonly TrialOutcome[]): SizeScore[] {
  return MULTIPLES.map((multiple, i) => {
    const reports = outcomes.flatMap(({ sizes }) => (sizes[i] ? [sizes[i]] : []));
    const inside = reports.filter(covers).length;
    const cases = reports.length;
    return {
      multiple,
      cases,
      error: bootstrap(reports, (some) => mean(some.map(relativeError))),
      coverage: { value: inside / cases, ...proportionInterval(inside, cases) },
      honest: {
        low: binomialQuantile(0.025, cases, 0.9),
        high: binomialQuantile(0.975, cases, 0.9),
      },
    };
  });
}

/** Share of 90 % onset bands at the alarm that hold the true onset. */
export function scoreOnset(outcomes: readonly TrialOutcome[]): Interval & { readonly cases: number } {
  const bands = outcomes.filter(({ onsetBand }) => onsetBand !== null);
  const inside = bands.filter(
    ({ onsetBand, onsetS }) => onsetBand!.p05 <= onsetS && onsetS <= onsetBand!.p95,
  ).length;
  return {
    value: inside / bands.length,
    cases: bands.length,
    ...proportionInterval(inside, Math.max(1, bands.length)),
  };
}

const relativeError = (report: SizeReport): number =>
  Math.abs(report.medianGPerS - report.trueGPerS) / report.trueGPerS;

const covers = (report: SizeReport): boolean =>
  report.p05GPerS <= report.trueGPerS && report.trueGPerS <= report.p95GPerS;
