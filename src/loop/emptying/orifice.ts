import type { Kelvins, KilogramsPerSecond, Metres, Pascals, SquareMetres } from "../../units/index.ts";

/** Molar gas constant [J/(mol K)], exact in the SI of 2019. */
export const GAS_CONSTANT = 8.31446261815324;

/** A round hole and the part of the ideal flow that it passes. */
export interface Hole {
  readonly diameterM: Metres;
  /** 0.6 sharp edge to 0.8 short tube. */
  readonly dischargeCoefficient: number;
}

/** Cd A [m2]. */
export function effectiveAreaM2({ diameterM, dischargeCoefficient }: Hole): SquareMetres {
  return (dischargeCoefficient * Math.PI * diameterM ** 2) / 4;
}

/** Liquid through a hole into vacuum, inertia only: Cd A sqrt(2 rho p), p absolute. */
export function liquidFlowKgPerS(
  hole: Hole,
  pressurePa: Pascals,
  densityKgPerM3: number,
): KilogramsPerSecond {
  return effectiveAreaM2(hole) * Math.sqrt(2 * densityKgPerM3 * pressurePa);
}

/** Ideal gas that leaves through a hole. */
export interface Vapour {
  readonly molarMassKgPerMol: number;
  readonly heatCapacityRatio: number;
  readonly temperatureK: Kelvins;
}

/**
 * Choked flow of a gas into vacuum per effective area and pressure [s/m]:
 * sqrt(gamma M / (R T)) (2 / (gamma + 1))^((gamma + 1) / (2 (gamma - 1))).
 * For holes much wider than the mean free path (0.8 mm against 1 um at 5 kPa).
 */
export function chokedFlowFactor({ molarMassKgPerMol, heatCapacityRatio: g, temperatureK }: Vapour): number {
  return (
    Math.sqrt((g * molarMassKgPerMol) / (GAS_CONSTANT * temperatureK)) *
    (2 / (g + 1)) ** ((g + 1) / (2 * (g - 1)))
  );
}

/** Density of an ideal vapour [kg/m3]. */
export function vapourDensityKgPerM3(vapour: Vapour, pressurePa: Pascals): number {
  return (pressurePa * vapour.molarMassKgPerMol) / (GAS_CONSTANT * vapour.temperatureK);
}
