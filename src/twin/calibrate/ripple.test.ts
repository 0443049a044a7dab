import { describe, expect, it } from "vitest";
import { lagS, rippleOf } from "./ripple.ts";

// Oracle: signals made of the very terms that are looked for (1e-9), with gaps; a residual of known size (2 %).

const PERIOD_S = 5570;
const times = Float64Array.from({ length: 400 }, (_, k) => 1000 + 60 * k);
const wave = (amplitude: number, peakS: number) => (t: number) =>
  2000 + 13 * ((t - 1000 - 30 * 399) / 86_400) + amplitude * Math.cos((2 * Math.PI * (t - peakS)) / PERIOD_S);

describe("a ripple", () => {
  it.each([0, 700, 2000, 5000])("is found with its mean, trend and peak at %d s, through gaps", (peakS) => {
    const values = [...times].map(wave(25, peakS));
    for (let k = 100; k < 130; k++) values[k] = Number.NaN;
    const found = rippleOf(times, values, PERIOD_S);
    expect(found.amplitude).toBeCloseTo(25, 9);
    expect(found.mean).toBeCloseTo(2000, 8);
    expect(found.perDay).toBeCloseTo(13, 7);
    expect(Math.abs(lagS(found, { ...found, peakS }, PERIOD_S))).toBeLessThan(1e-6);
    expect(found.residual).toBeLessThan(1e-8);
  });

  it("follows another by the time between their peaks, the short way round", () => {
    const at = (peakS: number) => rippleOf(times, [...times].map(wave(1, peakS)), PERIOD_S);
    expect(lagS(at(900), at(300), PERIOD_S)).toBeCloseTo(600, 6);
    expect(lagS(at(100), at(5500), PERIOD_S)).toBeCloseTo(170, 6);
    expect(lagS(at(5500), at(100), PERIOD_S)).toBeCloseTo(-170, 6);
  });

  it("counts as residual what is no harmonic of the orbit", () => {
    const values = [...times].map((t, k) => wave(25, 0)(t) + (k % 2 === 0 ? 3 : -3));
    expect(rippleOf(times, values, PERIOD_S).residual / 3).toBeGreaterThan(0.98);
    expect(rippleOf(times, values, PERIOD_S).residual / 3).toBeLessThan(1.02);
  });

  it("is not looked for in less than an orbit", () => {
    expect(() => rippleOf([0, 60, 120], [1, 2, 3], PERIOD_S)).toThrow("one orbit");
  });
});
