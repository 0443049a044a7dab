import type { BenchReport, DelayRow } from "./collect-report.ts";
import { suddenRows } from "./collect-report.ts";
import { delayGoalS } from "./goals.ts";
import { percent, round, sayDuration, sayInterval, sayRate } from "./wording.ts";

/** Met at the bad end of the interval, missed even at its good end, or neither: too few cases to say. */
export type Standing = "met" | "missed" | "undecided";

/** A goal with what was measured. */
export interface Bar {
  readonly goal: string;
  readonly bar: string;
  readonly measured: string;
  readonly standing: Standing;
}

/** How an interval stands to an upper limit. */
export function standingOf(
  interval: { readonly low: number; readonly high: number },
  limit: number,
): Standing {
  if (interval.high <= limit) return "met";
  return interval.low > limit ? "missed" : "undecided";
}

/** Below this many leaks a bootstrap interval is too short to call a goal met. */
const LEAST_TRIALS = 10;

/** {@link standingOf}, but nothing is met on a handful of leaks. */
export function standingOfTrials(
  interval: { readonly low: number; readonly high: number },
  limit: number,
  trials: number,
): Standing {
  const standing = standingOf(interval, limit);
  return standing === "met" && trials < LEAST_TRIALS ? "undecided" : standing;
}

/** How a share's interval stands to a band that it should lie in. */
function standingWithin(
  share: { readonly low: number; readonly high: number },
  low: number,
  high: number,
): Standing {
  if (share.low >= low && share.high <= high) return "met";
  return share.high < low || share.low > high ? "missed" : "undecided";
}

/** Two goals at once: missed if either is. */
function both(a: Standing, b: Standing): Standing {
  if (a === "missed" || b === "missed") return "missed";
  return a === "met" && b === "met" ? "met" : "undecided";
}

/** Every bar of the benchmark that the report has figures for. */
export function bars(report: BenchReport): Bar[] {
  return [
    ...falseAlarmBars(report),
    ...efficiencyBars(report),
    ...delayBars(report),
    ...massBars(report),
    ...sizeBars(report),
    ...emptyBars(report),
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
      standing: standingOf({ low: together.alarms.low, high: together.alarms.upper }, 1),
    });
    const { isolate } = together;
    list.push({
      goal: "false calls to isolate, confusers included",
      bar: "none in 30 loop-years",
      measured: `${isolate.count} in ${round(together.loopYears)} loop-years, upper 95 % bound ${round(isolate.upper)} a year`,
      standing: isolate.count > 0 ? "missed" : together.loopYears >= 30 ? "met" : "undecided",
    });
  }
  const drift = report.falseAlarms.find(({ world }) => world === "drift x3");
  if (drift) {
    list.push({
      goal: "self-calibration, drift three times the described",
      bar: "at most 2 a loop-year",
      measured: `${drift.settled.count} in ${round(drift.settled.loopYears)} loop-years after the first week = ${round(drift.settled.perYear)} a year, upper 95 % bound ${round(drift.settled.upper)}; ${drift.alarms.count} in ${round(drift.loopYears)} with it`,
      standing: standingOf({ low: drift.settled.low, high: drift.settled.upper }, 2),
    });
  }
  return list;
}

function efficiencyBars(report: BenchReport): Bar[] {
  const { scale } = report.vehicle;
  const world = report.rows.some((row) => row.world === "matched") ? "matched" : "nominal";
  return suddenRows(report, world)
    .filter(({ rateGPerS }) => rateGPerS <= 1.01 * scale)
    .flatMap((row) => {
      const small = row.rateGPerS < 2.9e-4 * scale;
      const list: Bar[] = [];
      if (row.overOracle) {
        const limit = small ? 1.35 : 1.25;
        list.push({
          goal: `delay over oracle, ${sayRate(row.rateGPerS)} g/s`,
          bar: `at most ${limit}`,
          measured: `${sayInterval(row.overOracle)}, ${row.trials} leaks`,
          standing: standingOfTrials(row.overOracle, limit, row.trials),
        });
      }
      if (row.overBound) {
        const limit = small ? 2 : 1.5;
        list.push({
          goal: `delay over B_NP, ${sayRate(row.rateGPerS)} g/s`,
          bar: `at most ${limit}`,
          measured: `${sayInterval(row.overBound)}, ${row.trials} leaks`,
          standing: standingOfTrials(row.overBound, limit, row.trials),
        });
      }
      return list;
    });
}

