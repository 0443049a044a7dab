import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalQuantile } from "../../stats/index.ts";
import type { OnsetBank } from "../detect/onset-bank.ts";
import { quantile, type RatePosterior, ratePosterior, rateQuantile } from "./rate-posterior.ts";

// Oracles: the truncated normal that one onset hypothesis implies in closed form (tolerance 1 %), and properties of quantiles.

/** A bank of one hypothesis with evidence A, B for the rate, onset at frame 100. */
function oneOnset(a: number, b: number): OnsetBank {
  return {
    count: 1,
    onset: Float64Array.of(100),
    a: Float64Array.of(a),
    whole: Float64Array.of(a),
    b: Float64Array.of(b),
    cross: new Float64Array(1),
    ratios: Float64Array.of(1, 1, 1, 1),
    sensitivity: new Float64Array(0),
  };
}

const tested = Float64Array.from({ length: 13 }, (_, i) => 1e-5 * 10 ** (i / 2));

describe("the posterior of a leak rate", () => {
  it("is the normal distribution that one onset implies, where the evidence is strong", () => {
    for (const [mean, sd] of [
      [1e-3, 1e-4],
      [0.02, 0.001],
      [0.3, 0.01],
    ] as const) {
      // With a prior uniform in ln(rate) the density is the normal one over the rate: its mean shifts by -sd^2/mean.
      const posterior = ratePosterior(oneOnset(mean / sd ** 2, 1 / sd ** 2), 107, tested);
      for (const p of [0.05, 0.5, 0.95]) {
        const expected = mean - sd ** 2 / mean + sd * normalQuantile(p);
        expect(quantile(posterior.rates, posterior.rateWeight, p) / expected).toBeCloseTo(1, 2);
      }
    }
  });

  it("adds up to one, in rate and in onset", () => {
    const { rateWeight, onsetWeight } = ratePosterior(oneOnset(50, 1e4), 150, tested);
    expect(rateWeight.reduce((sum, weight) => sum + weight)).toBeCloseTo(1, 12);
    expect(onsetWeight.reduce((sum, weight) => sum + weight)).toBeCloseTo(1, 12);
  });
});

describe("quantiles of weighted points", () => {
  it("rise with probability and stay between the first and the last point", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 2, maxLength: 30 }),
        (raw) => {
          const total = raw.reduce((sum, weight) => sum + weight);
          const weights = Float64Array.from(raw, (weight) => weight / total);
          const points = Float64Array.from(raw, (_, i) => i * i + 1);
          let last = points[0]!;
          for (let p = 0.01; p < 1; p += 0.07) {
            const value = quantile(points, weights, p);
            expect(value).toBeGreaterThanOrEqual(last - 1e-12);
            expect(value).toBeLessThanOrEqual(points.at(-1)!);
            last = value;
          }
        },
      ),
    );
  });

  it("are never nearer to the median than the model's own error allows", () => {
    const sharp: RatePosterior = {
      rates: Float64Array.of(0.999, 1, 1.001),
      rateWeight: Float64Array.of(0.01, 0.98, 0.01),
      onsets: Float64Array.of(0),
      onsetWeight: Float64Array.of(1),
    };
    expect(rateQuantile(sharp, 0.95) / rateQuantile(sharp, 0.5)).toBeGreaterThan(1.08);
    expect(rateQuantile(sharp, 0.05) / rateQuantile(sharp, 0.5)).toBeLessThan(0.93);
  });
});
