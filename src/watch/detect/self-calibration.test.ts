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
