// Oracles: SciPy's Sobol points (unscrambled; first points of some dimensions); equidistribution of digital nets, counted; integrals
// in closed form; the distribution functions of the four laws in closed form. Tolerances: exact for points and counts; Kolmogorov-
// Smirnov 2.7 / sqrt(n), about once in a million; means within 5 standard errors.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawMembers } from "./draw-members.ts";
import { quantileOf } from "./quantile-of.ts";
import { ScrambledSobol, SOBOL_DIMENSIONS } from "./scrambled-sobol.ts";
import type { Distribution, Variable } from "./variable.ts";

const variable = (
  low: number,
  value: number,
  high: number,
  distribution: Distribution = "uniform",
): Variable => ({ name: "x", unit: "1", range: { low, value, high, source: "estimate" }, distribution });
const unit = (name: string): Variable => ({ ...variable(0, 0.5, 1), name });
const units = (count: number) => Array.from({ length: count }, (_, i) => unit(`x${i}`));

describe("Sobol points before scrambling", () => {
  // scipy.stats.qmc.Sobol(160, scramble=False, bits=32).random(1024), rows 1, 2, 5, 11, 1000 and columns as named, times 2^32.
  const columns = [0, 1, 2, 7, 39, 100, 159];
  const rows: Record<number, number[]> = {
    1: [2147483648, 2147483648, 2147483648, 2147483648, 2147483648, 2147483648, 2147483648],
    2: [3221225472, 1073741824, 1073741824, 3221225472, 1073741824, 1073741824, 3221225472],
    5: [3758096384, 3758096384, 536870912, 1610612736, 1610612736, 536870912, 536870912],
    11: [1879048192, 2415919104, 805306368, 2952790016, 1342177280, 3489660928, 1879048192],
    1000: [943718400, 415236096, 2227175424, 3862953984, 2059403264, 3300917248, 624951296],
  };

  it("are those of another implementation", () => {
    const sobol = new ScrambledSobol(SOBOL_DIMENSIONS, 1);
    for (const [row, values] of Object.entries(rows)) {
      const natural = Number(row) ^ (Number(row) >> 1);
      expect(columns.map((dimension) => sobol.digits(natural, dimension))).toEqual(values);
    }
  });
});

describe("scrambled points", () => {
  it("fill every elementary box of the first two dimensions once, and each interval of every dimension once", () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.integer({ min: 0, max: 9 }), (seed, power) => {
        const count = 2 ** power;
        const sobol = new ScrambledSobol(SOBOL_DIMENSIONS, seed);
        for (let first = 0; first <= power; first++) {
          const boxes = new Set<number>();
          for (let n = 0; n < count; n++) {
            const x = Math.floor(sobol.coordinate(n, 0) * 2 ** first);
            const y = Math.floor(sobol.coordinate(n, 1) * 2 ** (power - first));
            boxes.add(x * count + y);
          }
          expect(boxes.size).toBe(count);
        }
        for (const dimension of [2, 17, 90, SOBOL_DIMENSIONS - 1]) {
          const cells = new Set<number>();
          for (let n = 0; n < count; n++) cells.add(Math.floor(sobol.coordinate(n, dimension) * count));
          expect(cells.size).toBe(count);
        }
      }),
      { numRuns: 15 },
    );
  });

  it("are each uniform over seeds", () => {
    for (const [number, dimension] of [
      [0, 0],
      [0, 5],
      [3, 1],
      [700, 40],
    ] as const) {
      const drawn = Array.from({ length: 3000 }, (_, seed) =>
        new ScrambledSobol(dimension + 1, seed).coordinate(number, dimension),
      ).sort((a, b) => a - b);
      const distance = Math.max(...drawn.map((u, i) => Math.abs(u - (i + 0.5) / drawn.length)));
      expect(distance).toBeLessThan(2.7 / Math.sqrt(drawn.length));
    }
  });
});

describe("the law of an uncertain quantity", () => {
  const laws: [Distribution, (x: number, low: number, value: number, high: number) => number][] = [
    ["uniform", (x, low, _, high) => (x - low) / (high - low)],
    ["log-uniform", (x, low, _, high) => Math.log(x / low) / Math.log(high / low)],
    [
      "triangular",
      (x, low, value, high) =>
        x < value
          ? (x - low) ** 2 / ((high - low) * (value - low))
          : 1 - (high - x) ** 2 / ((high - low) * (high - value)),
    ],
  ];

  it.each(laws)("%s has its distribution function, over its whole range", (law, cdf) => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 5, noNaN: true }),
        fc.double({ min: 0.1, max: 50, noNaN: true }),
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (low, width, part, u) => {
          const [value, high] = [low + part * width, low + width];
          const x = quantileOf(variable(low, value, high, law), u);
          expect(x).toBeGreaterThanOrEqual(low);
          expect(x).toBeLessThanOrEqual(high);
          expect(cdf(x, low, value, high)).toBeCloseTo(u, 9);
        },
      ),
    );
  });

  it("normal has its value as median, two standard deviations to each side, and ends there", () => {
    const x = (u: number) => quantileOf(variable(1, 2, 6, "normal"), u);
    expect([x(0), x(0.5), x(1)]).toEqual([1, expect.closeTo(2, 12), 6]);
    // One of two standard deviations below: (Phi(-1) - Phi(-2)) / (1 - 2 Phi(-2)), tabulated Phi.
    const u = (0.1586552539314571 - 0.022750131948179212) / (1 - 2 * 0.022750131948179212);
    expect(x(u)).toBeCloseTo(1.5, 12);
    expect(x(1 - u)).toBeCloseTo(4, 12);
  });

  it("gives the value itself where there is no range, and rises with u where there is", () => {
    for (const law of ["uniform", "triangular", "normal", "log-uniform"] as const) {
      expect(quantileOf(variable(3, 3, 3, law), 0.2)).toBe(3);
      let before = Number.NEGATIVE_INFINITY;
      for (let u = 0; u <= 1; u += 1 / 64) {
        const x = quantileOf(variable(0.5, 0.5, 4, law), u);
        expect(x).toBeGreaterThanOrEqual(before);
        before = x;
      }
    }
  });
});

