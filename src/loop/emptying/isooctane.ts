import { coolantNamed } from "../../fluids/index.ts";
import type { Kelvins, Pascals } from "../../units/index.ts";

// The base fluid of LZ-TK-2, 2,2,4-trimethylpentane, as the fluids room has it; these are the few numbers an emptying loop needs.
const isooctane = coolantNamed("lz-tk-2").fresh();

const TWENTY_C = 293.15;
const GAS_CONSTANT = 8.314462618;

/** Molar mass [kg/mol]. */
export const ISOOCTANE_MOLAR_MASS = isooctane.vapourMolarMassKgPerMol;

const molarHeat = isooctane.vapourSpecificHeat(TWENTY_C) * ISOOCTANE_MOLAR_MASS;
/** Ratio of heat capacities of the vapour at 20 degC as an ideal gas; it changes a choked flow by less than 1 % over 1.04 to 1.06. */
export const ISOOCTANE_HEAT_CAPACITY_RATIO = molarHeat / (molarHeat - GAS_CONSTANT);

/** Dynamic viscosity of the liquid at 20 degC [Pa s]. */
export const ISOOCTANE_VISCOSITY_PA_S = isooctane.viscosity(TWENTY_C);

/** Density of the liquid [kg/m3], 155 to 373 K. */
export function isooctaneDensityKgPerM3(temperatureK: Kelvins): number {
  return isooctane.density(temperatureK);
}

/** Relative growth of volume with temperature at 20 degC [1/K]. */
export const ISOOCTANE_EXPANSION_PER_K = -isooctane.densitySlope(TWENTY_C) / isooctane.density(TWENTY_C);

/** Vapour pressure, 155 to 373 K. */
export function isooctaneVapourPressurePa(temperatureK: Kelvins): Pascals {
  return isooctane.vapourPressure(temperatureK);
}
