// Oracles: published examples of repairable-system analysis. Crow's 22 failures, NIST handbook 8.4.5 case 1, Barringer's
// simulated record, and the exact tail of three late events; to the printed digits. Coverage by simulation: 3 points.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { randomStream } from "../stats/index.ts";
import {
  crowAmsaa,
  type EventRecord,
  laplaceTrend,
  powerLawFitP,
  powerLawTrend,
  rateChange,
  rateEstimate,
  stoppedAtLast,
} from "./index.ts";
import { barringer, crow22, nist } from "./published-records.case.ts";

/** The value rounds to the digits printed. */
const rounds = (value: number | null | undefined, printed: string) =>
  expect(value!.toFixed(printed.split(".")[1]?.length ?? 0)).toBe(printed);

describe("published records", () => {
  test("of Crow's 22 failures give the published fit and the further statistics", () => {
    const fit = crowAmsaa(crow22)!;
    rounds(fit.beta, "0.6142104");
    rounds(fit.lambda, "0.4239422");
    rounds(fit.intensity, "0.0217946");
    rounds(fit.mtbf, "45.8830");
    rounds(fit.betaUnbiased, "0.5583731");
    rounds(fit.cramerVonMises, "0.0492807");
    rounds(laplaceTrend(crow22).u, "-2.78316");
    const trend = powerLawTrend(crow22);
    rounds(trend.chiSquared, "71.63669");
    expect(trend.degreesOfFreedom).toBe(42);
  });
  test("of the NIST handbook give its growth slope, fit and trend", () => {
    const fit = crowAmsaa(nist)!;
    rounds(fit.beta, "0.5372289");
    rounds(fit.lambda, "0.1966582");
    rounds(fit.betaUnbiased, "0.4835060");
    rounds(1 - fit.betaUnbiased!, "0.5164940");
    rounds(fit.mtbf, "279.2106");
    rounds(fit.cramerVonMises, "0.0537687");
    rounds(laplaceTrend(nist).u, "-1.326949");
    const trend = powerLawTrend(nist);
    rounds(trend.chiSquared, "37.22808");
    expect(trend.degreesOfFreedom).toBe(20);
    rounds(trend.fallingP, "0.01099");
  });
  test("of Barringer give the published fit, plain and unbiased", () => {
    const fit = crowAmsaa(barringer)!;
    rounds(fit.beta, "0.5998823");
    rounds(fit.lambda, "0.0036929");
    rounds(fit.betaUnbiased, "0.4799058");
    rounds(fit.lambdaUnbiased, "0.0179430");
  });
  test("of three late leaks in 23 years have the exact chance, twenty times below the normal one", () => {
    const start = Date.UTC(2000, 10, 2);
    const year = 365.25 * 86_400_000;
    const times = [Date.UTC(2022, 11, 14), Date.UTC(2023, 1, 11), Date.UTC(2023, 9, 9)].map(
      (t) => (t - start) / year,
    );
    const trend = laplaceTrend({ times, length: 23.16, truncation: "time" });
    rounds(trend.u, "2.814");
    expect(trend.risingPExact! / 1.34e-4).toBeCloseTo(1, 1);
    rounds(trend.risingPNormal, "0.0024");
  });
});

