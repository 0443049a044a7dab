import { describe, expect, it } from "vitest";
import { advanceBank, emptyBank } from "../detect/onset-bank.ts";
import type { DisturbanceModel } from "./disturbance-model.ts";
import { buildDisturbanceModel } from "./disturbance-model.ts";
import { type Innovation, initialKalman, innovate, measurementRow, predict, update } from "./kalman.ts";

// Oracles: closed forms of science note 7.1 (steady state of a random walk in white noise; information of a ramp in white
// noise) and batch least squares. Tolerance 1e-9 relative unless said.

/** Level with variance q per frame in white noise of variance r: the two-state core without ripple, wander or inputs. */
function randomWalk(q: number, r: number, prior = 1e6): DisturbanceModel {
  return {
    size: 2,
    inputs: 0,
    periodS: 1,
    wanderDecay: 0,
    rotation: new Float64Array(0),
    process: Float64Array.of(q, 0),
    priorMean: new Float64Array(2),
    prior: Float64Array.of(prior, 0),
    whiteVariance: r,
    addedDecay: new Float64Array(0),
  };
}

/** Nothing is clipped here: the closed forms know no clipping. */
const taken = (innovation: Innovation) => ({ ...innovation, clipped: innovation.residual });

describe("the filter on a random walk in white noise", () => {
  const model = randomWalk(0.25, 4);
  const row = measurementRow(model, new Float64Array(0));

  function settled() {
    let state = initialKalman(model);
    let bank = emptyBank();
    let innovation = innovate(model, predict(model, state), row, 0, 4);
    for (let frame = 0; frame < 400; frame++) {
      const predicted = predict(model, state);
      innovation = innovate(model, predicted, row, 0, model.whiteVariance);
      state = update(model, predicted, innovation);
      bank = advanceBank(model, bank, {
        frame,
        row,
        innovation: taken(innovation),
        ratios: Float64Array.of(1, 1, 1, 1),
        longestFrames: 1e9,
      });
    }
    return { state, innovation, bank };
  }

  it("settles at the closed-form covariance, innovation variance and gain", () => {
    const { state, innovation } = settled();
    expect(state.covariance[0]! + 0.25).toBeCloseTo(1.1327822185, 9);
    expect(innovation.variance).toBeCloseTo(5.1327822185, 9);
    expect(innovation.gain[0]).toBeCloseTo(0.2206955546, 9);
  });

  it("shows an old ramp in its innovations as the reciprocal of its gain", () => {
    const { bank, innovation } = settled();
    // Information per frame of the oldest hypothesis: psi^2 / S with psi = 1 / K, that is 1 / q = 4; twice the 2.0 of the note.
    expect(1 / (innovation.gain[0]! ** 2 * innovation.variance)).toBeCloseTo(4, 9);
    const oldest = bank.b[0]!;
    const perFrame = oldest / 400;
    expect(perFrame).toBeGreaterThan(0.95 * 4 * (1 - 40 / 400));
    expect(perFrame).toBeLessThan(4);
  });
});

describe("information about a leak", () => {
  it("grows as the sum of squares of the ramp when the level is known and the noise white", () => {
    const sigma = 3;
    const rate = 0.01;
    const model = { ...randomWalk(0, sigma ** 2, 0), periodS: 10 };
    const row = measurementRow(model, new Float64Array(0));
    for (const n of [10, 100, 200]) {
      let state = initialKalman(model);
      let bank = emptyBank();
      for (let frame = 0; frame < n; frame++) {
        const predicted = predict(model, state);
        const innovation = innovate(model, predicted, row, 0, model.whiteVariance);
        state = update(model, predicted, innovation);
        bank = advanceBank(model, bank, {
          frame,
          row,
          innovation: taken(innovation),
          ratios: Float64Array.of(1, 1, 1, 1),
          longestFrames: 1e9,
        });
      }
      // The frame's mean sees the ramp at its middle: sum of (k - 1/2)^2 = n (4 n^2 - 1) / 12.
      const closedForm = (rate ** 2 * 100 * ((n * (4 * n * n - 1)) / 12)) / (2 * sigma ** 2);
      const first = bank.onset.indexOf(0);
      expect(first).toBe(0);
      expect((rate ** 2 / 2) * bank.b[first]!).toBeCloseTo(closedForm, 9);
    }
  });
});