function delayBars(report: BenchReport): Bar[] {
  return suddenRows(report, "nominal").flatMap(({ rateGPerS, shipped, trials, inTime }) => {
    const limitS = delayGoalS(rateGPerS, report.vehicle.scale);
    if (limitS === null || inTime === null) return [];
    return [
      {
        goal: `mean delay, ${sayRate(rateGPerS)} g/s`,
        bar: `at most ${sayDuration(limitS)}`,
        measured: `${sayInterval(shipped.meanS, sayDuration)}, ${trials} leaks`,
        standing: standingOfTrials(shipped.meanS, limitS, trials),
      },
      {
        goal: `confirmed within twice that, ${sayRate(rateGPerS)} g/s`,
        bar: "at least 95 %",
        measured: `${inTime.found} of ${trials}: ${sayInterval(inTime, percent)}`,
        standing: inTime.low >= 0.95 ? "met" : inTime.high < 0.95 ? "missed" : "undecided",
      },
    ];
  });
}

function massBars(report: BenchReport): Bar[] {
  const { scale } = report.vehicle;
  return suddenRows(report, "nominal")
    .filter(({ rateGPerS }) => rateGPerS >= 2.9e-4 * scale && rateGPerS <= 0.31 * scale)
    .map(({ rateGPerS, lost, trials }) => ({
      goal: `mass lost at alarm, ${sayRate(rateGPerS)} g/s`,
      bar: `median at most ${15 * scale} g, 95 % at most ${25 * scale} g`,
      measured: `median ${sayInterval(lost.median)} g, 95 % ${sayInterval(lost.p95)} g, ${trials} leaks`,
      standing: both(
        standingOfTrials(lost.median, 15 * scale, trials),
        standingOfTrials(lost.p95, 25 * scale, trials),
      ),
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
        standing: standingOf(error, limits[multiple]),
      },
      {
        goal: `90 % rate band holds the truth at ${multiple} x the delay`,
        bar: "86 % to 94 %",
        measured: `${sayInterval(coverage, percent)} of ${cases}`,
        standing: standingWithin(coverage, 0.86, 0.94),
      },
    ]);
}

function emptyBars(report: BenchReport): Bar[] {
  return report.empties
    .filter(({ cases }) => cases > 0)
    .map(({ multiple, coverage, cases }) => ({
      goal: `90 % band of the time to empty holds the truth at ${multiple} x the delay`,
      bar: "86 % to 94 %",
      measured: `${sayInterval(coverage, percent)} of ${cases}, growing leaks included`,
      standing: standingWithin(coverage, 0.86, 0.94),
    }));
}

const ROBUSTNESS: readonly { world: DelayRow["world"]; goal: string; limit: number }[] = [
  { world: "level lost", goal: "level sensor lost, delay over nominal", limit: 2 },
  { world: "pressure lost", goal: "pressure sensor lost, delay over nominal", limit: 2 },
  { world: "temperature lost", goal: "temperature lost, delay over nominal", limit: 2 },
  { world: "pressure stuck", goal: "pressure sensor stuck, delay over nominal", limit: 2 },
  { world: "heavy tails", goal: "heavy-tailed sensor noise, delay over nominal", limit: 2 },
  { world: "level stuck", goal: "level sensor stuck, delay over nominal", limit: 2 },
  { world: "half dropped", goal: "half the samples dropped, delay over nominal", limit: 1.5 },
  { world: "twin 10 % wrong", goal: "twin wrong by 10 %, delay over nominal", limit: 2 },
  { world: "drift x3", goal: "drift three times the described, delay over nominal", limit: 2 },
  { world: "drift /3", goal: "drift a third of the described, delay over nominal", limit: 2 },
];

function mismatchBars(report: BenchReport): Bar[] {
  const alarms = ROBUSTNESS.flatMap(({ world }): Bar[] => {
    const score = report.falseAlarms.find((candidate) => candidate.world === world);
    if (!score || world === "drift x3") return [];
    return [
      {
        goal: `false alarms, ${world}`,
        bar: "at most 1 a loop-year",
        measured: `${score.alarms.count} in ${round(score.loopYears)} loop-years, upper 95 % bound ${round(score.alarms.upper)} a year`,
        standing: standingOf({ low: score.alarms.low, high: score.alarms.upper }, 1),
      },
    ];
  });
  const delays = ROBUSTNESS.flatMap(({ world, goal, limit }) =>
    suddenRows(report, world).flatMap((row) => {
      if (row.overNominal === null) return [];
      const missed = row.trials - row.shipped.found;
      const early = row.early > 0 ? `, ${row.early} alarmed before the leak` : "";
      return [
        {
          goal: `${goal}, ${sayRate(row.rateGPerS)} g/s`,
          bar: `at most ${limit}`,
          measured: `${sayInterval(row.overNominal)} (of ${row.trials}, ${missed} missed${early})`,
          standing: row.early > 0 ? "missed" : standingOfTrials(row.overNominal, limit, row.trials),
        },
      ];
    }),
  );
  return [...alarms, ...delays];
}
