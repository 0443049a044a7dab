import { describe, expect, it } from "vitest";
import { normalFrom } from "../testing/loop-fixture.case.ts";
import {
  BLOCK_FRAMES,
  beginCalibration,
  calibrate,
  evidenceDivisor,
  isWhite,
  varianceRatios,
} from "./self-calibration.ts";

// Oracles: for white noise the mean square of a sum of L terms is L; for an AR(1) with coefficient r it is
// L (1 + r)/(1 - r) - 2 r (1 - r^L)/(1 - r)^2 in units of the variance. Tolerance 15 % (seeded sampling error).

function ratiosOf(count: number, next: () => number): Float64Array {
  let calibration = beginCalibration();
  for (let i = 0; i < count; i++) calibration = calibrate(calibration, next());
  return varianceRatios(calibration);
}

describe("the loop's measure of its own innovations", () => {
  it("is one at every length for white noise, and passes the whiteness gate", () => {
    const ratios = ratiosOf(60_000, normalFrom(4));
    expect(isWhite(ratios.slice(0, 3))).toBe(true);
    expect(Math.abs(ratios[3]! - 1)).toBeLessThan(0.3);
  });

  it("finds the excess of correlated noise that theory gives, and fails the gate", () => {
    const r = 0.6;
    const normal = normalFrom(9);
    let x = 0;
    const ratios = ratiosOf(60_000, () => {
      x = r * x + Math.sqrt(1 - r * r) * normal();
      return x;
    });
    for (let rung = 0; rung < 3; rung++) {
      const length = BLOCK_FRAMES[rung]!;
      const theory = (1 + r) / (1 - r) - (2 * r * (1 - r ** length)) / (length * (1 - r) ** 2);
      expect(Math.abs(ratios[rung]! / theory - 1)).toBeLessThan(0.15);
    }
    expect(isWhite(ratios)).toBe(false);
  });

  it("discounts evidence by the worst ratio at lengths up to twice the age, and never raises it", () => {
    const ratios = Float64Array.of(0.5, 1.4, 3, 7);
    expect(evidenceDivisor(ratios, 0, 1)).toBe(1);
    expect(evidenceDivisor(ratios, 0, 4)).toBe(1.4);
    expect(evidenceDivisor(ratios, 0, 32)).toBe(3);
    expect(evidenceDivisor(ratios, 0, 10_000)).toBe(7);
  });
});

describe("the scale of a loop's drift", () => {
  const sums = (count: number, next: (i: number) => number) => {
    let calibration = beginCalibration();
    for (let i = 0; i < count; i++) calibration = calibrate(calibration, next(i));
    return Math.exp(calibration.lnDrift);
  };

  it("stays near the described one in white noise, with a leak or without", () => {
    for (const mean of [0, -0.15]) {
      const normal = normalFrom(31);
      expect(sums(100_000, () => normal() + mean)).toBeLessThan(1.8);
    }
  });

  it("rises where sums scatter more than white noise has it, and not beyond its limit", () => {
    const normal = normalFrom(32);
    let drift = 0;
    const wandering = () => {
      drift = 0.995 * drift + 0.1 * normal();
      return normal() + drift;
    };
    const scale = sums(100_000, wandering);
    expect(scale).toBeGreaterThan(5);
    expect(scale).toBeLessThanOrEqual(100 + 1e-9);
  });
});
