import { describe, expect, it } from "vitest";
import { CubicSpline } from "./spline.ts";

// Oracle: polynomials up to the third order, which a not-a-knot spline reproduces; tolerance 1e-11 relative to the largest value.
const cubic = (x: number) => 2 - 3 * x + 0.5 * x * x - 0.02 * x ** 3;
const cubicSlope = (x: number) => -3 + x - 0.06 * x * x;
const unevenPoints = [-4, -3.1, -1, 0.3, 2, 2.2, 5, 9];

describe("cubic spline", () => {
  it("reproduces a cubic and its slope through uneven points, between and beyond them", () => {
    const spline = new CubicSpline(unevenPoints, unevenPoints.map(cubic));
    for (let x = -5; x <= 10; x += 0.13) {
      expect(Math.abs(spline.at(x) - cubic(x))).toBeLessThan(1e-11 * 100);
      expect(Math.abs(spline.slopeAt(x) - cubicSlope(x))).toBeLessThan(1e-11 * 100);
    }
  });

  it("is a line through two points and a parabola through three", () => {
    const line = new CubicSpline([1, 3], [2, 8]);
    expect(line.at(2)).toBeCloseTo(5, 12);
    expect(line.slopeAt(2.7)).toBeCloseTo(3, 12);
    const parabola = new CubicSpline([0, 1, 3], [0, 1, 9]);
    for (const x of [0.5, 1.5, 2.9]) expect(parabola.at(x)).toBeCloseTo(x * x, 12);
  });

  it("approaches a smooth function with the fourth power of the spacing", () => {
    const worst = (count: number) => {
      const xs = Array.from({ length: count + 1 }, (_, i) => (3 * i) / count);
      const spline = new CubicSpline(xs, xs.map(Math.sin));
      let error = 0;
      for (let x = 0; x <= 3; x += 0.001) error = Math.max(error, Math.abs(spline.at(x) - Math.sin(x)));
      return error;
    };
    const order = Math.log2(worst(20) / worst(40));
    expect(order).toBeGreaterThan(3.6);
  });

  it("refuses points that do not rise, and says which", () => {
    expect(() => new CubicSpline([0, 2, 2], [1, 2, 3])).toThrow(/abscissa 2 is 2, not above/);
    expect(() => new CubicSpline([0], [1])).toThrow(/two or more/);
  });
});
