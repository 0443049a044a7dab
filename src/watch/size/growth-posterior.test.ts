import { describe, expect, it } from "vitest";
import { randomStream } from "../../stats/index.ts";
import { rateGrid } from "../detect/mixture.ts";
import { advanceBank, emptyBank, type OnsetBank } from "../detect/onset-bank.ts";
import { buildDisturbanceModel } from "../model/disturbance-model.ts";
import { initialKalman, innovate, measurementRow, predict, update } from "../model/kalman.ts";
import { shapeBefore } from "./growth-law.ts";
import { growthPosterior } from "./growth-posterior.ts";

// Oracle: readings made from the model's own noise and a loss of known course; thresholds are those of a clear case (the loss is some
// ten to hundred times the noise), in which the true law must win and the rate now must come back within 10 %.

const PERIOD_S = 10;
const noise = {
  step: 0,
  white: 0.1,
  driftPerRootDay: 0.3,
  wander: 0,
  wanderTimeS: 600,
  ripple: 0,
  rippleChangePerOrbit: 0,
};
const model = buildDisturbanceModel(noise, PERIOD_S, 0, []);
const rates = rateGrid(noise.driftPerRootDay);
const QUIET = 1500;

/** Filter and bank after a leak of so many frames, of a rate that follows a course since the onset. */
function bankAfter(frames: number, rateAt: (sinceS: number) => number, seed: number): OnsetBank {
  const random = randomStream(seed);
  const row = measurementRow(model, new Float64Array(0));
  let kalman = initialKalman(model);
  let bank = emptyBank();
  let drift = 0;
  let lost = 0;
  for (let number = 0; number < QUIET + frames; number++) {
    drift += noise.driftPerRootDay * Math.sqrt(PERIOD_S / 86_400) * random.normal();
    const sinceS = (number - QUIET + 0.5) * PERIOD_S;
    if (sinceS > 0) lost += rateAt(sinceS) * PERIOD_S;
    const measured =
      100 + drift - (sinceS > 0 ? lost - 0.5 * rateAt(sinceS) * PERIOD_S : 0) + noise.white * random.normal();
    const predicted = predict(model, kalman);
    const innovation = innovate(model, predicted, row, measured, model.whiteVariance);
    kalman = update(model, predicted, innovation);
    const { gain, residual, variance } = innovation;
    bank = advanceBank(model, bank, {
      frame: number,
      row,
      innovation: { gain, residual, clipped: residual, variance },
      ratios: Float64Array.of(1, 1, 1, 1),
      longestFrames: 1e6,
    });
  }
  return bank;
}

const meanRate = (posterior: NonNullable<ReturnType<typeof growthPosterior>>) =>
  posterior.laws.reduce((sum, _, law) => {
    const row = posterior.rateWeight.subarray(
      law * posterior.rates.length,
      (law + 1) * posterior.rates.length,
    );
    return (
      sum + posterior.lawWeight[law]! * row.reduce((all, weight, i) => all + weight * posterior.rates[i]!, 0)
    );
  }, 0);

describe("the posterior of a leak that may grow", () => {
  it("holds a steady leak and never for one that doubled while it was seen, at its rate", () => {
    for (let seed = 0; seed < 4; seed++) {
      const bank = bankAfter(400, () => 0.001, seed);
      const posterior = growthPosterior(model, bank, QUIET + 399, rates)!;
      const doubled = posterior.laws.reduce(
        (sum, law, i) => sum + (shapeBefore(law, 4000, 4000) < 0.5 ? posterior.lawWeight[i]! : 0),
        0,
      );
      expect(doubled).toBeLessThan(0.02);
      expect(posterior.lawWeight[0]).toBeGreaterThan(Math.max(...posterior.lawWeight.subarray(1)));
      expect(Math.abs(meanRate(posterior) / 0.001 - 1)).toBeLessThan(0.1);
    }
  });

  it("sees a leak grow that has grown tenfold, and gives the rate of now", () => {
    for (let seed = 0; seed < 4; seed++) {
      const perS = Math.log(10) / 12_000;
      const bank = bankAfter(1200, (sinceS) => 0.0003 * Math.exp(perS * sinceS), seed);
      const posterior = growthPosterior(model, bank, QUIET + 1199, rates)!;
      expect(posterior.lawWeight[0]).toBeLessThan(0.01);
      expect(Math.abs(meanRate(posterior) / 0.003 - 1)).toBeLessThan(0.1);
    }
  });

  it("adds up to one", () => {
    const posterior = growthPosterior(
      model,
      bankAfter(60, () => 0.03, 9),
      QUIET + 59,
      rates,
    )!;
    expect(posterior.lawWeight.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 9);
  });
});
