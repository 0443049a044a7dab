import { describe, expect, it } from "vitest";
import { randomStream } from "../../stats/index.ts";
import type { JobResult, QuietResult, TrialResult } from "../run/job.ts";
import { jobName } from "../run/job.ts";
import { planQuiet, planTrials } from "../run/plan-bench.ts";
import { bars, standingOf, standingOfTrials } from "./bars.ts";
import { collectReport } from "./collect-report.ts";
import { plotDelays } from "./plot-delays.ts";
import { renderMarkdown } from "./render-markdown.ts";
import { sayDuration, sayRate } from "./wording.ts";

const options = { vehicle: "r44", loopYears: 1, trials: 12, split: "dev" } as const;

/** Results made up by hand: block maxima with an exponential tail, every leak found after so many seconds. */
function results(delayS: number): JobResult[] {
  const random = randomStream(1);
  const quiet = planQuiet(options).map((job): QuietResult => {
    const names = job.watchOnly ? ["watch"] : ["watch", ...job.ratesGPerS.map((rate) => `oracle ${rate}`)];
    const maxima = () => Array.from({ length: 23 }, () => 9 + random.exponential());
    return {
      job,
      judgedS: 45 * 86_400,
      settledS: 38 * 86_400,
      falseAlarms: [],
      blockMaxima: Object.fromEntries(names.map((name) => [name, maxima()])),
      confusers: {},
    };
  });
  const fast = planTrials(options).filter(({ leaks }) => leaks.every(({ rateGPerS }) => rateGPerS >= 1e-3));
  const trials = fast.map(
    (job): TrialResult => ({
      job,
      outcomes: job.leaks.map((leak) => ({
        leak,
        onsetS: 0,
        horizonS: 1e6,
        early: false,
        suspectedAfterS: delayS / 2,
        alarmAfterS: delayS,
        isolateAfterS: null,
        lostGAtAlarm: 12,
        sizes: [1, 2, 5].map((multiple) => ({
          afterS: multiple * delayS,
          medianGPerS: leak.rateGPerS * 1.05,
          p05GPerS: leak.rateGPerS * 0.9,
          p95GPerS: leak.rateGPerS * 1.2,
          trueGPerS: leak.rateGPerS,
        })),
        empties: [],
        onsetBand: { p05: -10, p95: 10 },
        crossings: {},
      })),
    }),
  );
  return [...quiet, ...trials];
}

describe("a report", () => {
  const report = collectReport(options, results(100));

  it("always prints the ARL required and measured, the bound, the oracle and the noise model", () => {
    const text = renderMarkdown(report);
    for (const words of ["ARL required", "ARL measured", "B_NP", "oracle", "Noise model", "SYNTHETIC"]) {
      expect(text).toContain(words);
    }
  });

  it("holds the shipped delay of every leak against its bar", () => {
    const standing = (delayS: number) =>
      bars(collectReport(options, results(delayS))).find(({ goal }) => goal === "mean delay, 0.1 g/s")!
        .standing;
    expect(standing(100)).toBe("met");
    expect(standing(130)).toBe("missed");
  });

  it("draws nothing but finite numbers", () => {
    const picture = plotDelays(report);
    expect(picture).toContain("<svg");
    expect(picture).not.toMatch(/NaN|Infinity/);
  });

  it("can be made from the first results of an interrupted run", () => {
    expect(renderMarkdown(collectReport(options, results(100).slice(0, 3)))).toContain("ARL required");
  });
});

describe("a bar", () => {
  it("is met at the bad end of the interval, missed at the good end, and undecided between", () => {
    expect(standingOf({ low: 0.8, high: 1 }, 1)).toBe("met");
    expect(standingOf({ low: 0.8, high: 1.1 }, 1)).toBe("undecided");
    expect(standingOf({ low: 1.01, high: 1.1 }, 1)).toBe("missed");
  });

  it("is not met on a handful of leaks", () => {
    expect(standingOfTrials({ low: 0.5, high: 0.6 }, 1, 9)).toBe("undecided");
    expect(standingOfTrials({ low: 0.5, high: 0.6 }, 1, 10)).toBe("met");
    expect(standingOfTrials({ low: 1.5, high: 1.6 }, 1, 3)).toBe("missed");
  });
});

describe("the work of a benchmark", () => {
  it("has one name each, the same for the same options", () => {
    const names = () => [...planQuiet(options), ...planTrials(options)].map(jobName);
    expect(new Set(names()).size).toBe(names().length);
    expect(names()).toEqual(names());
  });

  it("keeps what it has done when more is asked for", () => {
    const few = new Set(planTrials(options).map(jobName));
    const many = new Set(planTrials({ ...options, trials: 24 }).map(jobName));
    for (const name of few) expect(many.has(name)).toBe(true);
  });
});

describe("what a report says", () => {
  it("is a time as people say it", () => {
    expect([sayDuration(20), sayDuration(600), sayDuration(10_800), sayDuration(604_800)]).toEqual([
      "20.0 s",
      "10.0 min",
      "3.00 h",
      "7.00 d",
    ]);
    expect(sayRate(1e-4)).toBe("1e-4");
  });
});
