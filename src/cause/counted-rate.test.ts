// Oracles: mean (events + 1/2) / exposure of Jeffreys' posterior (3 standard errors of 20,000 draws); its quantiles from the
// chi-squared table (chi2(1) 5 % 0.00393, 95 % 3.841; chi2(5) 5 % 1.145, 95 % 11.07; half of them over the exposure, 3 %); coverage by
// simulation of counts at a known rate.
import { describe, expect, test } from "vitest";
import { gammaQuantile, randomStream } from "../stats/index.ts";
import { type CountedRate, countedInterval, drawCountedRate } from "./counted-rate.ts";
import { AMMONIA_LOOP_YR, DOCKED_VEHICLE_YR, STANDARD_HYPOTHESES } from "./hypothesis.ts";

const counted = (events: number, years: number, more: Partial<CountedRate> = {}): CountedRate => ({
  kind: "counted",
  readings: [{ events, share: 1 }],
  exposureYr: { low: years, high: years },
  transferLn: 0,
  ...more,
});
const mean = (rate: CountedRate, draws = 20_000) => {
  const stream = randomStream(5);
  let sum = 0;
  for (let i = 0; i < draws; i++) sum += drawCountedRate(rate, stream);
  return sum / draws;
};

describe("a rate known from a count", () => {
  test.each([
    [0, 60],
    [1, 60],
    [2, 160],
  ])("of %s in %s years has the mean of Jeffreys' posterior", (events, years) => {
    const error = Math.sqrt(events + 0.5) / years / Math.sqrt(20_000);
    expect(Math.abs(mean(counted(events, years)) - (events + 0.5) / years)).toBeLessThan(3 * error);
  });

  test("has the quantiles of half a chi-squared over the exposure", () => {
    const none = countedInterval(counted(0, 1), randomStream(2), 40_000);
    expect(Math.abs(none.high / (3.841 / 2) - 1)).toBeLessThan(0.03);
    const two = countedInterval(counted(2, 10), randomStream(3), 40_000);
    expect(Math.abs(two.low / (1.145 / 20) - 1)).toBeLessThan(0.03);
    expect(Math.abs(two.high / (11.07 / 20) - 1)).toBeLessThan(0.03);
  });

  test("lies between its readings where the record can be read in two ways", () => {
    const both = counted(0, 60, {
      readings: [
        { events: 0, share: 0.5 },
        { events: 1, share: 0.5 },
      ],
    });
    expect(Math.abs(mean(both) / (1 / 60) - 1)).toBeLessThan(0.05);
  });

  test("covers the true rate about as often as it says, over counts that such a rate would make", () => {
    const stream = randomStream(8);
    const runs = 4000;
    let inside = 0;
    for (let run = 0; run < runs; run++) {
      const events = stream.poisson(2.5);
      const at = (p: number) => gammaQuantile(p, events + 0.5) / 100;
      if (at(0.05) <= 0.025 && 0.025 <= at(0.95)) inside++;
    }
    // Brown, Cai and DasGupta (2003): Jeffreys' interval for a Poisson mean errs by a few per cent either way at small counts.
    expect(Math.abs(inside / runs - 0.9)).toBeLessThan(0.05);
  });

  test("widens with the step from what was counted to what leaked", () => {
    const near = countedInterval(counted(1, 50), randomStream(4));
    const far = countedInterval(counted(1, 50, { transferLn: Math.LN2 }), randomStream(4));
    expect(far.high / far.low).toBeGreaterThan(near.high / near.low);
  });
});

describe("the standard rates", () => {
  test("are watched over the years that their dates give", () => {
    const docked = (Date.UTC(2022, 11, 15) - Date.UTC(2000, 10, 2)) / (365.25 * 86_400_000);
    expect(DOCKED_VEHICLE_YR.low / docked).toBeCloseTo(2, 1);
    expect(DOCKED_VEHICLE_YR.high / docked).toBeCloseTo(4, 1);
    const end = 2024;
    const loops =
      2 * (end - 2000.92) +
      2 * (end - 2006.69) +
      2 * (end - 2007.44) +
      2 * (end - 2009.2) +
      2 * (end - 2006.95);
    expect(Math.abs(AMMONIA_LOOP_YR.high - loops)).toBeLessThan(1);
  });

  test("rest on counts wherever no flux gives them, and name what was counted", () => {
    for (const { rate, source } of STANDARD_HYPOTHESES) {
      expect(["impact", "counted"]).toContain(rate.kind);
      if (rate.kind !== "counted") continue;
      expect(rate.readings.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
      expect(source).toMatch(/in \d+ to \d+ (docked vehicle|loop)-years/);
    }
  });
});
