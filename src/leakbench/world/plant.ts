/** Gas charge of an accumulator and the coolant that it pushes. */
export interface GasCharge {
  readonly pressureKpa: number;
  readonly volumeM3: number;
  readonly densityKgPerM3: number;
  readonly vapourKpa: number;
}

/**
 * What really moves a loop, in grams at the accumulator unless named otherwise. Figures are plausible for their class of loop,
 * none is measured. Those of R44 are the reference configuration of the benchmark: a 44 L loop with 3600 g of accumulator scale.
 */
export interface Plant {
  readonly fullScaleG: number;
  readonly coolant: string;
  readonly chargeKg: number;
  /** How much coarser than R44 this loop is: rates that are tried, and goals in grams, are so many times as large. */
  readonly scale: number;
  /** Amplitude of the thermal displacement, its slow relative wander, and the share of the second harmonic. */
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
  readonly flowKgPerH: number;
  /** 0: the loop does not orbit; its temperature then follows a load that comes and goes within hours. */
  readonly orbitPeriodS: number;
  readonly gas: GasCharge;
}

/** Accumulator quantity at which every loop starts, per cent of scale. */
export const START_PERCENT = 60;

/** Kelvin of temperature swing behind the thermal displacement, in every loop. */
export const SWING_K = 10;

/** 0.5 kPa of the gas charge is 4.5 g. */
export const r44Plant: Plant = {
  fullScaleG: 3600,
  coolant: "water",
  chargeKg: 40,
  scale: 1,
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
  flowKgPerH: 1080,
  orbitPeriodS: 5560,
  gas: { pressureKpa: 300, volumeM3: 0.003, densityKgPerM3: 900, vapourKpa: 2 },
};

/** A station's external ammonia loop: eight times R44 in mass, a finer quantity code, a far higher pressure. */
export const ammoniaPlant: Plant = {
  ...r44Plant,
  fullScaleG: 28_800,
  coolant: "ammonia",
  chargeKg: 300,
  scale: 8,
  swingG: 700,
  compensationErrorG: 14,
  wanderG: 16,
  driftGPerRootDay: 24,
  levelStep: 0.001,
  pressureNoiseG: 36,
  temperatureNoiseG: 10,
  flowKgPerH: 3600,
  gas: { pressureKpa: 2000, volumeM3: 0.035, densityKgPerM3: 620, vapourKpa: 600 },
};

/** Secondary loop of a cooling distribution unit in a data centre: no orbit, a load that comes and goes, an expansion vessel. */
export const cduPlant: Plant = {
  ...r44Plant,
  fullScaleG: 10_000,
  chargeKg: 200,
  scale: 3,
  swingG: 150,
  compensationErrorG: 4,
  wanderG: 8,
  wanderTimeS: 900,
  driftGPerRootDay: 9,
  levelStep: 0.002,
  pressureNoiseG: 12,
  temperatureNoiseG: 4,
  flowKgPerH: 20_000,
  orbitPeriodS: 0,
  gas: { pressureKpa: 250, volumeM3: 0.01, densityKgPerM3: 1030, vapourKpa: 4 },
};

/** Kilopascals that one gram displaced is worth at the reference pressure. */
export const kpaPerG = ({ gas }: Plant): number =>
  gas.pressureKpa / (gas.densityKgPerM3 * gas.volumeM3 * 1000);

/** Time over which a loop's temperature comes round once: its orbit, or two hours for a load. */
export const roundS = ({ orbitPeriodS }: Plant): number => orbitPeriodS || 7200;

/** Weight of the level sensor in the fused inventory: inverse variances of code and noise against the pressure's. */
export function levelWeight(of: Plant): number {
  const level = (of.levelNoise * of.fullScaleG) ** 2 + (of.levelStep * of.fullScaleG) ** 2 / 12;
  const pressure = of.pressureNoiseG ** 2;
  return pressure / (level + pressure);
}
