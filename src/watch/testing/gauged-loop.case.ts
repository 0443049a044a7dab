import type { Frame } from "../../telemetry/frame.ts";
import type { LoopDescription } from "../../vehicle/loop-description.ts";
import { normalFrom, quantityLoop } from "./loop-fixture.case.ts";

const exactly = (value: number) => ({ value, low: value, high: value, source: "fixture" });
const G_PER_PERCENT = 36;
/** 900 kg/m3 times 3 L over 300 kPa: 9 g a kilopascal. */
const G_PER_KPA = 9;

const gasLaw = {
  kind: "gas-pressure",
  chargeKg: exactly(40),
  gasPressurePa: exactly(300_000),
  gasVolumeM3: exactly(0.003),
  accumulatorLiquidM3: exactly(0.004),
  densityKgPerM3: exactly(900),
  vapourPressurePa: exactly(2000),
  dischargeCoefficient: exactly(0.62),
} as const;

/** A made-up loop at rest with two dissimilar gauges of about the same worth: a level code of half a per cent, and a gas pressure. */
export const gaugedLoop: LoopDescription = {
  ...quantityLoop,
  id: "gauged",
  inventoryChannel: "LEVEL",
  inventory: { kind: "accumulator-quantity", massPerPercentKg: exactly(G_PER_PERCENT / 1000) },
  explainedBy: [],
  orbitPeriodS: 0,
  learningS: 1800,
  noise: {
    step: 0.1,
    white: 0.1,
    driftPerRootDay: 3 / G_PER_PERCENT,
    wander: 2 / G_PER_PERCENT,
    wanderTimeS: 1200,
    ripple: 0,
    rippleChangePerOrbit: 0,
  },
  witnesses: [
    {
      channel: "PRESSURE",
      unit: "kPa",
      inventory: gasLaw,
      noise: {
        step: 0,
        white: 4.5 / G_PER_KPA,
        driftPerRootDay: 3 / G_PER_KPA,
        wander: 2 / G_PER_KPA,
        wanderTimeS: 1200,
        ripple: 0,
        rippleChangePerOrbit: 0,
      },
    },
  ],
};

/** The same with a fast path. */
export const burstLoop: LoopDescription = { ...gaugedLoop, id: "burst", fastFramePeriodS: 1 };

/** What happens, each a function of time in grams: what the loop loses, and what each gauge alone shows. NaN: nothing is read. */
export interface Happening {
  readonly seed: number;
  readonly untilS: number;
  readonly lost?: (timeS: number) => number;
  readonly level?: (timeS: number) => number;
  readonly pressure?: (timeS: number) => number;
}

/** Frames of the gauged loop, seeded; synthetic, and drawn without the watch's own model. */
export function gaugedFrames(loop: LoopDescription, happening: Happening): Frame[] {
  const normal = normalFrom(happening.seed);
  const periodS = loop.fastFramePeriodS ?? loop.framePeriodS;
  const keep = Math.exp(-periodS / 1200);
  let drift = 0;
  let wander = 0;
  return Array.from({ length: Math.floor(happening.untilS / periodS) }, (_, index) => {
    const endS = (index + 1) * periodS;
    const at = endS - periodS / 2;
    drift += 3 * Math.sqrt(periodS / 86_400) * normal();
    wander = keep * wander + 2 * Math.sqrt(1 - keep * keep) * normal();
    const moved = drift + wander - (happening.lost?.(at) ?? 0);
    const level = 60 + (moved + 3.6 * normal() + (happening.level?.(at) ?? 0)) / G_PER_PERCENT;
    const displacedM3 = (moved + 4.5 * normal() + (happening.pressure?.(at) ?? 0)) / 1000 / 900;
    const pressure = (300 * 0.003) / (0.003 - displacedM3);
    const mean = Float64Array.of(Math.round(level / 0.1) * 0.1, pressure);
    const coverage = mean.map((value) => (Number.isNaN(value) ? 0 : 1));
    return { endS, periodS, mean, coverage, reports: Int32Array.of(1, 1) };
  });
}
