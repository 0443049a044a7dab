// Oracle: golden/golden-values.json, made by golden/make-golden.py with mpmath (40 digits) and SciPy.
// Tolerances (relative): erf, erfc, normal 1e-14 (body) and 2e-13 (out to 26 sigma); log forms 1e-14; log-gamma 2e-14;
// gamma, beta, Poisson, binomial 1e-12; their quantiles 1e-11 (SciPy's own accuracy); discrete quantiles exact.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  betaBinomialLogPmf,
  betaI,
  betaQuantile,
  binomialAtLeast,
  binomialCdf,
  binomialQuantile,
  chiSquaredQuantile,
  erf,
  erfc,
  gammaP,
  gammaPoissonLogPmf,
  gammaQ,
  gammaQuantile,
  gammaSurvival,
  gammaUpperQuantile,
  logGamma,
  normalCdf,
  normalLogCdf,
  normalQuantile,
  normalQuantileOfLog,
  normalSurvival,
  poissonAtLeast,
  poissonCdf,
  poissonInterval,
  poissonPmf,
  poissonQuantile,
  poissonUpperBound,
  proportionInterval,
} from "./index.ts";

const golden = JSON.parse(
  readFileSync(new URL("./golden/golden-values.json", import.meta.url), "utf8"),
) as Record<string, number[][]>;

/** Largest relative error of a function over one table; the last column is the expected value. */
function worst(name: string, f: (...values: number[]) => number): number {
  let largest = 0;
  for (const row of golden[name]!) {
    const expected = row.at(-1)!;
    const value = f(...row.slice(0, -1));
    const error = value === expected ? 0 : Math.abs(value - expected) / Math.abs(expected);
    largest = Math.max(largest, Number.isNaN(error) ? Number.POSITIVE_INFINITY : error);
  }
  return largest;
}

describe("the normal distribution", () => {
  test("has an error function good to 1e-14 over its range", () => {
    expect(worst("erf", erf)).toBeLessThan(1e-14);
    expect(worst("erfc", erfc)).toBeLessThan(1e-14);
  });
  test("has a cdf good to 1e-14 in the body and 2e-13 to 37 sigma below", () => {
    const body = golden.normalCdf!.filter(([x]) => Math.abs(x!) <= 8);
    for (const [x, p] of body) expect(Math.abs(normalCdf(x!) / p! - 1)).toBeLessThan(1e-14);
    expect(worst("normalCdf", normalCdf)).toBeLessThan(2e-13);
  });
  test("has a logarithmic tail good to 1e-14, 200 sigma out", () => {
    expect(worst("normalLogCdf", normalLogCdf)).toBeLessThan(1e-14);
  });
  test("has quantiles good to 1e-14 from 1e-300 upward", () => {
    expect(worst("normalQuantile", normalQuantile)).toBeLessThan(1e-14);
  });
  test("inverts its own log cdf to far below the smallest double", () => {
    for (const logP of [-1e3, -1e5, -1e8, -1e12])
      expect(normalLogCdf(normalQuantileOfLog(logP)) / logP).toBeCloseTo(1, 12);
  });
  test("is symmetric", () => {
    fc.assert(
      fc.property(fc.double({ min: -30, max: 30, noNaN: true }), (x) => normalCdf(x) === normalSurvival(-x)),
    );
  });
  test("refuses a probability outside 0 to 1", () => {
    expect(() => normalQuantile(1.1)).toThrow("1.1");
  });
});

describe("the gamma and beta family", () => {
  test("has ln Gamma good to 2e-14 from 1e-10 to 1e8, beside its zeros too", () => {
    expect(worst("logGamma", logGamma)).toBeLessThan(2e-14);
  });
  test("has incomplete gamma functions good to 1e-12 on the smaller side", () => {
    for (const [a, x, p, q] of golden.gammaPQ!) {
      if (p! <= q! && p! > 1e-300) expect(Math.abs(gammaP(a!, x!) / p! - 1)).toBeLessThan(1e-12);
      if (q! <= p! && q! > 1e-300) expect(Math.abs(gammaQ(a!, x!) / q! - 1)).toBeLessThan(1e-12);
    }
  });
  test("has gamma quantiles that agree with SciPy to 1e-11", () => {
    expect(worst("gammaQuantile", gammaQuantile)).toBeLessThan(1e-11);
  });
  test("has an incomplete beta function good to 1e-12", () => {
    expect(worst("betaI", betaI)).toBeLessThan(1e-12);
  });
  test("has beta quantiles that agree with SciPy to 1e-11", () => {
    expect(worst("betaQuantile", betaQuantile)).toBeLessThan(1e-11);
  });
  test("returns from an upper quantile to the tail probability it started from", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -60, max: -0.01, noNaN: true }),
        fc.double({ min: 0.2, max: 300, noNaN: true }),
        (logQ, shape) => {
          const q = Math.exp(logQ);
          const back = gammaSurvival(gammaUpperQuantile(q, shape), shape);
          expect(Math.abs(Math.log(back) - logQ)).toBeLessThan(1e-9);
        },
      ),
    );
  });
  test("has P + Q = 1", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 1e4, noNaN: true }),
        fc.double({ min: 0, max: 2e4, noNaN: true }),
        (a, x) => Math.abs(gammaP(a, x) + gammaQ(a, x) - 1) < 1e-13,
      ),
    );
  });
});

