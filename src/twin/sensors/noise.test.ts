// Oracles: moments of the normal and uniform laws; the variance of a random walk's increments. Tolerances: five standard
// errors of each estimate, from its own sampling variance, so a right generator fails about once in two million.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { everywhere, samplesOf, sensor, tell } from "./sensors.case.ts";

const DAY_S = 86_400;
const SIGMAS = 5;

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe("white noise of a sensor", () => {
  for (const white of [1e-3, 0.3, 250]) {
    it(`has the described variance and no memory, at ${white}`, () => {
      const { told } = tell(
        [sensor("P", { white })],
        everywhere(1, 40_000, () => 0),
      );
      const values = samplesOf(told, "P").map(({ value }) => value / white);
      const n = values.length;
      expect(n).toBeGreaterThan(39_000);
      expect(Math.abs(mean(values))).toBeLessThan(SIGMAS / Math.sqrt(n));
      expect(Math.abs(mean(values.map((v) => v * v)) - 1)).toBeLessThan(SIGMAS * Math.sqrt(2 / n));
      const next = values.slice(1).map((v, i) => v * values[i]!);
      expect(Math.abs(mean(next))).toBeLessThan(SIGMAS / Math.sqrt(n));
    });
  }
});

describe("drift of a sensor", () => {
  const driftPerRootDay = 3;
  it("grows as the root of time, at each length of time from a minute to hours, whatever the rate of reading", () => {
    for (const everyS of [1, 7.5, 30]) {
      const { told } = tell(
        [sensor("P", { driftPerRootDay, everyS })],
        everywhere(1, 3 * DAY_S, () => 0, 3600),
      );
      const values = samplesOf(told, "P").map(({ value }) => value);
      for (const overS of [60, 600, 7200]) {
        const step = overS / everyS;
        const changes: number[] = [];
        for (let i = step; i < values.length; i += step) changes.push((values[i]! - values[i - step]!) ** 2);
        const expected = driftPerRootDay ** 2 * (overS / DAY_S);
        const error = SIGMAS * Math.sqrt(2 / changes.length);
        expect(Math.abs(mean(changes) / expected - 1)).toBeLessThan(error);
      }
    }
  });
});

describe("bias of a sensor", () => {
  it("is one number a run, uniform within its range over seeds", () => {
    const bias = { value: 2, low: 1, high: 5, source: "estimate" };
    const drawn = Array.from({ length: 2000 }, (_, seed) => {
      const { told } = tell(
        [sensor("P", { bias })],
        everywhere(1, 20, () => 100),
        { seed },
      );
      const values = samplesOf(told, "P").map(({ value }) => value - 100);
      for (const value of values) expect(value).toBe(values[0]);
      return (values[0]! - 1) / 4;
    }).sort((a, b) => a - b);
    // Kolmogorov-Smirnov: beyond 2.7 / sqrt(n) about once in a million.
    const distance = Math.max(...drawn.map((u, i) => Math.abs(u - (i + 0.5) / drawn.length)));
    expect(distance).toBeLessThan(2.7 / Math.sqrt(drawn.length));
  });
});

describe("the code of a sensor", () => {
  it("has an error uniform within half a step while the truth sweeps across many", () => {
    const step = 0.25;
    const truth = (timeS: number) => 100 + 0.001234567 * timeS;
    const { told } = tell([sensor("P", { step })], everywhere(1, 30_000, truth));
    const errors = samplesOf(told, "P")
      .map(({ timeS, value }) => (value - truth(timeS)) / step)
      .sort((a, b) => a - b);
    const n = errors.length;
    expect(errors[0]).toBeGreaterThanOrEqual(-0.5 - 1e-9);
    expect(errors.at(-1)).toBeLessThanOrEqual(0.5 + 1e-9);
    expect(mean(errors.map((e) => e * e)) * 12).toBeCloseTo(1, 1);
    const distance = Math.max(...errors.map((e, i) => Math.abs(e + 0.5 - (i + 0.5) / n)));
    expect(distance).toBeLessThan(2.7 / Math.sqrt(n));
  });

  it("is the nearest whole multiple of the step, in the delivered unit, and within the range", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -50, max: 90, noNaN: true }),
        fc.constantFrom(0.1, 0.25, 0.5, 1, 3),
        fc.constantFrom("degC", "K", "degF"),
        (celsius, step, unit) => {
          const range = { low: 253.15, high: 333.15 };
          const scaled = sensor("T", { measures: "temperature", unit, step, range });
          const { told } = tell(
            [scaled],
            everywhere(1, 10, () => celsius + 273.15),
          );
          const perK = unit === "degF" ? 1.8 : 1;
          const zero = { degC: 273.15, K: 0, degF: 459.67 / 1.8 }[unit]!;
          const inStep = step * perK;
          for (const { value } of samplesOf(told, "T")) {
            expect(value / inStep).toBeCloseTo(Math.round(value / inStep), 6);
            const kelvin = value / perK + zero;
            expect(kelvin).toBeGreaterThanOrEqual(range.low - 1e-6);
            expect(kelvin).toBeLessThanOrEqual(range.high + 1e-6);
            const inside = Math.min(range.high, Math.max(range.low, celsius + 273.15));
            const slack = inside === celsius + 273.15 ? 0.5 : 1;
            expect(Math.abs(kelvin - inside)).toBeLessThanOrEqual(slack * step + 1e-6);
          }
        },
      ),
    );
  });

  it("stays at the end of the scale beyond it", () => {
    const scaled = sensor("P", { range: { low: 0, high: 400_000 }, unit: "kPa", step: 500, white: 300 });
    const { told } = tell(
      [scaled],
      everywhere(1, 100, () => 5e5),
    );
    expect(new Set(samplesOf(told, "P").map(({ value }) => value))).toEqual(new Set([400]));
    const below = tell(
      [scaled],
      everywhere(1, 100, () => -1e4),
    );
    expect(new Set(samplesOf(below.told, "P").map(({ value }) => value))).toEqual(new Set([0]));
  });
});
