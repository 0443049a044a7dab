import { poissonInterval, poissonUpperBound } from "../../stats/index.ts";
import type { ConfuserCount, FalseAlarm, QuietResult } from "../run/job.ts";

const YEAR_S = 365.25 * 86_400;
const WEEK_S = 7 * 86_400;

/** False alarms of the watch over leak-free time, with exact Poisson bounds. */
export interface FalseAlarmScore {
  readonly world: string;
  readonly loopYears: number;
  readonly suspected: AlarmCount;
  readonly alarms: AlarmCount;
  readonly isolate: AlarmCount;
  /** Only time, and alarms, at which the watch had been running for a week. */
  readonly settled: AlarmCount & { readonly loopYears: number };
  /** Confusers that took place, and what was told of faults meanwhile. */
  readonly confusers: Readonly<Record<string, ConfuserCount>>;
}

export interface AlarmCount {
  readonly count: number;
  readonly perYear: number;
  readonly low: number;
  readonly high: number;
  /** One-sided 95 % bound: what may be promised. */
  readonly upper: number;
  readonly byCause: Readonly<Record<string, number>>;
}

/** Counts what the watch said in leak-free time, by level and by cause. */
export function scoreFalseAlarms(world: string, results: readonly QuietResult[]): FalseAlarmScore {
  const loopYears = results.reduce((sum, { judgedS }) => sum + judgedS, 0) / YEAR_S;
  const all = results.flatMap(({ falseAlarms }) => falseAlarms);
  const of = (level: FalseAlarm["level"]) => countOf(all, level, loopYears);
  const settledYears = results.reduce((sum, { settledS }) => sum + settledS, 0) / YEAR_S;
  const late = all.filter(({ ageS }) => ageS > WEEK_S);
  return {
    world,
    loopYears,
    suspected: of("suspected"),
    alarms: of("alarm"),
    isolate: of("isolate"),
    settled: { ...countOf(late, "alarm", settledYears), loopYears: settledYears },
    confusers: sumConfusers(results),
  };
}

function sumConfusers(results: readonly QuietResult[]): Record<string, ConfuserCount> {
  const sums: Record<string, { count: number; told: Record<string, number> }> = {};
  for (const { confusers } of results) {
    for (const [kind, { count, told }] of Object.entries(confusers)) {
      sums[kind] ??= { count: 0, told: {} };
      const sum = sums[kind];
      sum.count += count;
      for (const [name, times] of Object.entries(told)) sum.told[name] = (sum.told[name] ?? 0) + times;
    }
  }
  return sums;
}

function countOf(all: readonly FalseAlarm[], level: FalseAlarm["level"], years: number): AlarmCount {
  const byCause: Record<string, number> = {};
  let count = 0;
  for (const alarm of all) {
    if (alarm.level !== level) continue;
    count++;
    byCause[alarm.cause] = (byCause[alarm.cause] ?? 0) + 1;
  }
  const interval = poissonInterval(count);
  return {
    count,
    perYear: count / years,
    low: interval.low / years,
    high: interval.high / years,
    upper: poissonUpperBound(count) / years,
    byCause,
  };
}
