/**
 * What the solver asks of a coolant. All arguments in K, all results in SI: kg/m3, J/(kg K), J/kg, Pa s, W/(m K), Pa.
 * Heat balances use only `enthalpy`; `specificHeat` sets how fast a stream approaches a wall. A consistent law has
 * d(enthalpy)/dT = specificHeat.
 */
export interface FluidLaw {
  readonly name: string;
  readonly minTemperatureK: number;
  readonly maxTemperatureK: number;
  /** Density of the saturated or reference-pressure liquid. */
  density(temperatureK: number): number;
  specificHeat(temperatureK: number): number;
  enthalpy(temperatureK: number): number;
  viscosity(temperatureK: number): number;
  conductivity(temperatureK: number): number;
  vapourPressure(temperatureK: number): number;
  /** Isothermal compressibility [1/Pa] about `referencePressurePa`; 5e-10 where not given (water: 4.6e-10 at 293 K). */
  compressibility?(temperatureK: number): number;
  readonly referencePressurePa?: number;
  /** Molar mass of the vapour [kg/mol]; 0.018 (water) where not given. Matters only in a voided loop. */
  readonly molarMassKgPerMol?: number;
}

/** Constants for one liquid, for tests and for loops whose temperature hardly moves. */
export interface ConstantFluid {
  readonly densityKgPerM3: number;
  readonly specificHeatJPerKgK: number;
  readonly viscosityPaS: number;
  readonly conductivityWPerMK: number;
  readonly vapourPressurePa: number;
  readonly compressibilityPerPa?: number;
}

/** A liquid whose properties do not depend on temperature; enthalpy counts from 0 K. Valid 100 K to 600 K by definition. */
export function constantFluid(name: string, values: ConstantFluid): FluidLaw {
  return {
    name,
    minTemperatureK: 100,
    maxTemperatureK: 600,
    density: () => values.densityKgPerM3,
    specificHeat: () => values.specificHeatJPerKgK,
    enthalpy: (temperatureK) => values.specificHeatJPerKgK * temperatureK,
    viscosity: () => values.viscosityPaS,
    conductivity: () => values.conductivityWPerMK,
    vapourPressure: () => values.vapourPressurePa,
    compressibility: () => values.compressibilityPerPa ?? DEFAULT_COMPRESSIBILITY_PER_PA,
  };
}

/** Rounded from water (4.6e-10 at 293 K, CRC Handbook) with a little for the give of the pipes. */
export const DEFAULT_COMPRESSIBILITY_PER_PA = 5e-10;
