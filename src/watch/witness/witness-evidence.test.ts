import { describe, expect, it } from "vitest";
import { gasLoop, watchFrames } from "../testing/loop-fixture.case.ts";
import { type Scenario, scenarioFrames, witnessedLoop } from "../testing/scenario.case.ts";
import { slopeNat, witnessEvidence } from "./witness-evidence.ts";
import { planWitnesses } from "./witness-plan.ts";

// Oracles: direct quadrature of the Gaussian integral (1e-9), and which channel the fall was put into.

const HOUR_S = 3600;
const fall = (perHour: number, fromS: number) => (timeS: number) =>
  (-perHour * Math.max(0, timeS - fromS)) / HOUR_S;

function evidenceAfter(scenario: Scenario) {
  const { steps, plan } = watchFrames(witnessedLoop, scenarioFrames(scenario));
  const { state } = steps.at(-1)!;
  const frame = scenario.hours * 360 - 1;
  return witnessEvidence(plan.witnesses[0]!, state.witnesses[0]!, state.bank, frame, plan.rates);
}

describe("the likelihood of a slope that is known within a spread", () => {
  it("is the integral over that spread", () => {
    for (const [a, b, mean, sd] of [
      [3, 2, 1, 0.3],
      [-1, 5, 0, 0.1],
      [40, 9, 4, 1],
    ] as const) {
      let sum = 0;
      const step = sd / 400;
      for (let x = mean - 12 * sd; x <= mean + 12 * sd; x += step) {
        const density = Math.exp(-0.5 * ((x - mean) / sd) ** 2) / (sd * Math.sqrt(2 * Math.PI));
        sum += density * Math.exp(x * a - 0.5 * x * x * b) * step;
      }
      expect(slopeNat(a, b, mean, sd * sd)).toBeCloseTo(Math.log(sum), 6);
    }
  });
});

describe("a second sensor of the same pressure", () => {
  it("speaks for a leak when both fall, and for a drifting sensor when it does not fall", () => {
    for (const seed of [1, 2, 3]) {
      const both = evidenceAfter({ seed, hours: 6, pressure: fall(40, 5 * HOUR_S) });
      expect(both.leakNat - both.driftNat).toBeGreaterThan(3);
      const one = evidenceAfter({ seed, hours: 6, sensor: fall(40, 5 * HOUR_S) });
      expect(one.driftNat - one.leakNat).toBeGreaterThan(3);
    }
  });

  it("says nothing once it is stuck, so that it cannot speak against a leak", () => {
    let held = Number.NaN;
    const { leakNat, driftNat } = evidenceAfter({
      seed: 4,
      hours: 6,
      pressure: fall(40, 5 * HOUR_S),
      spoil: (readings, timeS) => {
        if (timeS < 4 * HOUR_S) held = readings[3]!;
        else readings[3] = held;
      },
    });
    expect(Math.abs(leakNat - driftNat)).toBeLessThan(0.5);
  });

  it("says nothing when it is missing", () => {
    const { leakNat, driftNat } = evidenceAfter({
      seed: 4,
      hours: 6,
      pressure: fall(40, 5 * HOUR_S),
      spoil: (readings) => {
        readings[3] = Number.NaN;
      },
    });
    expect(leakNat).toBeCloseTo(driftNat, 9);
  });

  it("is compared whatever unit of pressure it is delivered in", () => {
    const [plan] = planWitnesses({ ...gasLoop, witnesses: [{ channel: "P2", unit: "kgf/cm2" }] }, 2);
    expect(plan!.compares).toBe(true);
    const noise = { ...gasLoop.noise, step: 0.1, white: 0.1 };
    const [level] = planWitnesses({ ...gasLoop, witnesses: [{ channel: "L", unit: "%", noise }] }, 2);
    expect(level!.compares).toBe(false);
  });
});
