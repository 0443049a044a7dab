import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { describe, expect, it } from "vitest";
import type { DisturbanceModel } from "../model/disturbance-model.ts";
import {
  type Innovation,
  initialKalman,
  innovate,
  measurementRow,
  predict,
  update,
} from "../model/kalman.ts";
import { logShiryaevRoberts, rateGrid } from "./mixture.ts";
import { advanceBank, emptyBank, type OnsetBank, spacingAt } from "./onset-bank.ts";

// Oracles: a direct sum over every onset and rate (tolerance 1e-9 nat); the theorem E[T] >= A of the Shiryaev-Roberts
// procedure, measured over 300 seeded runs (the mean must not lie below A by more than three standard errors).

const model: DisturbanceModel = {
  size: 2,
  inputs: 0,
  periodS: 1,
  wanderDecay: 0,
  rotation: new Float64Array(0),
  process: Float64Array.of(0.01, 0),
  priorMean: new Float64Array(2),
  prior: Float64Array.of(1, 0),
  whiteVariance: 1,
  addedDecay: new Float64Array(0),
};
const row = measurementRow(model, new Float64Array(0));
const white = Float64Array.of(1, 1, 1, 1);
const rates = Float64Array.of(0.03, 0.1, 0.3, 1);

function gaussian(seed: number): () => number {
  const random = xoroshiro128plus(seed);
  const uniform = () => ((random.next() >>> 0) + 0.5) / 2 ** 32;
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** Data that follow the model exactly: level random walk in white noise. */
function* honestData(seed: number): Generator<number> {
  const normal = gaussian(seed);
  let level = normal();
  while (true) {
    level += 0.1 * normal();
    yield level + normal();
  }
}

/** Nothing is clipped here: the closed forms know no clipping. */
const taken = (innovation: Innovation) => ({ ...innovation, clipped: innovation.residual });

describe("the mixture statistic", () => {
  it("equals the sum over all onsets and rates while no onset has been thinned", () => {
    let state = initialKalman(model);
    let bank = emptyBank();
    const innovations: { residual: number; variance: number; gain: Float64Array }[] = [];
    let frame = 0;
    for (const y of honestData(5)) {
      const predicted = predict(model, state);
      const innovation = innovate(model, predicted, row, y - 0.2 * frame, 1);
      innovations.push(innovation);
      state = update(model, predicted, innovation);
      bank = advanceBank(model, bank, {
        frame,
        row,
        innovation: taken(innovation),
        ratios: white,
        longestFrames: 1e9,
      });
      if (++frame === 7) break;
    }
    let sum = 0;
    for (let onset = 0; onset < 7; onset++)
      for (const s of rates) {
        let bent = 0;
        let nat = 0;
        for (let k = onset; k < 7; k++) {
          const { residual, variance, gain } = innovations[k]!;
          const psi = -(k - onset + 0.5) - bent;
          bent += gain[0]! * psi;
          nat += (s * psi * residual) / variance - (s * s * psi * psi) / (2 * variance);
        }
        sum += Math.exp(nat) / rates.length;
      }
    expect(logShiryaevRoberts(bank, 6, rates)).toBeCloseTo(Math.log(sum), 9);
  });

  it("keeps its promise: the mean time to a false alarm is not below the threshold", () => {
    const threshold = 300;
    const runs = 300;
    const times: number[] = [];
    for (let seed = 1; seed <= runs; seed++) {
      let state = initialKalman(model);
      let bank: OnsetBank = emptyBank();
      let frame = 0;
      for (const y of honestData(seed)) {
        const predicted = predict(model, state);
        const innovation = innovate(model, predicted, row, y, 1);
        state = update(model, predicted, innovation);
        bank = advanceBank(model, bank, {
          frame,
          row,
          innovation: taken(innovation),
          ratios: white,
          longestFrames: 2000,
        });
        if (logShiryaevRoberts(bank, frame, rates) >= Math.log(threshold) || frame > 6000) break;
        frame++;
      }
      times.push(frame + 1);
    }
    const mean = times.reduce((a, b) => a + b) / runs;
    const standardError = Math.sqrt(times.reduce((a, t) => a + (t - mean) ** 2, 0)) / runs;
    expect(mean).toBeGreaterThan(threshold - 3 * standardError);
  });

  it("goes on growing however strong the evidence, also for a rate that lies between two of the grid", () => {
    const sums = (peakNat: number) => ({
      ...emptyBank(),
      count: 1,
      onset: Float64Array.of(0),
      a: Float64Array.of(2 * (peakNat / 0.055)),
      whole: Float64Array.of(2 * (peakNat / 0.055)),
      b: Float64Array.of(2 * (peakNat / 0.055 ** 2)),
      ratios: Float64Array.of(1, 1, 1, 1),
    });
    let last = 0;
    for (const peakNat of [20, 60, 200, 1000, 1e5]) {
      const nat = logShiryaevRoberts(sums(peakNat), 4, rates);
      expect(nat).toBeGreaterThan(last);
      expect(nat).toBeLessThan(peakNat + 10);
      last = nat;
    }
  });

  it("stays finite however strong the leak, between two rates of the grid too", () => {
    for (const rate of [0.05, 0.0548, 0.0577, 0.17, 0.55])
      for (const strength of [1e3, 1e5, 1e7]) {
        const bank: OnsetBank = {
          count: 1,
          onset: Float64Array.of(0),
          a: Float64Array.of(strength / rate),
          whole: Float64Array.of(strength / rate),
          b: Float64Array.of(strength / rate ** 2),
          cross: new Float64Array(1),
          ratios: white,
          sensitivity: new Float64Array(2),
        };
        const best = Math.max(...rates.map((s) => s * bank.a[0]! - (s * s * bank.b[0]!) / 2));
        expect(logShiryaevRoberts(bank, 3, rates)).toBeCloseTo(Math.log(1 / rates.length) + best, 0);
      }
  });

  it("spaces the rates by half decades from a fifth of a day's drift", () => {
    const grid = rateGrid(15);
    expect(grid[0]! * 86_400).toBeCloseTo(3, 12);
    for (let i = 1; i < grid.length; i++) expect(grid[i]! / grid[i - 1]!).toBeCloseTo(Math.sqrt(10), 12);
  });
});

describe("thinning of onsets", () => {
  it("keeps every onset for eight frames, then four to seven an octave, and stands for each onset once", () => {
    let bank = emptyBank();
    for (let frame = 0; frame < 20_000; frame++)
      bank = advanceBank(model, bank, { frame, row, innovation: null, ratios: white, longestFrames: 1e9 });
    const last = 19_999;
    const represented = Array.from({ length: bank.count }, (_, j) => spacingAt(last - bank.onset[j]!));
    const total = represented.reduce((a, b) => a + b);
    expect(total).toBeGreaterThan(0.85 * 20_000);
    expect(total).toBeLessThan(1.25 * 20_000);
    expect(bank.count).toBeLessThan(8 + 5 * Math.log2(20_000));
    for (let age = 0; age < 8; age++) expect(bank.onset.includes(last - age)).toBe(true);
  });
});
