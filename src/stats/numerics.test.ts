// Oracles: closed forms (polynomials, uniform sums, printed scores of the literature), tolerance in each line;
// sampling tests use a fixed seed and 4.5 standard errors.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  adtqc,
  autoregressiveStepInformationRate,
  brierScore,
  crpsEnsemble,
  crpsNormal,
  driftRampInformationRate,
  findRoot,
  gaussLegendre,
  integrate,
  intervalScore,
  irwinHallCdf,
  irwinHallSurvival,
  log1mExp,
  logAddExp,
  logScore,
  logSumExp,
  nabPositionScore,
  normalCdf,
  normaliseLogWeights,
  poissonCdf,
  randomStream,
  randomWalkFilter,
  resumeStream,
  solveDense,
  whiteRampInformation,
} from "./index.ts";

describe("scores", () => {
  test("of a normal forecast are the printed ones", () => {
    const table = [
      [0, 0.23369498],
      [0.5, 0.33140353],
      [1, 0.60244136],
      [2, 1.45279182],
      [3, 2.43657473],
    ] as const;
    for (const [y, score] of table) expect(crpsNormal(0, 1, y)).toBeCloseTo(score, 8);
    expect(crpsNormal(10, 2, 12)).toBeCloseTo(2 * 0.60244136, 7);
    expect(crpsNormal(1, 0, 3)).toBe(2);
  });
  test("of an ensemble are the printed ones, plain and fair", () => {
    expect(crpsEnsemble([4, 1, 3, 2], 2.5)).toBeCloseTo(0.375, 14);
    expect(crpsEnsemble([1, 2, 3, 4], 2.5, true)).toBeCloseTo(0.1666667, 7);
    expect(crpsEnsemble([1, 2, 3, 4], 5)).toBeCloseTo(1.875, 14);
  });
  test("of a large ensemble approach that of its distribution", () => {
    const random = randomStream(5);
    const members = Array.from({ length: 20_000 }, () => random.normal());
    expect(crpsEnsemble(members, 1)).toBeCloseTo(0.60244136, 1.7);
  });
  test("of intervals, odds, positions and timing are the printed ones", () => {
    expect(intervalScore(-1.645, 1.645, 0, 0.1)).toBeCloseTo(3.29, 12);
    expect(intervalScore(-1.645, 1.645, 2, 0.1)).toBeCloseTo(10.39, 12);
    expect(intervalScore(-1.645, 1.645, -2, 0.1)).toBeCloseTo(10.39, 12);
    expect(brierScore(0.3, true)).toBeCloseTo(0.49, 14);
    expect(logScore(Math.exp(-2))).toBeCloseTo(2, 14);
    const nab = [-1, -0.5, -0.25, 0, 0.5, 1].map(nabPositionScore);
    [0.986614, 0.848284, 0.5546, 0, -0.848284, -0.986614].forEach((value, i) => {
      expect(nab[i]).toBeCloseTo(value, 6);
    });
    const late = [0.1, 0.25, 0.5, 0.75].map((x) => adtqc(x * 7, 3, 7));
    [0.997459, 0.951953, 0.5, 0.048047].forEach((value, i) => {
      expect(late[i]).toBeCloseTo(value, 6);
    });
    expect(adtqc(-1.5, 3, 7)).toBeCloseTo(0.151955, 6);
    expect([adtqc(0, 3, 7), adtqc(7, 3, 7), adtqc(-3, 3, 7)]).toEqual([1, 0, 0]);
  });
});

