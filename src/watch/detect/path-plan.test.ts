import { describe, expect, it } from "vitest";
import { buildDisturbanceModel, coefficientStart } from "../model/disturbance-model.ts";
import { inputPriors } from "../model/inputs.ts";
import { witnessedLoop } from "../testing/scenario.case.ts";
import { loosenedInputs } from "./path-plan.ts";

// Oracle: the effect of an input is row . coefficients, so an operation whose effect may differ by 30 % of what was unknown at first
// adds (0.3 sd)^2 times the square of each of its two inputs to the variance of a reading. Tolerance 1e-12 relative.

const model = buildDisturbanceModel(
  witnessedLoop.noise,
  witnessedLoop.framePeriodS,
  witnessedLoop.orbitPeriodS,
  inputPriors(witnessedLoop.explainedBy),
);

describe("an operation", () => {
  it("may act otherwise than the last one: what its input explains is less certain by that, and nothing else is", () => {
    const { size, prior } = model;
    const known = Float64Array.from({ length: size * size }, (_, at) => (at % (size + 1) === 0 ? 1e-4 : 0));
    const variance = (covariance: Float64Array, row: Float64Array) =>
      row.reduce(
        (sum, each, i) =>
          sum + row.reduce((part, other, k) => part + each * other * covariance[i * size + k]!, 0),
        0,
      );
    for (let input = 0; input < model.inputs / 2; input++) {
      const loosened = loosenedInputs(model, known, [input]);
      const start = coefficientStart(model) + 2 * input;
      for (const [now, lagged] of [
        [-20, 0],
        [-20, -12],
        [5, 5],
      ] as const) {
        const row = new Float64Array(size).fill(0.1);
        row[start] = now;
        row[start + 1] = lagged;
        const added = 0.09 * (prior[start]! * now ** 2 + prior[start + 1]! * lagged ** 2);
        expect(variance(loosened, row) / (variance(known, row) + added)).toBeCloseTo(1, 12);
        row[start] = 0;
        row[start + 1] = 0;
        expect(variance(loosened, row)).toBe(variance(known, row));
      }
    }
  });

  it("leaves what was known before as it was", () => {
    const known = new Float64Array(model.size ** 2).fill(1);
    loosenedInputs(model, known, [0]);
    expect(known.every((value) => value === 1)).toBe(true);
  });
});
