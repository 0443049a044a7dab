import { describe, expect, it } from "vitest";
import { verifyBelow } from "../../test/verified.case.ts";
import { iceVapourPressurePa, lawOf, type PropertyLaw, waterVapourPressurePa } from "./property-law.ts";

// Oracles: each form written out with the engine's own functions (1e-12 relative); vapour pressures of water and ice that
// IAPWS and Murphy and Koop publish (1e-3).
const at = (law: PropertyLaw, t: number, fraction = 1) => lawOf(law, fraction)(t);

describe("the forms in which a coolant file writes a property", () => {
  it.each<[PropertyLaw, (t: number) => number]>([
    [{ form: "constant", value: 7 }, () => 7],
    [
      { form: "polynomial", aboutK: 250, coefficients: [3, -2, 0.5], scale: 2 },
      (t) => 2 * (3 - 2 * (t - 250) + 0.5 * (t - 250) ** 2),
    ],
    [
      { form: "exponential", coefficients: [84.912, -6722.2, -9.5157, 7.2244e-6, 2] },
      (t) => Math.exp(84.912 - 6722.2 / t - 9.5157 * Math.log(t) + 7.2244e-6 * t * t),
    ],
    [
      { form: "watson", criticalTemperatureK: 543.8, coefficients: [4.7711e7, 0.37949], scale: 0.01 },
      (t) => 4.7711e5 * (1 - t / 543.8) ** 0.37949,
    ],
    [
      { form: "rackett", criticalTemperatureK: 543.9, rackettZ: 0.2684, atK: 298.15, value: 687.7 },
      (t) => 687.7 * 0.2684 ** ((1 - 298.15 / 543.9) ** (2 / 7) - (1 - t / 543.9) ** (2 / 7)),
    ],
  ])("$form", (law, written) => {
    for (let t = 180; t < 370; t += 11) expect(Math.abs(at(law, t) / written(t) - 1)).toBeLessThan(1e-12);
  });

  it("table and points go through their values, through the logarithm too", () => {
    const values = [10, 30, 100, 280];
    for (const spline of ["values", "logarithms"] as const) {
      const table: PropertyLaw = { form: "table", fromK: 200, stepK: 10, spline, values };
      const points: PropertyLaw = { form: "points", temperaturesK: [200, 210, 220, 230], spline, values };
      values.forEach((value, i) => {
        expect(at(table, 200 + 10 * i)).toBeCloseTo(value, 10);
        expect(at(points, 200 + 10 * i)).toBeCloseTo(value, 10);
      });
      expect(at(table, 213)).toBeCloseTo(at(points, 213), 12);
    }
  });

  it("a mixture's law is a polynomial in temperature and mass fraction, or its exponential", () => {
    const coefficients = [
      [1, 2],
      [0.1, -0.3],
    ];
    const law = (of: "value" | "logarithm"): PropertyLaw => ({
      form: "mixture",
      aboutK: 300,
      aboutFraction: 0.3,
      of,
      coefficients,
    });
    const value = 1 + 2 * 0.2 + (0.1 - 0.3 * 0.2) * 5;
    expect(at(law("value"), 305, 0.5)).toBeCloseTo(value, 12);
    expect(at(law("logarithm"), 305, 0.5)).toBeCloseTo(Math.exp(value), 12);
  });

  it("Raoult's law takes water's share of the molecules", () => {
    const law: PropertyLaw = { form: "raoult-water", soluteMolarMassKgPerMol: 0.07609442 };
    const share = 0.6 / 0.01801528 / (0.6 / 0.01801528 + 0.4 / 0.07609442);
    expect(at(law, 300, 0.4) / waterVapourPressurePa(300)).toBeCloseTo(share, 12);
  });

  it("water and ice have the published vapour pressures", () => {
    for (const [t, pa] of [
      [273.16, 611.657],
      [293.15, 2339.2],
      [313.15, 7384.9],
      [333.15, 19_946],
    ] as const)
      verifyBelow(
        { subject: "vapour pressure of water", oracle: "published table", unit: "relative" },
        Math.abs(waterVapourPressurePa(t) / pa - 1),
        1e-3,
      );
    for (const [t, pa] of [
      [273.16, 611.657],
      [253.15, 103.24],
      [233.15, 12.84],
    ] as const)
      verifyBelow(
        { subject: "vapour pressure of ice", oracle: "published table", unit: "relative" },
        Math.abs(iceVapourPressurePa(t) / pa - 1),
        1e-3,
      );
    expect(waterVapourPressurePa(253.15)).toBeGreaterThan(iceVapourPressurePa(253.15));
  });
});
