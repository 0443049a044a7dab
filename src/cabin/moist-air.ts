import { GAS_CONSTANT, iceVapourPressurePa, waterVapourPressurePa } from "../fluids/index.ts";

/** Molar masses [kg/mol]: dry air ASHRAE Fundamentals 2017 chapter 1; water IAPWS. */
const DRY_AIR_MOLAR_MASS = 0.028966;
const WATER_MOLAR_MASS = 0.01801528;
export const DRY_AIR_GAS_CONSTANT = GAS_CONSTANT / DRY_AIR_MOLAR_MASS; // [J/(kg K)]
export const WATER_GAS_CONSTANT = GAS_CONSTANT / WATER_MOLAR_MASS; // [J/(kg K)]
/** Ratio of the molar masses of water and dry air. */
export const MASS_RATIO = WATER_MOLAR_MASS / DRY_AIR_MOLAR_MASS;

/** Heat capacities near room temperature [J/(kg K)] and heat of vaporisation at 0 degC [J/kg]: ASHRAE Fundamentals 2017, chapter 1. */
export const DRY_AIR_SPECIFIC_HEAT = 1006;
export const VAPOUR_SPECIFIC_HEAT = 1860;
export const LIQUID_SPECIFIC_HEAT = 4186;
export const HEAT_OF_VAPORISATION_AT_ZERO = 2.501e6;
export const ZERO_CELSIUS_K = 273.15;
const TRIPLE_POINT_K = 273.16;

/** Standard cabin pressure [Pa]. */
export const STANDARD_PRESSURE_PA = 101_325;

/**
 * Vapour pressure of saturated air [Pa]: over ice below the triple point, over water above; 230 to 340 K. The 0.5 % by
 * which air raises it is left out, as in ASHRAE's formulas.
 */
export function saturationPressurePa(temperatureK: number): number {
  return temperatureK < TRIPLE_POINT_K
    ? iceVapourPressurePa(temperatureK)
    : waterVapourPressurePa(temperatureK);
}

/** Density of water vapour in saturated air [kg/m3]. */
export function saturationDensity(temperatureK: number): number {
  return saturationPressurePa(temperatureK) / (WATER_GAS_CONSTANT * temperatureK);
}

/** Kilograms of vapour to a kilogram of dry air, from the vapour's partial pressure. */
export function humidityRatio(vapourPressurePa: number, pressurePa: number = STANDARD_PRESSURE_PA): number {
  return (MASS_RATIO * vapourPressurePa) / (pressurePa - vapourPressurePa);
}

/** Partial pressure of the vapour [Pa], from the humidity ratio. */
export function vapourPressureOf(ratio: number, pressurePa: number = STANDARD_PRESSURE_PA): number {
  return (pressurePa * ratio) / (MASS_RATIO + ratio);
}

/** Relative humidity as a fraction; above 1 in supersaturated air. */
export function relativeHumidity(vapourPressurePa: number, temperatureK: number): number {
  return vapourPressurePa / saturationPressurePa(temperatureK);
}

/** Enthalpy of moist air [J per kg of dry air], 0 for dry air and for liquid water at 0 degC. */
export function moistAirEnthalpy(temperatureK: number, ratio: number): number {
  const celsius = temperatureK - ZERO_CELSIUS_K;
  return (
    DRY_AIR_SPECIFIC_HEAT * celsius + ratio * (HEAT_OF_VAPORISATION_AT_ZERO + VAPOUR_SPECIFIC_HEAT * celsius)
  );
}

/** Density of moist air [kg/m3], vapour included. */
export function moistAirDensity(
  temperatureK: number,
  vapourPressurePa: number,
  pressurePa: number = STANDARD_PRESSURE_PA,
): number {
  return (
    (pressurePa - vapourPressurePa) / (DRY_AIR_GAS_CONSTANT * temperatureK) +
    vapourPressurePa / (WATER_GAS_CONSTANT * temperatureK)
  );
}

/** Temperature to which air must be cooled before dew or frost forms [K]; by bisection, within 1e-9 K. */
export function dewPointK(vapourPressurePa: number): number {
  return whereRising((t) => saturationPressurePa(t) - vapourPressurePa, 150, 373);
}

/**
 * Thermodynamic wet-bulb temperature [K]: that of air saturated adiabatically by water (ice below 0 degC) of the same
 * temperature. By bisection on the enthalpy balance, within 1e-9 K.
 */
export function wetBulbK(
  temperatureK: number,
  ratio: number,
  pressurePa: number = STANDARD_PRESSURE_PA,
): number {
  const enthalpy = moistAirEnthalpy(temperatureK, ratio);
  return whereRising(
    (t) => {
      const saturated = humidityRatio(saturationPressurePa(t), pressurePa);
      return moistAirEnthalpy(t, saturated) - enthalpy - (saturated - ratio) * condensedEnthalpy(t);
    },
    dewPointK(vapourPressureOf(ratio, pressurePa)) - 0.01,
    temperatureK + 0.01,
  );
}

function condensedEnthalpy(temperatureK: number): number {
  const celsius = temperatureK - ZERO_CELSIUS_K;
  return temperatureK < TRIPLE_POINT_K ? -333_400 + 2100 * celsius : LIQUID_SPECIFIC_HEAT * celsius; // ice, water [J/kg]
}

function whereRising(balance: (t: number) => number, lowK: number, highK: number): number {
  let low = lowK;
  let high = highK;
  while (high - low > 1e-9) {
    const middle = 0.5 * (low + high);
    if (balance(middle) > 0) high = middle;
    else low = middle;
  }
  return 0.5 * (low + high);
}
