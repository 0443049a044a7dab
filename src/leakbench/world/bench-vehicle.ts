import type { LoopDescription } from "../../vehicle/loop-description.ts";

/**
 * What really moves the loop, in grams unless named otherwise: the reference loop R44 of the benchmark (44 L class, 3600 g
 * of accumulator scale, 300 kPa class gas charge). Plausible figures, not measured ones.
 */
export interface Plant {
  readonly fullScaleG: number;
  /** Amplitude of the orbital displacement, its slow relative wander, and the share of the second harmonic. */
  readonly swingG: number;
  readonly swingWander: number;
  readonly secondHarmonic: number;
  /** Rms of what a good compensation leaves at the orbital frequency, and the coherence of it in orbits. */
  readonly compensationErrorG: number;
  readonly coherenceOrbits: number;
  readonly wanderG: number;
  readonly wanderTimeS: number;
  readonly driftGPerRootDay: number;
  readonly levelNoise: number;
  /** Code of the level sensor, as a part of full scale. */
  readonly levelStep: number;
  readonly pressureNoiseG: number;
  readonly temperatureNoiseG: number;
  readonly orbitPeriodS: number;
}

/** What a detector is given: the inventory fused and compensated, the raw level and a temperature, or the raw pressure. */
export type Sight = "fused" | "level" | "gas";

export interface BenchVehicle {
  readonly id: string;
  readonly title: string;
  readonly sight: Sight;
  readonly plant: Plant;
  readonly loop: LoopDescription;
}

const plant: Plant = {
  fullScaleG: 3600,
  swingG: 86,
  swingWander: 0.1,
  secondHarmonic: 0.2,
  compensationErrorG: 1.8,
  coherenceOrbits: 10,
  wanderG: 2,
  wanderTimeS: 1200,
  driftGPerRootDay: 3,
  levelNoise: 0.0005,
  levelStep: 0.005,
  pressureNoiseG: 4.5,
  temperatureNoiseG: 1.3,
  orbitPeriodS: 5560,
};

export const START_PERCENT = 60;
/** Coolant density and gas charge of the reference loop: 0.5 kPa is 4.5 g. */
export const GAS = { pressureKpa: 300, volumeM3: 0.003, densityKgPerM3: 900, vapourKpa: 2 } as const;

const exactly = (value: number) => ({ value, low: value, high: value, source: "benchmark" });
const YEAR_S = 365.25 * 86_400;

/** Weight of the level sensor in the fused inventory: inverse variances of code and noise against the pressure's. */
export function levelWeight(of: Plant): number {
  const level = (of.levelNoise * of.fullScaleG) ** 2 + (of.levelStep * of.fullScaleG) ** 2 / 12;
  const pressure = of.pressureNoiseG ** 2;
  return pressure / (level + pressure);
}

function fused(id: string, title: string, levelStep: number, framePeriodS = 10): BenchVehicle {
  const own = { ...plant, levelStep };
  const weight = levelWeight(own);
  const percent = 100 / own.fullScaleG;
  const sensors = Math.hypot(weight * own.levelNoise * own.fullScaleG, (1 - weight) * own.pressureNoiseG);
  const code = (weight * levelStep * own.fullScaleG) / Math.sqrt(12);
  const changePerOrbit = own.compensationErrorG * Math.sqrt(4 * (1 - Math.exp(-1 / own.coherenceOrbits)));
  return {
    id,
    title,
    sight: "fused",
    plant: own,
    loop: {
      ...base(id, title, own, framePeriodS),
      noise: {
        step: 0,
        white: percent * Math.hypot(sensors, code, own.temperatureNoiseG),
        driftPerRootDay: percent * own.driftGPerRootDay,
        wander: percent * own.wanderG,
        wanderTimeS: own.wanderTimeS,
        ripple: percent * own.compensationErrorG * Math.SQRT2,
        rippleChangePerOrbit: percent * changePerOrbit,
      },
    },
  };
}

