import { describe, expect, it } from "vitest";
import { repeatableExp, repeatableLog, repeatablePow } from "./repeatable-math.ts";

// Oracle: the engine's own Math.exp and Math.log. Relative tolerance 2e-15 (a few units in the last place).
const TOLERANCE = 2e-15;

describe("exponential and logarithm that are the same in every engine", () => {
  it("agree with the engine's exponential from -300 to 300", () => {
    for (let x = -300; x <= 300; x += 0.37) {
      expect(Math.abs(repeatableExp(x) / Math.exp(x) - 1)).toBeLessThan(TOLERANCE);
    }
  });

  it("agree with the engine's logarithm over sixty decades", () => {
    for (let decade = -30; decade <= 30; decade += 0.217) {
      const x = 10 ** decade;
      expect(Math.abs(repeatableLog(x) - Math.log(x))).toBeLessThanOrEqual(
        TOLERANCE * Math.max(1, Math.abs(Math.log(x))),
      );
    }
  });

  it("undo each other", () => {
    for (let x = 1e-9; x < 1e9; x *= 3.7)
      expect(Math.abs(repeatableExp(repeatableLog(x)) / x - 1)).toBeLessThan(2e-14);
  });

  it("raise a positive number to a broken power as the engine does", () => {
    for (const base of [0.01, 0.27424, 0.5, 3, 250])
      for (const exponent of [-2.5, 0.2847, 0.38, 1.7])
        expect(Math.abs(repeatablePow(base, exponent) / base ** exponent - 1)).toBeLessThan(2e-14);
  });

  it("pass through what is not a number and name the edges", () => {
    expect(repeatableExp(Number.NaN)).toBeNaN();
    expect(repeatableLog(-1)).toBeNaN();
    expect(repeatableLog(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(repeatableExp(-1000)).toBe(0);
    expect(repeatableExp(1000)).toBe(Number.POSITIVE_INFINITY);
  });
});
