import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gaussianStream } from "../stats/index.ts";
import { CoolantSwing, ORBIT_PERIOD_S, orbitWave } from "./coolant-swing.ts";
import { listCases, openCase } from "./open-case.ts";

// Oracles: the wave's analytic mean and slopes (1e-3 by sums of 10,000 points); statistics of a first-order autoregression, five standard errors.

const { incident } = openCase(listCases().find((path) => path.includes("ms-21"))!);
const state = incident.reconstruction!.ships.ms21!;

describe("the orbital wave of coolant temperature", () => {
  it.each([0, 0.05, 0.19, 0.4])("has mean 0 and runs from -1 to 1 with %s of the orbit dark", (shadow) => {
    const values = Array.from({ length: 10_000 }, (_, i) => orbitWave((i + 0.5) / 10_000, shadow));
    expect(values.reduce((a, b) => a + b, 0) / values.length).toBeCloseTo(0, 3);
    expect(Math.max(...values)).toBeCloseTo(1, 2);
    expect(Math.min(...values)).toBeCloseTo(-1, 2);
  });

  it("warms in sunlight, cools in shadow, and is whole at sunrise", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.02, max: 0.45, noNaN: true }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (shadow, phase) => {
          const rise = orbitWave(phase + 1e-4, shadow) - orbitWave(phase, shadow);
          if (phase + 1e-4 < 1 - shadow) expect(rise).toBeGreaterThan(0);
          else if (phase > 1 - shadow) expect(rise).toBeLessThan(0);
        },
      ),
    );
    expect(orbitWave(1 - 1e-12, 0.19)).toBeCloseTo(orbitWave(0, 0.19), 6);
  });
});

describe("a ship's coolant temperature", () => {
  const swingOf = (seed: number) => new CoolantSwing(state, 0, (name) => gaussianStream(seed, name));

  it("swings by what its file says, orbit for orbit, within its change from orbit to orbit and its wander", () => {
    const swing = swingOf(1);
    for (let orbit = 0; orbit < 50; orbit++) {
      const values = Array.from({ length: 558 }, (_, i) => swing.atK(orbit * ORBIT_PERIOD_S + 10 * i));
      const half = (Math.max(...values) - Math.min(...values)) / 2;
      expect(Math.abs(half - 0.6)).toBeLessThan(5 * 0.1 * 0.6 + 5 * 0.1);
    }
  });

  it("wanders with the deviation and the memory its file says", () => {
    const still = { ...state, "orbit-swing": { ...state["orbit-swing"], value: 0 } };
    const swing = new CoolantSwing(still, 0, (name) => gaussianStream(3, name));
    const values = Array.from({ length: 40_000 }, (_, i) => swing.atK(i * 60));
    const variance = values.reduce((sum, v) => sum + v * v, 0) / values.length;
    const lag30 = values.slice(30).reduce((sum, v, i) => sum + v * values[i]!, 0) / (values.length - 30);
    // 40,000 minutes hold about 670 independent pairs of half-hours.
    expect(Math.abs(variance / 0.01 - 1)).toBeLessThan(5 * Math.sqrt(2 / 670));
    expect(Math.abs(lag30 / variance - Math.exp(-1))).toBeLessThan(5 / Math.sqrt(670));
  });

  it("does not depend on how often it is looked at", () => {
    const [often, seldom] = [swingOf(2), swingOf(2)];
    for (let t = 0; t < 20_000; t++) {
      const value = often.atK(t);
      if (t % 997 === 0) expect(seldom.atK(t)).toBe(value);
    }
  });

  it("settles to another mean where its file says so", () => {
    const settles = { from: 1000, by: -0.4, within: 600 };
    const [plain, settled] = [
      swingOf(4),
      new CoolantSwing({ ...state, settles }, 0, (name) => gaussianStream(4, name)),
    ];
    for (const [t, expected] of [
      [999, 0],
      [1600, -0.4 * (1 - Math.exp(-1))],
      [20_000, -0.4],
    ] as const)
      expect(settled.atK(t) - plain.atK(t)).toBeCloseTo(expected, 9);
  });
});