function base(id: string, title: string, of: Plant, framePeriodS: number): Omit<LoopDescription, "noise"> {
  return {
    id,
    name: title,
    carrier: "benchmark",
    coolant: "water",
    inventoryChannel: "INVENTORY",
    inventoryUnit: "%",
    inventory: { kind: "accumulator-quantity", massPerPercentKg: exactly(of.fullScaleG / 1e5) },
    explainedBy: [],
    framePeriodS,
    orbitPeriodS: of.orbitPeriodS,
    silenceS: 15,
    learningS: 2 * of.orbitPeriodS,
    meanTimeBetweenFalseAlarmsS: YEAR_S,
  };
}

/** What the raw level and the raw pressure need beyond the fused inventory: the whole swing, and how it wanders. */
function rawNoise(percent: number, of: Plant, white: number, step: number) {
  return {
    step,
    white,
    driftPerRootDay: percent * of.driftGPerRootDay,
    wander: percent * of.wanderG,
    wanderTimeS: of.wanderTimeS,
    ripple: percent * of.swingG,
    rippleChangePerOrbit: percent * of.swingG * of.swingWander * Math.sqrt(2 / of.coherenceOrbits),
  };
}

const level: BenchVehicle = {
  id: "r44-level",
  title: "R44, raw level code of 0.5 % with its swing, and a temperature",
  sight: "level",
  plant,
  loop: {
    ...base("r44-level", "R44 raw level", plant, 10),
    explainedBy: [{ channel: "TEMPERATURE", unit: "degC", quantity: "temperature" }],
    noise: rawNoise(100 / plant.fullScaleG, plant, 100 * plant.levelNoise, 100 * plant.levelStep),
  },
};

/** Kilopascals that one gram displaced is worth at the reference pressure. */
const KPA_PER_G = GAS.pressureKpa / (GAS.densityKgPerM3 * GAS.volumeM3 * 1000);

const gas: BenchVehicle = {
  id: "r44-gas",
  title: "R44, raw pressure of the gas charge with its swing, and a temperature",
  sight: "gas",
  plant,
  loop: {
    ...base("r44-gas", "R44 raw pressure", plant, 10),
    inventoryUnit: "kPa",
    explainedBy: [{ channel: "TEMPERATURE", unit: "degC", quantity: "temperature" }],
    inventory: {
      kind: "gas-pressure",
      chargeKg: exactly(40),
      gasPressurePa: exactly(1000 * GAS.pressureKpa),
      gasVolumeM3: exactly(GAS.volumeM3),
      accumulatorLiquidM3: exactly(0.004),
      densityKgPerM3: exactly(GAS.densityKgPerM3),
      vapourPressurePa: exactly(1000 * GAS.vapourKpa),
      dischargeCoefficient: { value: 0.62, low: 0.6, high: 0.8, source: "benchmark" },
    },
    noise: rawNoise(KPA_PER_G, plant, KPA_PER_G * plant.pressureNoiseG, 0),
  },
};

/** The vehicles of the benchmark. `r44` is the reference of every figure that names none. */
export const benchVehicles: readonly BenchVehicle[] = [
  fused("r44", "R44, inventory fused and compensated, level code 0.5 %", 0.005),
  fused("r44-fine", "R44, level code 0.1 %", 0.001),
  fused("r44-coarse", "R44, level code 1 %", 0.01),
  fused("r44-1s", "R44 at 1 s", 0.005, 1),
  level,
  gas,
];

/** A vehicle of the benchmark by its name. Throws with the known names. */
export function benchVehicle(id: string): BenchVehicle {
  const found = benchVehicles.find((vehicle) => vehicle.id === id);
  if (found) return found;
  throw new RangeError(
    `no benchmark vehicle "${id}"; there are ${benchVehicles.map((vehicle) => vehicle.id).join(", ")}`,
  );
}
