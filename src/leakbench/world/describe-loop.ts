import type {
  Explanation,
  InventoryReading,
  LoopDescription,
  NoiseDescription,
} from "../../vehicle/loop-description.ts";
import { kpaPerG, levelWeight, type Plant, roundS } from "./plant.ts";

const exactly = (value: number) => ({ value, low: value, high: value, source: "benchmark" });
const YEAR_S = 365.25 * 86_400;

/** The two boxes through which the gauges of a loop are read: each carries one gauge of the inventory. */
export const HUBS = { level: "mux-1", pressure: "mux-2" } as const;

function base(id: string, title: string, of: Plant): Omit<LoopDescription, "noise"> {
  return {
    id,
    name: title,
    carrier: "benchmark",
    coolant: of.coolant,
    inventoryChannel: "INVENTORY",
    inventoryUnit: "%",
    inventory: { kind: "accumulator-quantity", massPerPercentKg: exactly(of.fullScaleG / 1e5) },
    explainedBy: [],
    framePeriodS: 10,
    orbitPeriodS: of.orbitPeriodS,
    silenceS: 15,
    learningS: 2 * roundS(of),
    meanTimeBetweenFalseAlarmsS: YEAR_S,
  };
}

/** What moves the loop beside its sensors, once temperature is accounted for; `unitsPerG` turns grams into the channel's unit. */
function residualNoise(of: Plant, unitsPerG: number, white: number, step: number): NoiseDescription {
  const changePerOrbit = of.compensationErrorG * Math.sqrt(4 * (1 - Math.exp(-1 / of.coherenceOrbits)));
  const orbits = of.orbitPeriodS > 0;
  return {
    step,
    white,
    driftPerRootDay: unitsPerG * of.driftGPerRootDay,
    wander: unitsPerG * (orbits ? of.wanderG : Math.hypot(of.wanderG, of.compensationErrorG)),
    wanderTimeS: of.wanderTimeS,
    ripple: orbits ? unitsPerG * of.compensationErrorG * Math.SQRT2 : 0,
    rippleChangePerOrbit: orbits ? unitsPerG * changePerOrbit : 0,
  };
}

/** What a raw gauge needs beyond that where nothing but its own history explains it: the whole swing, and how it wanders. */
function rawNoise(of: Plant, unitsPerG: number, white: number, step: number): NoiseDescription {
  return {
    ...residualNoise(of, unitsPerG, white, step),
    wander: unitsPerG * of.wanderG,
    ripple: unitsPerG * of.swingG,
    rippleChangePerOrbit: unitsPerG * of.swingG * of.swingWander * Math.sqrt(2 / of.coherenceOrbits),
  };
}

const gasReading = (of: Plant): InventoryReading => ({
  kind: "gas-pressure",
  chargeKg: exactly(of.chargeKg),
  gasPressurePa: exactly(1000 * of.gas.pressureKpa),
  gasVolumeM3: exactly(of.gas.volumeM3),
  accumulatorLiquidM3: exactly((0.6 * of.fullScaleG) / 1000 / of.gas.densityKgPerM3),
  densityKgPerM3: exactly(of.gas.densityKgPerM3),
  vapourPressurePa: exactly(1000 * of.gas.vapourKpa),
  dischargeCoefficient: { value: 0.62, low: 0.6, high: 0.8, source: "benchmark" },
});

const temperature: Explanation = { channel: "TEMPERATURE", unit: "degC", quantity: "temperature" };

/**
 * A loop as a vehicle file would have it: level code and gas pressure as two dissimilar gauges on two hubs, the mean coolant
 * temperature that a thermal model makes of six sensors, the pump's flow, and the valve through which coolant is moved.
 */
export function describeGauges(id: string, title: string, of: Plant): LoopDescription {
  const percent = 100 / of.fullScaleG;
  const kpa = kpaPerG(of);
  // Noise of the mean temperature comes into both gauges alike; it is shared out as if each had it to itself.
  const white = (sensorG: number) => Math.hypot(sensorG, of.temperatureNoiseG);
  return {
    ...base(id, title, of),
    inventoryChannel: "LEVEL",
    inventoryHub: HUBS.level,
    explainedBy: [
      { ...temperature, hub: HUBS.pressure },
      { channel: "FLOW", unit: "kg/h", quantity: "flow", hub: HUBS.level },
      { channel: "VALVE", unit: "1", quantity: "flag", hub: HUBS.level },
    ],
    witnesses: [
      {
        channel: "PRESSURE",
        unit: "kPa",
        hub: HUBS.pressure,
        inventory: gasReading(of),
        noise: residualNoise(of, kpa, kpa * white(of.pressureNoiseG), 0),
      },
    ],
    noise: residualNoise(of, percent, percent * white(of.levelNoise * of.fullScaleG), 100 * of.levelStep),
  };
}

/** The inventory worked out from both gauges by fixed weights and compensated: one channel, for what theory says of it. */
export function describeFused(id: string, title: string, of: Plant, framePeriodS = 10): LoopDescription {
  // At a second a code stands for many frames, and no filter of white noise can use it: theory then has the pressure alone.
  const weight = framePeriodS < 10 ? 0 : levelWeight(of);
  const percent = 100 / of.fullScaleG;
  const sensors = Math.hypot(weight * of.levelNoise * of.fullScaleG, (1 - weight) * of.pressureNoiseG);
  const code = (weight * of.levelStep * of.fullScaleG) / Math.sqrt(12);
  const white = percent * Math.hypot(sensors, code, of.temperatureNoiseG);
  return { ...base(id, title, of), framePeriodS, noise: residualNoise(of, percent, white, 0) };
}

export function describeLevel(id: string, title: string, of: Plant): LoopDescription {
  const noise = rawNoise(of, 100 / of.fullScaleG, 100 * of.levelNoise, 100 * of.levelStep);
  return { ...base(id, title, of), explainedBy: [temperature], noise };
}

export function describeGas(id: string, title: string, of: Plant): LoopDescription {
  return {
    ...base(id, title, of),
    inventoryUnit: "kPa",
    explainedBy: [temperature],
    inventory: gasReading(of),
    noise: rawNoise(of, kpaPerG(of), kpaPerG(of) * of.pressureNoiseG, 0),
  };
}
