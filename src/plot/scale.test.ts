import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linearScale, logScale, niceTicks, spanOf, timeTicks } from "./index.ts";

const finite = fc.double({ min: -1e9, max: 1e9, noNaN: true });

describe("the ticks of an axis", () => {
  it("are those that a person would choose", () => {
    expect(niceTicks(0, 1, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(niceTicks(0, 34, 4)).toEqual([0, 10, 20, 30]);
    expect(niceTicks(-1.1, 0.1, 3)).toEqual([-1, -0.5, 0]);
    expect(niceTicks(1790, 1823, 3)).toEqual([1800, 1820]);
    expect(logScale([1, 1e6], [0, 100], 3).ticks).toEqual([1, 100, 10_000, 1_000_000]);
  });

  it("lie on the axis, are evenly spaced by 1, 2 or 5, and are no more than twice the number wanted", () => {
    fc.assert(
      fc.property(
        finite,
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        fc.integer({ min: 1, max: 12 }),
        (from, span, wanted) => {
          const until = from + span;
          fc.pre(until - from > 1e-9 * Math.abs(from));
          const ticks = niceTicks(from, until, wanted);
          expect(ticks.length).toBeLessThanOrEqual(2 * wanted + 1);
          for (const tick of ticks) {
            expect(tick).toBeGreaterThanOrEqual(from - 1e-6 * span);
            expect(tick).toBeLessThanOrEqual(until + 1e-6 * span);
          }
          const steps = ticks.slice(1).map((tick, i) => tick - ticks[i]!);
          for (const step of steps) {
            expect(Math.abs(step - steps[0]!)).toBeLessThan(1e-6 * span);
            // Differences of near numbers lose digits: 1 less 0.9999999 falls just short of 1e-7, so 10 is 1 as well.
            const mantissa = step / 10 ** Math.floor(Math.log10(step));
            expect(Math.min(...[1, 2, 5, 10].map((m) => Math.abs(mantissa - m)))).toBeLessThan(1e-3);
          }
        },
      ),
      { examples: [[0.9999991999999999, 0.000001, 10]] },
    );
  });

  it("of time are round instants of UTC with their words", () => {
    const at = (text: string) => Date.parse(text) / 1000;
    expect(timeTicks(at("2023-02-11T09:20Z"), at("2023-02-11T10:12Z"), 6).map(({ label }) => label)).toEqual([
      "09:20",
      "09:30",
      "09:40",
      "09:50",
      "10:00",
      "10:10",
    ]);
    expect(timeTicks(at("2023-02-11T22:00Z"), at("2023-02-12T04:00Z"), 3).map(({ label }) => label)).toEqual([
      "22:00",
      "12 Feb",
      "02:00",
      "04:00",
    ]);
    expect(timeTicks(at("2022-11-15T00:00Z"), at("2023-09-30T00:00Z"), 6).map(({ label }) => label)).toEqual([
      "2023",
      "Mar",
      "May",
      "Jul",
      "Sep",
    ]);
  });

  it("of time lie within any span and never come in thousands", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4e9 }),
        fc.double({ min: 1, max: 3e9, noNaN: true }),
        (fromS, spanS) => {
          const ticks = timeTicks(fromS, fromS + spanS, 7);
          expect(ticks.length).toBeLessThan(20);
          for (const { timeS } of ticks) {
            expect(timeS).toBeGreaterThanOrEqual(fromS);
            expect(timeS).toBeLessThanOrEqual(fromS + spanS);
          }
        },
      ),
    );
  });
});

describe("a scale", () => {
  it("maps its ends to the ends of its range, keeps order, and clamps what lies outside", () => {
    fc.assert(
      fc.property(
        finite,
        fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (from, span, share) => {
          const until = from + span;
          fc.pre(until > from);
          const scale = linearScale([from, until], [200, 20]);
          expect(scale.at(from)).toBeCloseTo(200, 6);
          expect(scale.at(until)).toBeCloseTo(20, 6);
          expect(scale.at(from + share * (until - from))).toBeLessThanOrEqual(200 + 1e-6);
          expect(scale.clamp(until + span)).toBeCloseTo(20, 6);
          expect(scale.clamp(from - span)).toBeCloseTo(200, 6);
        },
      ),
    );
  });

  it("refuses an axis without length, and a logarithm of nothing", () => {
    expect(() => linearScale([3, 3], [0, 1])).toThrow(/two different ends/);
    expect(() => logScale([0, 10], [0, 1])).toThrow(/above zero/);
  });

  it("spans all values that are known, and nothing where none is", () => {
    expect(spanOf([Number.NaN, 2, 4, Number.NaN], 0)).toEqual([2, 4]);
    expect(spanOf([Number.NaN])).toBeNull();
    const [low, high] = spanOf([5, 5])!;
    expect(low).toBeLessThan(5);
    expect(high).toBeGreaterThan(5);
  });
});
