import { describe, expect, it } from "vitest";
import { enthalpyFrom } from "./enthalpy-curve.ts";
import { curveOf } from "./property-curve.ts";

// Oracles: polynomials, which the curve meets to round-off (1e-11 relative), and a steep exponential (1e-5 relative, the
// bound that the knot spacing promises); the integral against its closed form (1e-12).
describe("a property curve", () => {
  it("meets a cubic law and its slope to round-off", () => {
    const law = (t: number) => 5 + 0.3 * t - 2e-3 * t * t + 3e-6 * t ** 3;
    const curve = curveOf(law, 200, 333.3);
    for (let t = 200; t <= 333.3; t += 0.317) {
      expect(Math.abs(curve.at(t) / law(t) - 1)).toBeLessThan(1e-11);
      expect(curve.slopeAt(t)).toBeCloseTo(0.3 - 4e-3 * t + 9e-6 * t * t, 9);
    }
  });

  it("meets a law that grows by a fifth a kelvin within one part in a hundred thousand", () => {
    const law = (t: number) => Math.exp(0.2 * t);
    const curve = curveOf(law, 150, 250);
    for (let t = 152; t < 248; t += 0.0831) expect(Math.abs(curve.at(t) / law(t) - 1)).toBeLessThan(1e-5);
  });

  it("has neither jumps nor kinks at its knots", () => {
    const curve = curveOf((t) => Math.sin(t / 7), 250, 300);
    for (let t = 251; t < 300; t++) {
      expect(Math.abs(curve.at(t + 1e-9) - curve.at(t - 1e-9))).toBeLessThan(1e-9);
      expect(Math.abs(curve.slopeAt(t + 1e-9) - curve.slopeAt(t - 1e-9))).toBeLessThan(1e-9);
    }
  });

  it("gives the end values at the very ends without noting an excursion, also where the range is not a whole number", () => {
    for (const [low, high] of [
      [223.15, 373.15],
      [155, 373.15],
      [0.1, 0.7],
    ] as const) {
      const curve = curveOf((t) => 2 * t, low, high);
      expect(curve.at(low)).toBeCloseTo(2 * low, 12);
      expect(curve.at(high)).toBeCloseTo(2 * high, 12);
      expect(curve.slopeAt(high)).toBeCloseTo(2, 9);
      expect(curve.asked[0]).toBe(Number.POSITIVE_INFINITY);
    }
  });

  it("keeps the lowest and the highest temperature asked for outside, and each copy keeps its own", () => {
    const curve = curveOf((t) => t, 200, 300);
    const copy = curve.again();
    for (const t of [190, 310, 185, 305, 250]) curve.at(t);
    expect([...curve.asked]).toEqual([185, 310]);
    expect(copy.asked[0]).toBe(Number.POSITIVE_INFINITY);
    expect(copy.at(250)).toBe(curve.at(250));
    curve.clear();
    expect(curve.asked[1]).toBe(Number.NEGATIVE_INFINITY);
  });

  it("refuses an empty range and a law that is not a number there", () => {
    expect(() => curveOf((t) => t, 300, 200)).toThrow(/300 to 200 K is empty/);
    expect(() => curveOf(() => Number.NaN, 200, 300)).toThrow(/gives NaN at 200 K; narrow/);
  });

  it("integrates exactly, from the zero that is asked for", () => {
    const heat = curveOf((t) => 2000 + 3 * (t - 273.15), 200, 350);
    const enthalpy = enthalpyFrom(heat, 273.15);
    expect(enthalpy.at(273.15)).toBeCloseTo(0, 9);
    for (let t = 200; t <= 350; t += 1.7) {
      const d = t - 273.15;
      const exact = 2000 * d + 1.5 * d * d;
      expect(Math.abs(enthalpy.at(t) - exact)).toBeLessThan(1e-12 * 2e5);
    }
    expect(enthalpy.at(360) - enthalpy.at(350)).toBeCloseTo(10 * heat.at(350), 6);
    expect(enthalpy.at(200) - enthalpy.at(190)).toBeCloseTo(10 * heat.at(200), 6);
  });
});
