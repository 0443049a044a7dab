export {
  advanceCabin,
  type CabinState,
  type CompartmentReading,
  cabinAt,
  givenOf,
  readingOf,
  totalsOf,
} from "./cabin.ts";
export { CabinRates } from "./cabin-rates.ts";
export type {
  CabinLayout,
  CabinLoads,
  Compartment,
  CompartmentLoad,
  CondensingExchanger,
  OutsideAir,
  Passage,
} from "./compartment.ts";
export { type CrewHeat, crewHeat, MEAN_METABOLIC_HEAT_W, MEAN_WATER_KG_PER_S } from "./crew-heat.ts";
export { WBGT_LIMITS_C, wetBulbGlobeC } from "./heat-stress.ts";
export { ImplicitCabin } from "./implicit-cabin.ts";
export {
  heatToWarm,
  temperatureAfter,
  timeToSaturation,
  ventilationConductance,
  warmingRate,
} from "./lumped-estimates.ts";
export {
  dewPointK,
  humidityRatio,
  moistAirDensity,
  moistAirEnthalpy,
  relativeHumidity,
  saturationDensity,
  saturationPressurePa,
  vapourPressureOf,
  wetBulbK,
} from "./moist-air.ts";
export { type Crossing, timeUntil } from "./time-until.ts";