describe("a trend test", () => {
  const anyRecord = fc
    .array(fc.double({ min: 0.001, max: 0.999, noNaN: true }), { minLength: 2, maxLength: 30 })
    .map((values): EventRecord => ({ times: values.sort((a, b) => a - b), length: 1, truncation: "time" }));

  test("does not depend on the unit of time", () => {
    fc.assert(
      fc.property(anyRecord, (record) => {
        const days = { ...record, times: record.times.map((t) => t * 365.25), length: 365.25 };
        expect(laplaceTrend(days).u!).toBeCloseTo(laplaceTrend(record).u!, 8);
        expect(powerLawTrend(days).chiSquared).toBeCloseTo(powerLawTrend(record).chiSquared, 6);
        expect(crowAmsaa(days)!.beta).toBeCloseTo(crowAmsaa(record)!.beta, 6);
      }),
    );
  });
  test("read backwards changes the sign of Laplace's statistic", () => {
    fc.assert(
      fc.property(anyRecord, (record) => {
        const backwards = { ...record, times: record.times.map((t) => 1 - t).reverse() };
        const [u, v] = [laplaceTrend(record), laplaceTrend(backwards)];
        expect(u.u!).toBeCloseTo(-v.u!, 9);
        expect(u.risingPExact! + v.risingPExact!).toBeCloseTo(1, 9);
      }),
    );
  });
  test("raises a false alarm as often as it says, for three events as for twenty", () => {
    const random = randomStream(311);
    for (const n of [3, 20]) {
      const runs = 6000;
      let [laplace, power, inside] = [0, 0, 0];
      for (let run = 0; run < runs; run++) {
        const times = Array.from({ length: n }, () => 1 - random.uniform()).sort((a, b) => a - b);
        const record: EventRecord = { times, length: 1, truncation: "time" };
        if (laplaceTrend(record).risingPExact! < 0.1) laplace++;
        if (powerLawTrend(record).risingP! < 0.1) power++;
        const { low, high } = crowAmsaa(record, 0.9)!.betaInterval;
        if (low < 1 && 1 < high) inside++;
      }
      expect(Math.abs(laplace / runs - 0.1)).toBeLessThan(0.015);
      expect(Math.abs(power / runs - 0.1)).toBeLessThan(0.015);
      expect(Math.abs(inside / runs - 0.9)).toBeLessThan(0.015);
    }
  });
  test("covers the growth exponent when observation stops at the last failure, too", () => {
    const random = randomStream(27);
    const runs = 4000;
    let inside = 0;
    for (let run = 0; run < runs; run++) {
      let sum = 0;
      // power law of exponent 2: cumulative count is the square of time
      const times = Array.from({ length: 5 }, () => {
        sum += random.exponential();
        return Math.sqrt(sum);
      });
      const { low, high } = crowAmsaa({ times, length: times[4]!, truncation: "failure" }, 0.9)!.betaInterval;
      if (low < 2 && 2 < high) inside++;
    }
    expect(Math.abs(inside / runs - 0.9)).toBeLessThan(0.02);
  });
  test("finds no fault with a power law and does with two clusters", () => {
    expect(powerLawFitP(crow22)!).toBeGreaterThan(0.2);
    const clusters = [
      ...Array.from({ length: 10 }, (_, i) => 10 + i / 10),
      ...Array.from({ length: 10 }, (_, i) => 98 + i / 10),
    ];
    expect(powerLawFitP({ times: clusters, length: 100, truncation: "time" })!).toBeLessThan(0.02);
  });
  test("cut at the last event drops that event, and refuses a muddled record", () => {
    const cut = stoppedAtLast(nist);
    expect(cut.length).toBe(1478);
    expect(powerLawTrend(cut).degreesOfFreedom).toBe(18);
    expect(laplaceTrend({ times: [3], length: 3, truncation: "failure" }).u).toBeNull();
    expect(() => laplaceTrend({ times: [2, 1], length: 3, truncation: "time" })).toThrow("before the one");
    expect(() => laplaceTrend({ times: [4], length: 3, truncation: "time" })).toThrow("not within");
    expect(() => laplaceTrend({ times: [2], length: 3, truncation: "failure" })).toThrow("ends at 2");
    expect(crowAmsaa({ times: [1], length: 2, truncation: "time" })).toBeNull();
  });
});

describe("a change of rate", () => {
  test("is one at equal rates and has its exact chance in a small case", () => {
    const same = rateChange({ events: 4, exposure: 2 }, { events: 8, exposure: 4 });
    expect(same.ratio).toBeCloseTo(1, 12);
    expect(same.ratioLow).toBeLessThan(1);
    expect(same.ratioHigh).toBeGreaterThan(1);
    // none in the first half, three in the second: one chance in eight
    expect(rateChange({ events: 0, exposure: 1 }, { events: 3, exposure: 1 }).risingP).toBeCloseTo(1 / 8, 12);
  });
  test("has no upper bound when nothing happened before, and a rate of none an exact bound", () => {
    const change = rateChange({ events: 0, exposure: 1 }, { events: 3, exposure: 1 });
    expect(change.ratio).toBeNull();
    expect(change.ratioHigh).toBeNull();
    expect(rateEstimate({ events: 0, exposure: 1 }, 0.9).high).toBeCloseTo(2.9957, 4);
    expect(() => rateEstimate({ events: 1, exposure: 0 })).toThrow("positive");
  });
});
