import { describe, expect, it } from "vitest";
import { fitLeastSquares, solved } from "./least-squares.ts";

// Oracles: exact data of a known law give its parameters back (1e-5); of a line in the logarithms the deviation is known in closed
// form (1e-3); linear systems by substitution (1e-12).

const times = Array.from({ length: 40 }, (_, i) => 0.1 * i);
const decay = (a: number, b: number) => (t: number) => a * Math.exp(-b * t);

describe("a fit of least squares", () => {
  it.each([
    [3, 0.7],
    [0.02, 5],
    [4e4, 0.05],
  ])("finds the law behind exact data from a start far off: %d exp(-%d t)", (a, b) => {
    const scale = a / 100;
    const found = fitLeastSquares(
      ([x = 0, y = 0]) => times.map((t) => (decay(x, y)(t) - decay(a, b)(t)) / scale),
      [a * 3, b / 3],
      { rounds: 60, tolerance: 1e-14, step: 1e-4 },
    );
    expect(found.parameters[0]! / a).toBeCloseTo(1, 5);
    expect(found.parameters[1]! / b).toBeCloseTo(1, 5);
    expect(found.sum).toBeLessThan(1e-6 * found.startSum);
  });

  it("says how well each parameter is known: one seen n times with a deviation of one, to one over the root of n", () => {
    for (const n of [1, 4, 25]) {
      const found = fitLeastSquares(([x = 1]) => Array.from({ length: n }, () => Math.log(x / 2) * 10), [5]);
      expect(found.parameters[0]).toBeCloseTo(2, 3);
      expect(found.logDeviation[0]! * 10 * Math.sqrt(n)).toBeCloseTo(1, 3);
    }
  });

  it("ends without a change where it starts at the bottom, and never raises the sum", () => {
    const best = fitLeastSquares(([x = 1]) => [Math.log(x), 1 - Math.log(x)], [Math.exp(0.5)]);
    expect(best.parameters[0]).toBeCloseTo(Math.exp(0.5), 3);
    expect(best.sum).toBeLessThanOrEqual(best.startSum);
    expect(best.converged).toBe(true);
  });

  it("leaves a parameter alone that changes nothing", () => {
    const found = fitLeastSquares(([x = 1]) => [Math.log(x / 3)], [1, 7]);
    expect(found.parameters[1]).toBeCloseTo(7, 9);
    expect(found.parameters[0]).toBeCloseTo(3, 3);
  });

  it("refuses a start that is not positive or gives no number", () => {
    expect(() => fitLeastSquares(() => [1], [0])).toThrow("positive");
    expect(() => fitLeastSquares(() => [Number.NaN], [1])).toThrow("not finite");
  });
});

describe("linear equations", () => {
  it("are solved with rows exchanged where the first entry is nothing", () => {
    const matrix = [
      [0, 2, 1],
      [1, -1, 0],
      [3, 0, 5],
    ];
    const x = solved(matrix, [5, -1, 18]);
    matrix.forEach((row, i) => {
      expect(row.reduce((sum, a, j) => sum + a * x[j]!, 0)).toBeCloseTo([5, -1, 18][i]!, 12);
    });
  });
});
