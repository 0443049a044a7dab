import { describe, expect, it } from "vitest";
import { integrate } from "./runge-kutta.ts";

// Oracles: exponential decay and harmonic motion; error proportional to the allowed one, sums conserved to 1e-13.
const decay = (_t: number, y: Float64Array, rate: Float64Array) => {
  rate[0] = -y[0]!;
};

describe("the cabin's integrator", () => {
  it("follows a decay within the error it is allowed", () => {
    for (const allowed of [1e-3, 1e-5, 1e-7]) {
      const state = Float64Array.of(1);
      integrate(decay, state, Float64Array.of(allowed), 0, 5);
      expect(Math.abs(state[0]! - Math.exp(-5))).toBeLessThan(5 * allowed);
    }
  });

  it("is of third order: with an eighth of the error allowed for, half the step", () => {
    const steps = (allowed: number) => {
      const state = Float64Array.of(1, 0);
      return integrate(
        (_t, y, rate) => {
          rate[0] = y[1]!;
          rate[1] = -y[0]!;
        },
        state,
        Float64Array.of(allowed, allowed),
        0,
        50,
      );
    };
    const ratio = steps(1e-8) / steps(8e-8);
    expect(ratio).toBeGreaterThan(1.85);
    expect(ratio).toBeLessThan(2.15);
  });

  it("conserves what only changes places", () => {
    const state = Float64Array.of(3, 5, 0);
    const flow = (y: Float64Array) => 0.7 * y[0]! * y[1]!;
    integrate(
      (_t, y, rate) => {
        rate[0] = -flow(y);
        rate[1] = -0.2 * y[1]!;
        rate[2] = flow(y) + 0.2 * y[1]!;
      },
      state,
      Float64Array.of(1e-4, 1e-4, 1e-4),
      0,
      10,
    );
    expect(Math.abs(state[0]! + state[1]! + state[2]! - 8)).toBeLessThan(1e-13 * 8);
  });

  it("stops with a reason when a rate is not a number", () => {
    const lost = Float64Array.of(1);
    expect(() =>
      integrate((_t, _y, rate) => void rate.fill(Number.NaN), lost, Float64Array.of(1), 0, 1),
    ).toThrow(/not a number/);
  });
});