describe("the filter on a loop with ripple, wander and inputs", () => {
  it("gives the batch least-squares answer", () => {
    const noise = {
      step: 0,
      white: 0.5,
      driftPerRootDay: 20,
      wander: 1.5,
      wanderTimeS: 300,
      ripple: 12,
      rippleChangePerOrbit: 3,
    };
    const model = buildDisturbanceModel(noise, 60, 5568, [{ mean: 0 }]);
    const frames = 40;
    const inputs = Array.from({ length: frames }, (_, k) => Float64Array.of(Math.sin(k / 3) + 0.02 * k));
    const measured = Array.from(
      { length: frames },
      (_, k) => 5 * Math.cos(k / 14.8) + 0.3 * k + 2 * Math.sin(k / 3),
    );
    let state = initialKalman(model);
    let last = 0;
    for (let k = 0; k < frames; k++) {
      const row = measurementRow(model, inputs[k]!);
      const predicted = predict(model, state);
      const innovation = innovate(model, predicted, row, measured[k]!, model.whiteVariance);
      last = innovation.expected;
      state = update(model, predicted, innovation);
    }
    expect(last).toBeCloseTo(batchPrediction(model, inputs, measured), 5);
  });
});

/** E[y_last | y_0 .. y_last-1] from the joint covariance of all measurements, by elimination: no recursion in common. */
function batchPrediction(model: DisturbanceModel, inputs: Float64Array[], measured: number[]): number {
  const n = model.size;
  const frames = measured.length;
  const propagate = (p: Float64Array) =>
    predict({ ...model, process: new Float64Array(n) }, { mean: new Float64Array(n), covariance: p })
      .covariance;
  const rows = inputs.map((input) => measurementRow(model, input));
  // Covariance of state k with state m >= k is P_k (F^(m-k))'; built column by column from transported unit vectors.
  const covariance: Float64Array[] = [];
  let p = initialKalman(model).covariance;
  for (let k = 0; k < frames; k++) {
    p = propagate(p);
    for (let i = 0; i < n; i++) p[i * n + i] = p[i * n + i]! + model.process[i]!;
    covariance.push(p);
  }
  const joint: number[][] = Array.from({ length: frames }, () => new Array<number>(frames).fill(0));
  for (let k = 0; k < frames; k++) {
    let vector = new Float64Array(n);
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) vector[i] = vector[i]! + covariance[k]![i * n + j]! * rows[k]![j]!;
    for (let m = k; m < frames; m++) {
      if (m > k)
        vector = predict(model, { mean: vector, covariance: new Float64Array(n * n) })
          .mean as Float64Array<ArrayBuffer>;
      let sum = 0;
      for (let i = 0; i < n; i++) sum += rows[m]![i]! * vector[i]!;
      joint[k]![m] = sum + (m === k ? model.whiteVariance : 0);
      joint[m]![k] = joint[k]![m]!;
    }
  }
  const known = frames - 1;
  const weights = solve(
    joint.slice(0, known).map((r) => r.slice(0, known)),
    measured.slice(0, known),
  );
  return weights.reduce((sum, weight, k) => sum + weight * joint[k]![known]!, 0);
}

function solve(matrix: number[][], right: number[]): number[] {
  const n = right.length;
  const a = matrix.map((row, i) => [...row, right[i]!]);
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let row = column + 1; row < n; row++)
      if (Math.abs(a[row]![column]!) > Math.abs(a[pivot]![column]!)) pivot = row;
    [a[column], a[pivot]] = [a[pivot]!, a[column]!];
    for (let row = column + 1; row < n; row++) {
      const factor = a[row]![column]! / a[column]![column]!;
      for (let k = column; k <= n; k++) a[row]![k] = a[row]![k]! - factor * a[column]![k]!;
    }
  }
  const x = new Array<number>(n).fill(0);
  for (let row = n - 1; row >= 0; row--) {
    let sum = a[row]![n]!;
    for (let k = row + 1; k < n; k++) sum -= a[row]![k]! * x[k]!;
    x[row] = sum / a[row]![row]!;
  }
  return x;
}
