import { HEAT_OF_VAPORISATION_AT_ZERO, saturationPressurePa, VAPOUR_SPECIFIC_HEAT } from "./moist-air.ts";

/**
 * What one person gives off, averaged over a day. Published means: 11.82 MJ of heat and 2.277 kg of water by breath and
 * skin a day (NASA, Advanced Life Support Baseline Values and Assumptions Document, CR-2004-208941).
 */
export const MEAN_METABOLIC_HEAT_W = 11.82e6 / 86_400;
export const MEAN_WATER_KG_PER_S = 2.277 / 86_400;

/** Skin in warm surroundings [K]; 35 degC, ISO 7933. */
const SKIN_K = 308.15;
/**
 * Dry heat from skin through clothing to cabin air [W/K] so that, with the published water, the heats add up to the
 * published total at 23 degC. Estimate; 5 to 8 by clothing and air speed.
 */
const DRY_CONDUCTANCE_W_PER_K = 6.1;
/**
 * Most heat that evaporation from wholly wet skin carries, per pascal between skin and air [W/Pa]: Lewis relation
 * 16.5 K/kPa times 3.1 W/(m2 K) on 1.8 m2, times 0.6 for clothing (ISO 7933). Estimate; factor 0.5 to 1.5.
 */
const EVAPORATIVE_W_PER_PA = 16.5e-3 * 3.1 * 1.8 * 0.6;

/** Heat and water that one person gives to the air. */
export interface CrewHeat {
  /** Dry heat [W]; negative where the air is hotter than skin. */
  readonly sensibleW: number;
  /** Water vapour [kg/s], at skin temperature. */
  readonly waterKgPerS: number;
  /** Metabolic heat that the body cannot get rid of and stores [W]: above 0, body temperature rises. */
  readonly storedW: number;
}

/**
 * Heat and water of a person at rest or light work in air of a temperature [K] and vapour pressure [Pa]. Dry heat falls
 * linearly to zero at skin temperature, sweat makes up for it as far as the air takes up vapour, the remainder is stored.
 * Valid from 15 to 50 degC.
 */
export function crewHeat(
  airK: number,
  vapourPressurePa: number,
  metabolicW: number = MEAN_METABOLIC_HEAT_W,
): CrewHeat {
  const sensibleW = Math.min(DRY_CONDUCTANCE_W_PER_K * (SKIN_K - airK), 0.85 * metabolicW);
  const wanted = metabolicW - sensibleW;
  const possible = Math.max(0, EVAPORATIVE_W_PER_PA * (saturationPressurePa(SKIN_K) - vapourPressurePa));
  const evaporativeW = Math.min(wanted, possible);
  return { sensibleW, waterKgPerS: evaporativeW / LATENT_AT_SKIN, storedW: wanted - evaporativeW };
}

/** Enthalpy of vapour that leaves the skin [J/kg], liquid water at 0 degC being zero. */
export const VAPOUR_ENTHALPY_AT_SKIN =
  HEAT_OF_VAPORISATION_AT_ZERO + VAPOUR_SPECIFIC_HEAT * (SKIN_K - 273.15);

const LATENT_AT_SKIN = VAPOUR_ENTHALPY_AT_SKIN - 4186 * (SKIN_K - 273.15);
