import type { BenchReport, DelayRow } from "./collect-report.ts";
import { suddenRows } from "./collect-report.ts";
import { percent, round, sayDuration, sayInterval, sayRate } from "./wording.ts";

/** A goal with what was measured. `met` is judged at the bad end of the interval. */
export interface Bar {
  readonly goal: string;
  readonly bar: string;
  readonly measured: string;
  readonly met: boolean;
}

/** Mean delay that is asked for at one false alarm a year, seconds by g/s. */
const DELAY_BARS: readonly (readonly [number, number])[] = [
  [1e-4, 60 * 3600],
  [1e-3, 3.5 * 3600],
  [1e-2, 1800],
  [0.1, 120],
  [1, 20],
  [10, 5],
];

/** Every bar of the benchmark that the report has figures for. */
export function bars(report: BenchReport): Bar[] {
  return [
    ...falseAlarmBars(report),
    ...efficiencyBars(report),
    ...delayBars(report),
    ...massBars(report),
    ...sizeBars(report),
    ...mismatchBars(report),
  ];
}

function falseAlarmBars(report: BenchReport): Bar[] {
  const { together } = report;
  const list: Bar[] = [];
  if (together.loopYears > 0) {
    list.push({
      goal: "false alarms, confirmed, confusers included",
      bar: "at most 1 a loop-year",
      measured: `${together.alarms.count} in ${round(together.loopYears)} loop-years = ${round(together.alarms.perYear)} a year, upper 95 % bound ${round(together.alarms.upper)}`,
      met: together.alarms.upper <= 1,
    });
  }
  const drift = report.falseAlarms.find(({ world }) => world === "drift x3");
  if (drift) {
    list.push({
      goal: "self-calibration, drift three times the described",
      bar: "at most 2 a loop-year",
      measured: `${drift.alarms.count} in ${round(drift.loopYears)} loop-years (the first week of each stretch included) = ${round(drift.alarms.perYear)} a year, upper bound ${round(drift.alarms.upper)}`,
      met: drift.alarms.upper <= 2,
    });
  }
  return list;
}

function efficiencyBars(report: BenchReport): Bar[] {
  return suddenRows(report, "matched")
    .filter(({ rateGPerS }) => rateGPerS <= 1)
    .flatMap((row) => {
      const small = row.rateGPerS < 3e-4;
      const list: Bar[] = [];
      if (row.overOracle) {
        const limit = small ? 1.35 : 1.25;
        list.push({
          goal: `delay over oracle, ${sayRate(row.rateGPerS)} g/s`,
          bar: `at most ${limit}`,
          measured: sayInterval(row.overOracle),
          met: row.overOracle.high <= limit,
        });
      }
      if (row.overBound) {
        const limit = small ? 2 : 1.5;
        list.push({
          goal: `delay over B_NP, ${sayRate(row.rateGPerS)} g/s`,
          bar: `at most ${limit}`,
          measured: sayInterval(row.overBound),
          met: row.overBound.high <= limit,
        });
      }
      return list;
    });
}

function delayBars(report: BenchReport): Bar[] {
  const rows = suddenRows(report, "nominal");
  return DELAY_BARS.flatMap(([rate, limitS]) => {
    const found = rows.find(({ rateGPerS }) => rateGPerS === rate);
    if (!found) return [];
    return [
      {
        goal: `mean delay, ${sayRate(rate)} g/s`,
        bar: `at most ${sayDuration(limitS)}`,
        measured: sayInterval(found.shipped.meanS, sayDuration),
        met: found.shipped.meanS.high <= limitS,
      },
    ];
  });
}

function massBars(report: BenchReport): Bar[] {
  return suddenRows(report, "nominal")
    .filter(({ rateGPerS }) => rateGPerS >= 3e-4 && rateGPerS <= 0.3)
    .map(({ rateGPerS, lost }) => ({
      goal: `mass lost at alarm, ${sayRate(rateGPerS)} g/s`,
      bar: "median at most 15 g, 95 % at most 25 g",
      measured: `median ${sayInterval(lost.median)} g, 95 % ${sayInterval(lost.p95)} g`,
      met: lost.median.high <= 15 && lost.p95.high <= 25,
    }));
}

function sizeBars(report: BenchReport): Bar[] {
  const limits = { 1: 0.45, 2: 0.2, 5: 0.1 } as const;
  return report.sizes
    .filter(({ cases }) => cases > 0)
    .flatMap(({ multiple, error, coverage, cases }) => [
      {
        goal: `rate error at ${multiple} x the delay`,
        bar: `at most ${percent(limits[multiple])}`,
        measured: `${sayInterval(error, percent)} of ${cases}`,
        met: error.high <= limits[multiple],
      },
      {
        goal: `90 % rate band holds the truth at ${multiple} x the delay`,
        bar: "86 % to 94 %",
        measured: `${sayInterval(coverage, percent)} of ${cases}`,
        met: coverage.value >= 0.86 && coverage.value <= 0.94,
      },
    ]);
}

const ROBUSTNESS: readonly { world: DelayRow["world"]; goal: string; limit: number }[] = [
  { world: "level lost", goal: "level sensor lost, delay over nominal", limit: 2 },
  { world: "pressure lost", goal: "pressure sensor lost, delay over nominal", limit: 2 },
  { world: "level stuck", goal: "level sensor stuck, delay over nominal", limit: 2 },
  { world: "half dropped", goal: "half the samples dropped, delay over nominal", limit: 1.5 },
  { world: "twin 10 % wrong", goal: "twin wrong by 10 %, delay over nominal", limit: 2 },
  { world: "drift x3", goal: "drift three times the described, delay over nominal", limit: 2 },
  { world: "drift /3", goal: "drift a third of the described, delay over nominal", limit: 2 },
];

function mismatchBars(report: BenchReport): Bar[] {
  return ROBUSTNESS.flatMap(({ world, goal, limit }) =>
    suddenRows(report, world).flatMap((row) => {
      if (row.overNominal === null) return [];
      const missed = row.trials - row.shipped.found;
      const early = row.early > 0 ? `, ${row.early} alarmed before the leak` : "";
      return [
        {
          goal: `${goal}, ${sayRate(row.rateGPerS)} g/s`,
          bar: `at most ${limit}`,
          measured: `${round(row.overNominal)} (${row.trials} leaks, ${missed} missed${early})`,
          met: row.overNominal <= limit && row.early === 0,
        },
      ];
    }),
  );
}
