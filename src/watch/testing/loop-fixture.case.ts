import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import type { Frame } from "../../telemetry/frame.ts";
import type { LoopDescription } from "../../vehicle/loop-description.ts";
import { channelsOf, planWatch, type WatchPlan } from "../plan.ts";
import { beginWatch, type WatchState } from "../state.ts";
import { step, type WatchStep } from "../watch-loop.ts";

const exactly = (value: number) => ({ value, low: value, high: value, source: "fixture" });

/** A loop whose accumulator quantity is known in kilograms, with an orbital ripple. */
export const quantityLoop: LoopDescription = {
  id: "quantity",
  name: "Fixture loop",
  carrier: "fixture",
  coolant: "water",
  inventoryChannel: "Q",
  inventoryUnit: "%",
  inventory: { kind: "accumulator-quantity", massPerPercentKg: exactly(0.05) },
  explainedBy: [{ channel: "T", unit: "degC", quantity: "temperature" }],
  noise: {
    step: 0.02,
    white: 0.02,
    driftPerRootDay: 0.2,
    wander: 0.02,
    wanderTimeS: 600,
    ripple: 0.5,
    rippleChangePerOrbit: 0.05,
  },
  framePeriodS: 10,
  orbitPeriodS: 5568,
  silenceS: 15,
  learningS: 2 * 5568,
  meanTimeBetweenFalseAlarmsS: 365.25 * 86_400,
};

/** A gas-charged loop as on the cargo ship: 98 kPa of gas in 4 L over 4 L of liquid. */
export const gasLoop: LoopDescription = {
  ...quantityLoop,
  id: "gas",
  inventoryChannel: "P",
  inventoryUnit: "kPa",
  inventory: {
    kind: "gas-pressure",
    chargeKg: { value: 34, low: 32, high: 36, source: "fixture" },
    gasPressurePa: exactly(98_000),
    gasVolumeM3: { value: 0.004, low: 0.0035, high: 0.0045, source: "fixture" },
    accumulatorLiquidM3: exactly(0.004),
    densityKgPerM3: exactly(692),
    vapourPressurePa: exactly(5150),
    dischargeCoefficient: { value: 0.62, low: 0.6, high: 0.8, source: "fixture" },
  },
  noise: {
    step: 0.98,
    white: 0.3,
    driftPerRootDay: 1,
    wander: 0.3,
    wanderTimeS: 600,
    ripple: 1,
    rippleChangePerOrbit: 0.1,
  },
};

export function normalFrom(seed: number): () => number {
  const random = xoroshiro128plus(seed);
  const uniform = () => ((random.next() >>> 0) + 0.5) / 2 ** 32;
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** Frames of a loop from a function of time; undefined readings are gaps. */
export function framesOf(
  loop: LoopDescription,
  count: number,
  reading: (timeS: number, index: number) => number | undefined,
  temperature: (timeS: number) => number = () => 10,
): Frame[] {
  const channels = channelsOf(loop).length;
  return Array.from({ length: count }, (_, index) => {
    const endS = (index + 1) * loop.framePeriodS;
    const value = reading(endS - loop.framePeriodS / 2, index);
    const mean = new Float64Array(channels).fill(Number.NaN);
    const coverage = new Float64Array(channels);
    if (value !== undefined) {
      mean[0] = value;
      if (channels > 1) mean[1] = temperature(endS);
      coverage.fill(1);
    }
    return { endS, periodS: loop.framePeriodS, mean, coverage, reports: new Int32Array(channels).fill(1) };
  });
}

/** Runs the watch over frames. */
export function watchFrames(
  loop: LoopDescription,
  frames: readonly Frame[],
): { steps: WatchStep[]; plan: WatchPlan } {
  const plan = planWatch(loop);
  let state: WatchState = beginWatch(plan);
  const steps = frames.map((frame) => {
    const result = step(plan, state, frame);
    state = result.state;
    return result;
  });
  return { steps, plan };
}

/** A quiet reading of the quantity loop: ripple, drift, noise and code, seeded. */
export function quietQuantity(seed: number): (timeS: number, index: number) => number {
  const normal = normalFrom(seed);
  const { noise, orbitPeriodS, framePeriodS } = quantityLoop;
  let level = 60;
  return (timeS) => {
    level += noise.driftPerRootDay * Math.sqrt(framePeriodS / 86_400) * normal();
    const ripple = noise.ripple * Math.sin((2 * Math.PI * timeS) / orbitPeriodS + seed);
    const raw = level + ripple + noise.white * normal();
    return Math.round(raw / noise.step) * noise.step;
  };
}
