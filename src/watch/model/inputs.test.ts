import { describe, expect, it } from "vitest";
import { normalFrom } from "../testing/loop-fixture.case.ts";
import { buildDisturbanceModel, coefficientStart } from "./disturbance-model.ts";
import { advanceInputs, emptyInputs, inputPriors } from "./inputs.ts";
import { initialKalman, innovate, measurementRow, predict, update } from "./kalman.ts";

// Oracle: the coefficient and the temperature that were put in. Frames of 10 s, an orbit of 5560 s.

const explanations = [{ channel: "T", unit: "degC", quantity: "temperature" }] as const;
const swing = (number: number) => 10 * Math.sin((2 * Math.PI * number) / 556);
const none = Float64Array.of(Number.NaN);

describe("a temperature that explains a level", () => {
  it("has its coefficient learned within a quarter from a thermometer with noise, and the harmonics stay small", () => {
    const noise = {
      step: 0.5,
      white: 0.06,
      driftPerRootDay: 0.08,
      wander: 0.055,
      wanderTimeS: 1200,
      ripple: 0.07,
      rippleChangePerOrbit: 0.03,
    };
    const model = buildDisturbanceModel(noise, 10, 5560, inputPriors(explanations));
    for (const seed of [1, 2, 3]) {
      const normal = normalFrom(seed);
      let kalman = initialKalman(model);
      let memory = emptyInputs(explanations);
      for (let number = 0; number < 30 * 360; number++) {
        const reading = Float64Array.of(swing(number) + 0.15 * normal());
        const advanced = advanceInputs(explanations, memory, reading, 10);
        memory = advanced.memory;
        const measured = 60 + 0.24 * swing(number) + 0.15 * normal();
        kalman = predict(model, kalman);
        const row = measurementRow(model, advanced.inputs);
        kalman = update(model, kalman, innovate(model, kalman, row, measured, 0.02));
      }
      const [now, lagged] = kalman.mean.subarray(coefficientStart(model));
      expect(Math.abs((now! + lagged!) / 0.24 - 1)).toBeLessThan(0.25);
      expect(Math.hypot(kalman.mean[2]!, kalman.mean[3]!)).toBeLessThan(0.25 * 2.4);
    }
  });

  it("is followed at once when it leaps", () => {
    const normal = normalFrom(4);
    let memory = emptyInputs(explanations);
    let inputs: Float64Array = none;
    for (let number = 0; number <= 400; number++) {
      const reading = Float64Array.of((number === 400 ? 8 : 0) + 0.15 * normal());
      ({ memory, inputs } = advanceInputs(explanations, memory, reading, 10));
    }
    expect(inputs[0]! + memory.first[0]!).toBeGreaterThan(7);
  });

  it("that is not known any more is held where it was", () => {
    let memory = emptyInputs(explanations);
    for (let number = 0; number < 400; number++)
      ({ memory } = advanceInputs(explanations, memory, Float64Array.of(swing(number)), 10));
    const first = advanceInputs(explanations, memory, none, 10);
    const second = advanceInputs(explanations, first.memory, none, 10);
    expect(second.inputs[0]).toBe(first.inputs[0]);
  });
});
