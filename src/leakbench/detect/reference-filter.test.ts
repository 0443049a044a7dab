import { describe, expect, it } from "vitest";
import { neymanPearsonBound } from "../../stats/index.ts";
import type { LoopDescription } from "../../vehicle/loop-description.ts";
import { benchVehicle } from "../world/bench-vehicle.ts";
import { createMatchedWorld } from "../world/matched-world.ts";
import { leakSignature, settleFilter, unitSignal } from "./reference-filter.ts";
import { ReferenceRun } from "./reference-run.ts";

// Tolerances: closed forms of a random walk in white noise 1e-6; the bound of the reference loop 3 %, because the table that it is
// held against has one state more for the level code.
const r44 = benchVehicle("r44-fused");
const walk: LoopDescription = {
  ...r44.loop,
  id: "walk",
  framePeriodS: 1,
  orbitPeriodS: 0,
  noise: {
    step: 0,
    white: 2,
    driftPerRootDay: 0.5 * Math.sqrt(86_400),
    wander: 0,
    wanderTimeS: 600,
    ripple: 0,
    rippleChangePerOrbit: 0,
  },
};

describe("the settled filter of a random walk in white noise", () => {
  const filter = settleFilter(walk);
  it("has gain, variance and ramp response of the closed form", () => {
    expect(filter.gain[0]!).toBeCloseTo(0.2206955546, 6);
    expect(filter.variance).toBeCloseTo(5.1327822185, 6);
    const signature = leakSignature(filter, 400);
    expect(-signature[399]!).toBeCloseTo(4.5311288742, 6);
  });

  it("gains two nats a frame from a unit leak once drift decides", () => {
    const signal = unitSignal(filter, leakSignature(filter, 401));
    expect((signal[401]! ** 2 - signal[400]! ** 2) / 2).toBeCloseTo(2, 6);
  });
});

describe("the bound of the reference loop", () => {
  const filter = settleFilter(r44.loop);
  const signal = unitSignal(filter, leakSignature(filter, 12_000));
  it.each([
    [3e-4, 2331],
    [1e-3, 777],
    [3e-3, 321],
    [1e-2, 106.9],
    [0.3, 5.5],
  ])("for %f g/s is the tabulated one", (rateGPerS, frames) => {
    const rate = rateGPerS / 36;
    const { delay } = neymanPearsonBound((j) => rate * signal[Math.min(j, 12_000)]!, 3_155_760);
    expect(Math.abs(delay / frames - 1)).toBeLessThan(0.03);
  });
});

describe("the clairvoyant test", () => {
  const filter = settleFilter(r44.loop);
  const signature = leakSignature(filter, 9000);
  const statistics = (rateGPerS: number, frames: number) => {
    const leak = rateGPerS === 0 ? undefined : ({ shape: "sudden", onsetS: 30_000, rateGPerS } as const);
    const world = createMatchedWorld(r44, filter.model, { seed: 3, leak });
    const run = new ReferenceRun(filter, signature, [0.01 / 36]);
    const out = new Float64Array(2);
    return Array.from({ length: frames }, () => {
      run.step(world.next(), out);
      return [...out];
    });
  };

  it("has gathered about the information of the leak's signature after a leak, and the GLR no less", () => {
    const after = 300;
    const [oracle, glr] = statistics(0.01, 3000 + after).at(-1)!;
    const information = 0.5 * ((0.01 / 36) * unitSignal(filter, signature)[after]!) ** 2;
    // The log likelihood ratio is normal about the information with variance twice that.
    expect(Math.abs(oracle! - information)).toBeLessThan(3 * Math.sqrt(2 * information));
    expect(glr!).toBeGreaterThan(oracle! - 1e-9);
  });

  it("stays low without a leak", () => {
    const highest = Math.max(
      ...statistics(0, 3300)
        .slice(2500)
        .map(([oracle]) => oracle!),
    );
    expect(highest).toBeLessThan(12);
  });
});
