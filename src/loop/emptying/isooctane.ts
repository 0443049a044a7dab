import type { Kelvins, Pascals } from "../../units/index.ts";

// Base fluid of LZ-TK-2, 2,2,4-trimethylpentane; the additives are left out. To be replaced by the fluids room.

/** Molar mass [kg/mol] (reference dossier 4.3). */
export const ISOOCTANE_MOLAR_MASS = 0.11423;

/** Ratio of heat capacities of the vapour near 20 degC: ideal gas, cp about 188 J/(mol K). Changes a choked flow by less than 1 % over 1.04 to 1.06. */
export const ISOOCTANE_HEAT_CAPACITY_RATIO = 1.046;

/** Dynamic viscosity of the liquid near 20 degC [Pa s]; own estimate, 10 %. */
export const ISOOCTANE_VISCOSITY_PA_S = 5.0e-4;

const ZERO_CELSIUS_K = 273.15;
const MMHG_PA = 133.322387415;

/** Density of the liquid [kg/m3]: 692 (1 - 0.0012 (T - 20 degC)) (reference dossier 7). Meant for -40 to 60 degC. */
export function isooctaneDensityKgPerM3(temperatureK: Kelvins): number {
  return 692 * (1 - 0.0012 * (temperatureK - ZERO_CELSIUS_K - 20));
}

/** Relative growth of volume with temperature at 20 degC [1/K]. */
export const ISOOCTANE_EXPANSION_PER_K = 0.0012;

/** Vapour pressure: Antoine equation, log10(p/mmHg) = 6.81189 - 1257.84 / (220.735 + t/degC) (Willingham et al. 1945). Measured from 24 to 100 degC; below that extrapolated. */
export function isooctaneVapourPressurePa(temperatureK: Kelvins): Pascals {
  return MMHG_PA * 10 ** (6.81189 - 1257.84 / (220.735 + temperatureK - ZERO_CELSIUS_K));
}
