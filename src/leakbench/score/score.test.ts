import { describe, expect, it } from "vitest";
import { randomStream } from "../../stats/index.ts";
import type { QuietResult, TrialOutcome } from "../run/job.ts";
import { bootstrap, mean, quantileOf } from "./bootstrap.ts";
import { scoreDelays } from "./delay-score.ts";
import { scoreFalseAlarms } from "./false-alarm-score.ts";
import { passingAt } from "./ladder.ts";
import { scoreSizes } from "./size-score.ts";
import { calibrateThreshold } from "./threshold.ts";

// Tolerances: Poisson bounds as printed (two decimals); thresholds within 0.35 nat, some four standard errors of the tail fit.
const YEAR_S = 365.25 * 86_400;

function quietResult(years: number, alarms: number): QuietResult {
  return {
    job: {
      kind: "quiet",
      vehicle: "r44",
      world: "nominal",
      seed: 1,
      frames: 1,
      ratesGPerS: [],
      watchOnly: true,
    },
    judgedS: years * YEAR_S,
    settledS: years * YEAR_S,
    falseAlarms: Array.from({ length: alarms }, (_, i) => ({
      timeS: i,
      level: "alarm",
      ageS: i,
      cause: "noise",
    })),
    blockMaxima: {},
    confusers: {},
  };
}

describe("false alarms a loop-year", () => {
  it.each([
    [0, 3.0],
    [1, 4.74],
    [2, 6.3],
    [5, 10.51],
  ])("after %i in one year are at most %f with 95 %% confidence", (count, bound) => {
    const { alarms } = scoreFalseAlarms("nominal", [quietResult(0.25, 0), quietResult(0.75, count)]);
    expect(alarms.count).toBe(count);
    expect(alarms.upper).toBeCloseTo(bound, 2);
  });
});

describe("a threshold read off leak-free time", () => {
  it("is passed as often as wanted when the tail is exponential", () => {
    const random = randomStream(11);
    const maxima = Array.from({ length: 2000 }, () => 9 + random.exponential(1));
    const perBlock = (2 * 86_400) / YEAR_S;
    const { threshold } = calibrateThreshold(maxima, 2 * 86_400, 1);
    expect(Math.abs(threshold - (9 - Math.log(-Math.expm1(-perBlock))))).toBeLessThan(0.35);
  });

  it("is refused when there is next to no leak-free time", () => {
    expect(() => calibrateThreshold([1, 2, 3], 86_400, 1)).toThrow(/9 blocks/);
  });
});

describe("a delay", () => {
  it("of a leak never found counts as all the time that was waited", () => {
    const { meanS, found } = scoreDelays([10, null, 30], [100, 100, 100]);
    expect(found).toBe(2);
    expect(meanS.value).toBeCloseTo(140 / 3, 9);
  });

  it("is read off between two rungs of the ladder, and not beyond the last", () => {
    expect(passingAt([8, 10], [100, 140], 9)).toBe(120);
    expect(passingAt([8, 10], [100, 140], 10)).toBe(140);
    expect(passingAt([8, 10], [100, null], 9)).toBeNull();
    expect(passingAt([8, 10], [100, 140], 11)).toBeNull();
  });
});

describe("a bootstrap interval", () => {
  it("covers the mean of a normal sample about as the textbook says", () => {
    const random = randomStream(5);
    const sample = Array.from({ length: 200 }, () => random.normal(3, 2));
    const interval = bootstrap(sample, mean);
    const half = (1.96 * 2) / Math.sqrt(200);
    expect(interval.high - interval.low).toBeGreaterThan(1.6 * half);
    expect(interval.high - interval.low).toBeLessThan(2.4 * half);
    expect(bootstrap(sample, mean)).toEqual(interval);
  });

  it("rests on a quantile that interpolates", () => {
    expect(quantileOf([4, 1, 3, 2], 0.5)).toBe(2.5);
  });
});

describe("a stated leak rate", () => {
  const outcome = (median: number, p05: number, p95: number): TrialOutcome => ({
    leak: { shape: "sudden", rateGPerS: 1 },
    onsetS: 0,
    horizonS: 1,
    early: false,
    suspectedAfterS: 1,
    alarmAfterS: 1,
    isolateAfterS: null,
    lostGAtAlarm: 1,
    sizes: [{ afterS: 1, medianGPerS: median, p05GPerS: p05, p95GPerS: p95, trueGPerS: 1 }],
    empties: [],
    onsetBand: null,
    crossings: {},
  });

  it("is scored by its distance from the truth and by whether its band holds it", () => {
    const [at] = scoreSizes([outcome(1.2, 0.8, 1.5), outcome(0.6, 0.4, 0.9)]);
    expect(at!.error.value).toBeCloseTo(0.3, 9);
    expect(at!.coverage.value).toBe(0.5);
  });
});