describe("counts", () => {
  test("follow the Poisson law to 1e-12", () => {
    expect(worst("poissonCdf", poissonCdf)).toBeLessThan(1e-12);
    expect(worst("poissonPmf", poissonPmf)).toBeLessThan(1e-12);
  });
  test("follow the binomial law to 1e-12", () => {
    expect(worst("binomialCdf", binomialCdf)).toBeLessThan(1e-12);
  });
  test("have exact quantiles", () => {
    for (const [p, mean, k] of golden.poissonQuantile!) expect(poissonQuantile(p!, mean!)).toBe(k);
    for (const [q, n, p, k] of golden.binomialQuantile!) expect(binomialQuantile(q!, n!, p!)).toBe(k);
  });
  test("keep the chance of a rare event exact", () => {
    const mean = 1e-9;
    expect(poissonAtLeast(2, mean) / ((mean * mean) / 2)).toBeCloseTo(1, 8);
    expect(binomialAtLeast(2, 10, 1e-9) / 45e-18).toBeCloseTo(1, 7);
  });
  test("have the published 95 % upper bounds for 0 to 5 events", () => {
    const published = [3.0, 4.74, 6.3, 7.75, 9.15, 10.51];
    published.forEach((bound, count) => {
      expect(poissonUpperBound(count)).toBeCloseTo(bound, 2);
    });
  });
  test("need 2.30 loop-years without and 3.89 with one false alarm for a claim of one a year at 90 %", () => {
    expect(poissonUpperBound(0, 0.9)).toBeCloseTo(2.3, 2);
    expect(poissonUpperBound(1, 0.9)).toBeCloseTo(3.89, 2);
  });
  test("put the coverage of a 90 % interval in the published binomial bands", () => {
    const published: [number, number, number][] = [
      [50, 41, 49],
      [100, 84, 95],
      [200, 171, 188],
      [300, 259, 280],
      [500, 436, 463],
      [1000, 881, 918],
    ];
    for (const [n, low, high] of published) {
      expect(binomialQuantile(0.025, n, 0.9)).toBe(low);
      expect(binomialQuantile(0.975, n, 0.9)).toBe(high);
    }
  });
  test("of an uncertain rate have the printed chances, and sum to one", () => {
    const printed = [0.86533261, 0.12074409, 0.01263601, 0.00117544];
    for (const [n, p] of printed.entries())
      expect(Math.exp(gammaPoissonLogPmf(n, 2, 20, 1.5))).toBeCloseTo(p, 8);
    let sum = 0;
    for (let n = 0; n < 400; n++) sum += Math.exp(gammaPoissonLogPmf(n, 3, 2, 10));
    expect(sum).toBeCloseTo(1, 12);
    // a rate known exactly is Poisson
    expect(gammaPoissonLogPmf(4, 1e8, 1e8, 2.5)).toBeCloseTo(Math.log(poissonPmf(4, 2.5)), 5);
  });
  test("of an uncertain probability are even for a flat prior, and sum to one", () => {
    for (let k = 0; k <= 7; k++) expect(Math.exp(betaBinomialLogPmf(k, 7, 1, 1))).toBeCloseTo(1 / 8, 12);
    let sum = 0;
    for (let k = 0; k <= 12; k++) sum += Math.exp(betaBinomialLogPmf(k, 12, 0.3, 5));
    expect(sum).toBeCloseTo(1, 12);
  });
  test("have intervals whose ends leave the stated tail", () => {
    const { low, high } = poissonInterval(3, 0.9);
    expect(poissonAtLeast(3, low)).toBeCloseTo(0.05, 12);
    expect(poissonCdf(3, high)).toBeCloseTo(0.05, 12);
    const share = proportionInterval(7, 20, 0.95);
    expect(binomialAtLeast(7, 20, share.low)).toBeCloseTo(0.025, 12);
    expect(binomialCdf(7, 20, share.high)).toBeCloseTo(0.025, 12);
  });
  test("give the chi-squared quantile of the tables", () => {
    expect(chiSquaredQuantile(0.95, 1)).toBeCloseTo(3.841458820694124, 12);
    expect(chiSquaredQuantile(0.05, 10)).toBeCloseTo(3.9402991361190605, 12);
  });
});
