import { humidityRatio, STANDARD_PRESSURE_PA, wetBulbK } from "./moist-air.ts";

/** Limits of WBGT for people used to heat [degC], ISO 7243:2017 annex A, by metabolic rate. */
export const WBGT_LIMITS_C = { resting: 33, low: 30, moderate: 28 } as const;

/**
 * Wet-bulb globe temperature without sun [degC], ISO 7243: 0.7 natural wet bulb + 0.3 globe. The natural wet bulb follows
 * from the thermodynamic one by Bernard and Pourmoghani (1999): T - c (T - Twb), with c = 0.85 below 0.03 m/s, 1 above
 * 3 m/s and 0.96 + 0.069 log10(v) between. Surfaces are taken at `surroundingsK` (air temperature if left out), the globe
 * half-way between air and surroundings, which holds near 0.2 m/s.
 */
export function wetBulbGlobeC(conditions: {
  readonly airK: number;
  readonly vapourPressurePa: number;
  readonly pressurePa?: number;
  readonly airSpeedMPerS?: number;
  readonly surroundingsK?: number;
}): number {
  const { airK, vapourPressurePa } = conditions;
  const pressurePa = conditions.pressurePa ?? STANDARD_PRESSURE_PA;
  const wetBulb = wetBulbK(airK, humidityRatio(vapourPressurePa, pressurePa), pressurePa);
  const natural = airK - ventilation(conditions.airSpeedMPerS ?? 0.2) * (airK - wetBulb);
  const globe = 0.5 * (airK + (conditions.surroundingsK ?? airK));
  return 0.7 * natural + 0.3 * globe - 273.15;
}

function ventilation(airSpeedMPerS: number): number {
  if (airSpeedMPerS < 0.03) return 0.85;
  if (airSpeedMPerS > 3) return 1;
  return 0.96 + 0.069 * Math.log10(airSpeedMPerS);
}
