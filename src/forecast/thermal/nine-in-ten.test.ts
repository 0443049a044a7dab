// Oracle: shares of 4,000 independent draws below, within and above a range; 3.3 standard deviations of a share.
import { describe, expect, test } from "vitest";
import { drawMembers } from "../../campaign/index.ts";
import { forecastVariable, type nineInTen } from "./nine-in-ten.ts";

const MANY = 4000;
const range = (low: number, value: number, high: number) => ({ low, value, high, source: "test" });
const drawsOf = (variable: ReturnType<typeof nineInTen>) => {
  const member = drawMembers([variable], 3, "random");
  return Array.from({ length: MANY }, (_, i) => member(i).draws[0]!);
};

describe("a number as a forecast draws it", () => {
  test.each([
    [21, 23, 25],
    [0.5, 1, 2],
    [0.12, 0.2, 0.35],
  ])("lies beyond either end of its range in a twentieth of the members: %d, %d, %d", (low, value, high) => {
    const draws = drawsOf(forecastVariable({ name: "n", unit: "K", range: range(low, value, high) }));
    const share = (test: (x: number) => boolean) => draws.filter(test).length / MANY;
    expect(Math.abs(share((x) => x < low) - 0.05)).toBeLessThan(0.012);
    expect(Math.abs(share((x) => x > high) - 0.05)).toBeLessThan(0.012);
    expect(Math.abs(share((x) => x < value) - 0.5)).toBeLessThan(0.027);
  });

  test("stays positive where its range is, and a share stays a share", () => {
    const power = drawsOf(forecastVariable({ name: "n", unit: "W", range: range(0, 10, 60) }));
    expect(Math.min(...power)).toBeGreaterThanOrEqual(0);
    const small = drawsOf(forecastVariable({ name: "n", unit: "m", range: range(0.01, 1, 2) }));
    expect(Math.min(...small)).toBeGreaterThanOrEqual(0.005);
    const share = drawsOf(forecastVariable({ name: "n", unit: "1", range: range(0.5, 0.9, 0.98) }));
    expect(Math.max(...share)).toBeLessThan(1);
    const angle = drawsOf(forecastVariable({ name: "n", unit: "rad", range: range(-1, 0, 1) }));
    expect(Math.min(...angle)).toBeLessThan(-1);
  });

  test("that is known is drawn as it is", () => {
    expect(new Set(drawsOf(forecastVariable({ name: "n", unit: "m", range: range(2, 2, 2) })))).toEqual(
      new Set([2]),
    );
  });
});
