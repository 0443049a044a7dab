import { DRY_AIR_SPECIFIC_HEAT, saturationDensity } from "./moist-air.ts";

/** Density of cabin air that hand calculations use [kg/m3], at 20 degC and 101 kPa. */
const AIR_DENSITY = 1.2;

/** Rate at which a net heat warms a heat capacity [K/s]. */
export function warmingRate(netHeatW: number, heatCapacityJPerK: number): number {
  return netHeatW / heatCapacityJPerK;
}

/** Net heat that takes a heat capacity from one temperature to another in a time [W]. */
export function heatToWarm(heatCapacityJPerK: number, fromK: number, toK: number, durationS: number): number {
  return (heatCapacityJPerK * (toK - fromK)) / durationS;
}

/** Heat that exchanged air carries for each kelvin of difference [W/K]. */
export function ventilationConductance(airFlowM3PerS: number): number {
  return AIR_DENSITY * DRY_AIR_SPECIFIC_HEAT * airFlowM3PerS;
}

/**
 * Temperature of one compartment after `durationS` [K]: C dT/dt = Q - G (T - Tsink), exact. Without a sink (G = 0) it
 * warms in a straight line.
 */
export function temperatureAfter(
  startK: number,
  durationS: number,
  compartment: {
    readonly heatCapacityJPerK: number;
    readonly heatW: number;
    readonly conductanceWPerK: number;
    readonly sinkK: number;
  },
): number {
  const { heatCapacityJPerK, heatW, conductanceWPerK, sinkK } = compartment;
  if (conductanceWPerK === 0) return startK + (heatW * durationS) / heatCapacityJPerK;
  const settledK = sinkK + heatW / conductanceWPerK;
  return settledK + (startK - settledK) * Math.exp((-conductanceWPerK * durationS) / heatCapacityJPerK);
}

/**
 * Time until air of constant temperature is saturated [s], with no exchanger, no dew and no air exchange: a lower bound.
 * 0 if it is saturated already, Infinity without a source.
 */
export function timeToSaturation(
  airVolumeM3: number,
  temperatureK: number,
  relativeHumidityFraction: number,
  vapourKgPerS: number,
): number {
  const room = airVolumeM3 * saturationDensity(temperatureK) * (1 - relativeHumidityFraction);
  if (room <= 0) return 0;
  return vapourKgPerS > 0 ? room / vapourKgPerS : Number.POSITIVE_INFINITY;
}