describe("members drawn", () => {
  it("do not depend on how many there are, in which order they are drawn, or on the draws of others", () => {
    const one = drawMembers(units(7), 5, "sobol");
    const other = drawMembers(units(7), 5, "sobol");
    const backwards = [900, 12, 3, 0].map((number) => other(number));
    expect([900, 12, 3, 0].map((number) => one(number))).toEqual(backwards);
    expect(drawMembers(units(7), 6, "sobol")(3)).not.toEqual(one(3));
    const seeds = Array.from({ length: 500 }, (_, number) => one(number).seed);
    expect(new Set(seeds).size).toBe(500);
  });

  it("have independent seeds and draws, where they are random", () => {
    const draw = drawMembers(units(3), 8, "random");
    const rows = Array.from({ length: 4000 }, (_, number) => {
      const { draws, seed } = draw(number);
      return [...draws, seed / 2 ** 53].map((u) => (u - 0.5) * Math.sqrt(12));
    });
    const bound = 5 / Math.sqrt(rows.length);
    for (let a = 0; a < 4; a++) {
      for (let b = 0; b < a; b++)
        expect(Math.abs(rows.reduce((sum, row) => sum + row[a]! * row[b]!, 0) / rows.length)).toBeLessThan(
          bound,
        );
      const lag = rows.slice(1).reduce((sum, row, i) => sum + row[a]! * rows[i]![a]!, 0) / rows.length;
      expect(Math.abs(lag)).toBeLessThan(bound);
    }
  });

  it("are drawn beyond the table of Sobol directions too", () => {
    const draw = drawMembers(units(SOBOL_DIMENSIONS + 3), 1, "sobol");
    const last = Array.from({ length: 2000 }, (_, number) => draw(number).draws.at(-1)!);
    expect(Math.abs(last.reduce((sum, u) => sum + u, 0) / last.length - 0.5)).toBeLessThan(
      5 / Math.sqrt(12 * 2000),
    );
  });

  // Integrands over the unit cube with integral 1 and known variance under plain Monte Carlo.
  const integrands: [string, number, number, (x: readonly number[]) => number][] = [
    ["a sum of waves", 5, 5 / 2, (x) => 1 + x.reduce((sum, u) => sum + Math.sin(2 * Math.PI * u), 0)],
    ["a product that couples all", 6, (1 + 1 / 12) ** 6 - 1, (x) => x.reduce((all, u) => all * (0.5 + u), 1)],
    ["a step across two", 2, 1, (x) => (x[0]! + x[1]! < 1 ? 2 : 0)],
  ];

  it.each(integrands)(
    "evenly estimate %s with far less variance than plain Monte Carlo, and no bias",
    (_, size, variance, f) => {
      const [members, runs] = [256, 60];
      const errors = Array.from({ length: runs }, (_, seed) => {
        const draw = drawMembers(units(size), seed, "sobol");
        let sum = 0;
        for (let number = 0; number < members; number++) sum += f(draw(number).draws);
        return sum / members - 1;
      });
      const plain = variance / members;
      const ours = errors.reduce((sum, error) => sum + error * error, 0) / runs;
      expect(ours).toBeLessThan(plain / 8);
      const mean = errors.reduce((sum, error) => sum + error, 0) / runs;
      expect(Math.abs(mean)).toBeLessThan(5 * Math.sqrt(ours / runs));
    },
  );

  it.each(integrands)("plainly estimate %s with the variance of the textbook", (_, size, variance, f) => {
    const [members, runs] = [64, 400];
    let squares = 0;
    for (let seed = 0; seed < runs; seed++) {
      const draw = drawMembers(units(size), seed, "random");
      let sum = 0;
      for (let number = 0; number < members; number++) sum += f(draw(number).draws);
      squares += (sum / members - 1) ** 2;
    }
    expect(squares / runs / (variance / members)).toBeGreaterThan(1 - 5 * Math.sqrt(2 / runs));
    expect(squares / runs / (variance / members)).toBeLessThan(1 + 5 * Math.sqrt(2 / runs));
  });

  it("are refused where a range cannot be drawn from", () => {
    const refused = (range: Variable) => () => drawMembers([range], 1, "sobol");
    expect(refused(variable(0, 1, 2, "log-uniform"))).toThrow(
      /log-uniform quantity is above 0, its lowest is 0/,
    );
    expect(refused(variable(2, 1, 3))).toThrow(/1 is not between 2 and 3/);
    expect(refused(variable(0, Number.NaN, 3))).toThrow(/not all finite/);
    expect(() => drawMembers([], 0.5, "sobol")).toThrow(/whole number, got 0.5/);
  });
});