describe("information about a ramp", () => {
  test("in white noise has its closed form, equal to the sum over samples", () => {
    expect(whiteRampInformation(0.1, 3, 10)).toBeCloseTo(0.2138888889, 10);
    expect(whiteRampInformation(0.1, 3, 100)).toBeCloseTo(187.9722222, 7);
    expect(whiteRampInformation(0.1, 3, 200)).toBeCloseTo(1492.611111, 6);
    let sum = 0;
    for (let k = 1; k <= 57; k++) sum += (0.1 * k) ** 2 / (2 * 9);
    expect(whiteRampInformation(0.1, 3, 57)).toBeCloseTo(sum, 10);
  });
  test("in drift follows from the steady filter", () => {
    const filter = randomWalkFilter(0.25, 4);
    expect(filter.predictedVariance).toBeCloseTo(1.1327822185, 10);
    expect(filter.innovationVariance).toBeCloseTo(5.1327822185, 10);
    expect(filter.gain).toBeCloseTo(0.2206955546, 10);
    expect(filter.rampResponse).toBeCloseTo(4.5311288742, 9);
    expect(filter.gain ** 2 * filter.innovationVariance).toBeCloseTo(0.25, 14);
    const rate = filter.rampResponse ** 2 / (2 * filter.innovationVariance);
    expect(rate).toBeCloseTo(driftRampInformationRate(1, 0.25), 12);
    expect(rate).toBeCloseTo(2, 12);
  });
  test("of a step in autocorrelated noise falls to the white value without correlation", () => {
    expect(autoregressiveStepInformationRate(1, 0, 1)).toBe(0.5);
    expect(autoregressiveStepInformationRate(1, 0.5, 1)).toBe(0.125);
  });
});

describe("the sum of uniforms", () => {
  test("has its closed forms for one to three terms", () => {
    for (const x of [0.1, 0.5, 0.9]) {
      expect(irwinHallCdf(x, 1)).toBeCloseTo(x, 14);
      expect(irwinHallCdf(x, 2)).toBeCloseTo((x * x) / 2, 14);
      expect(irwinHallCdf(x, 3)).toBeCloseTo(x ** 3 / 6, 14);
    }
    expect(irwinHallSurvival(2.9071, 3) / ((3 - 2.9071) ** 3 / 6)).toBeCloseTo(1, 10);
  });
  test("is symmetric, monotone and near normal for many terms", () => {
    for (const n of [5, 30, 100]) {
      let previous = 0;
      for (let i = 1; i < 40; i++) {
        const x = (n * i) / 40;
        const p = irwinHallCdf(x, n);
        expect(p).toBeGreaterThanOrEqual(previous);
        expect(p + irwinHallCdf(n - x, n)).toBeCloseTo(1, 12);
        // Edgeworth: the kurtosis -6/(5n) moves the cdf by at most 0.0275 / n
        expect(Math.abs(p - normalCdf((x - n / 2) / Math.sqrt(n / 12)))).toBeLessThan(0.03 / n);
        previous = p;
      }
    }
  });
});

describe("quadrature, roots and small systems", () => {
  test("integrate polynomials of degree 2n - 1 exactly", () => {
    for (const n of [1, 2, 5, 20]) {
      const degree = 2 * n - 1;
      const integral = integrate((x) => x ** degree, 0, 2, n);
      expect(Math.abs(integral / (2 ** (degree + 1) / (degree + 1)) - 1)).toBeLessThan(1e-13);
    }
    const { weights } = gaussLegendre(301, -1, 1);
    expect(weights.reduce((a, b) => a + b)).toBeCloseTo(2, 13);
  });
  test("find a root wherever it lies in the bracket", () => {
    fc.assert(
      fc.property(fc.double({ min: -50, max: 50, noNaN: true }), (root) => {
        const found = findRoot((x) => Math.tanh(x - root) + (x - root) ** 3, -60, 70);
        expect(Math.abs(found - root)).toBeLessThan(1e-9);
      }),
    );
    expect(() => findRoot((x) => x * x + 1, -1, 1)).toThrow("no sign change");
  });
  test("solve a system to a small residual, and name a singular one", () => {
    const random = randomStream(11);
    const n = 40;
    const a = Float64Array.from({ length: n * n }, () => random.normal());
    const truth = Float64Array.from({ length: n }, () => random.normal());
    const b = Float64Array.from({ length: n }, (_, i) =>
      truth.reduce((sum, x, j) => sum + a[i * n + j]! * x, 0),
    );
    const x = solveDense(a.slice(), b.slice());
    for (let i = 0; i < n; i++) expect(x[i]).toBeCloseTo(truth[i]!, 9);
    expect(() => solveDense(new Float64Array([1, 2, 2, 4]), new Float64Array([1, 1]))).toThrow("singular");
  });
  test("add in the log domain without overflow", () => {
    expect(logSumExp([1000, 1000])).toBeCloseTo(1000 + Math.LN2, 12);
    expect(logSumExp([])).toBe(Number.NEGATIVE_INFINITY);
    expect(logAddExp(-2000, -2001)).toBeCloseTo(-2000 + Math.log1p(Math.exp(-1)), 12);
    expect(log1mExp(1e-20)).toBeCloseTo(Math.log(1e-20), 12);
    expect([...normaliseLogWeights([-5000, -5000 + Math.log(3)])]).toEqual([
      expect.closeTo(0.25, 12),
      expect.closeTo(0.75, 12),
    ]);
    expect(() => normaliseLogWeights([Number.NEGATIVE_INFINITY])).toThrow("every weight");
  });
});

