import { poissonInterval, poissonUpperBound } from "../../stats/index.ts";
import type { FalseAlarm, QuietResult } from "../run/job.ts";

const YEAR_S = 365.25 * 86_400;

/** False alarms of the watch over leak-free time, with exact Poisson bounds. */
export interface FalseAlarmScore {
  readonly world: string;
  readonly loopYears: number;
  readonly suspected: AlarmCount;
  readonly alarms: AlarmCount;
  /** Confusers that took place. */
  readonly confusers: Readonly<Record<string, number>>;
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
  const confusers: Record<string, number> = {};
  for (const result of results) {
    for (const [kind, count] of Object.entries(result.confusers)) {
      confusers[kind] = (confusers[kind] ?? 0) + count;
    }
  }
  const of = (level: FalseAlarm["level"]) => countOf(all, level, loopYears);
  return { world, loopYears, suspected: of("suspected"), alarms: of("alarm"), confusers };
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
