import { proportionInterval } from "../../stats/index.ts";
import type { TrialOutcome } from "../run/job.ts";
import { bootstrap, type Interval, mean, quantileOf } from "./bootstrap.ts";

/** Delays of one detector for one size of leak, from the true onset; what was not found counts as the horizon. */
export interface DelayScore {
  readonly trials: number;
  readonly found: number;
  readonly foundShare: Interval;
  /** Restricted mean: a leak missed counts with the whole time that was waited. Seconds. */
  readonly meanS: Interval;
  readonly p95S: number;
}

export function scoreDelays(delaysS: readonly (number | null)[], horizonS: readonly number[]): DelayScore {
  const cases = delaysS.map((delay, i) => delay ?? horizonS[i]!);
  const found = delaysS.filter((delay) => delay !== null).length;
  const share = proportionInterval(found, delaysS.length);
  return {
    trials: delaysS.length,
    found,
    foundShare: { value: found / delaysS.length, ...share },
    meanS: bootstrap(cases, mean),
    p95S: quantileOf(cases, 0.95),
  };
}

/** Mass lost when the watch alarmed, grams; a leak missed counts with what it lost over the whole horizon. */
export function scoreLostMass(outcomes: readonly TrialOutcome[]): { median: Interval; p95: Interval } {
  const lost = outcomes.map(({ lostGAtAlarm, leak, horizonS }) => lostGAtAlarm ?? leak.rateGPerS * horizonS);
  return {
    median: bootstrap(lost, (cases) => quantileOf(cases, 0.5)),
    p95: bootstrap(lost, (cases) => quantileOf(cases, 0.95)),
  };
}

/** How one detector's mean delay stands to another's on the same leaks: paired, with its bootstrap interval. */
export function scoreRatio(pairs: readonly { readonly ours: number; readonly theirs: number }[]): Interval {
  return bootstrap(pairs, (cases) => mean(cases.map((c) => c.ours)) / mean(cases.map((c) => c.theirs)));
}