describe("a random stream", () => {
  test("repeats itself from its seed and differs for another", () => {
    const draw = (seed: number) => Array.from({ length: 5 }, randomStream(seed).uniform);
    expect(draw(42)).toEqual(draw(42));
    expect(draw(42)).not.toEqual(draw(43));
  });
  test("has named sub-streams that do not depend on what was drawn before", () => {
    const fresh = randomStream(7);
    const used = randomStream(7);
    for (let i = 0; i < 10; i++) used.normal();
    expect(used.named("sensor").uniform()).toBe(fresh.named("sensor").uniform());
    expect(fresh.named("sensor").uniform()).not.toBe(fresh.named("leak").uniform());
    expect(fresh.named(1).uniform()).not.toBe(fresh.named("1").uniform());
  });
  test("goes on from a saved state as if never stopped, sub-streams included", () => {
    const random = randomStream(3);
    random.normal();
    const copy = resumeStream(structuredClone(random.state()));
    expect([copy.normal(), copy.uniform(), copy.poisson(80)]).toEqual([
      random.normal(),
      random.uniform(),
      random.poisson(80),
    ]);
    expect(copy.named("x").uniform()).toBe(random.named("x").uniform());
  });
  test("has the moments of its distributions", () => {
    const random = randomStream(20230211);
    const n = 40_000;
    const mean = (draw: () => number) => {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += draw();
      return sum / n;
    };
    const allowed = (variance: number) => 4.5 * Math.sqrt(variance / n);
    expect(Math.abs(mean(random.uniform) - 0.5)).toBeLessThan(allowed(1 / 12));
    expect(Math.abs(mean(() => random.normal()))).toBeLessThan(allowed(1));
    expect(Math.abs(mean(() => random.normal() ** 2) - 1)).toBeLessThan(allowed(2));
    expect(Math.abs(mean(() => random.exponential(3)) - 3)).toBeLessThan(allowed(9));
    for (const rate of [0.3, 12, 31, 400])
      expect(Math.abs(mean(() => random.poisson(rate)) - rate)).toBeLessThan(allowed(rate));
    const share = mean(() => (random.poisson(50) <= 45 ? 1 : 0));
    const p = poissonCdf(45, 50);
    expect(Math.abs(share - p)).toBeLessThan(allowed(p * (1 - p)));
  });
  test("has uncorrelated neighbours among its named sub-streams", () => {
    const random = randomStream(1);
    const n = 20_000;
    let sum = 0;
    for (let i = 0; i < n; i++)
      sum += (random.named(i).uniform() - 0.5) * (random.named(i + 1).uniform() - 0.5);
    expect(Math.abs(sum / n)).toBeLessThan((4.5 * (1 / 12)) / Math.sqrt(n));
  });
});
