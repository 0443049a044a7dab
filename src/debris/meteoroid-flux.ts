const SECONDS_PER_YEAR = 3.15576e7;
const EARTH_RADIUS_M = 6_378_000;
/** Below this height above the ground the atmosphere hides the sky as the Earth does. */
const ATMOSPHERE_HEIGHT_M = 100_000;
/** The flux law is defined up to this mass. */
export const LARGEST_METEOROID_KG = 0.1;

/**
 * Cumulative flux of interplanetary meteoroids of mass m and more at one astronomical unit, free of the Earth, per
 * square metre and Julian year of a randomly turned, one-sided plate. Gruen et al., Icarus 62 (1985); the form of
 * ECSS-E-ST-10-04C 10.2.4.1. Valid from 1e-21 kg to 0.1 kg.
 */
export function gruenFluxPerM2Yr(massKg: number): number {
  const m = massKg * 1000;
  if (!(m >= 1e-18 && m <= 1000 * LARGEST_METEOROID_KG))
    throw new RangeError(`the meteoroid flux is defined from 1e-21 to 0.1 kg, got ${massKg} kg`);
  return (
    SECONDS_PER_YEAR *
    ((2.2e3 * m ** 0.306 + 15) ** -4.38 +
      1.3e-9 * (m + 1e11 * m ** 2 + 1e27 * m ** 4) ** -0.36 +
      1.3e-16 * (m + 1e6 * m ** 2) ** -0.85)
  );
}

/** How much the Earth's gravity raises the meteoroid flux: 1 + R/(R + h) (SSP 30425). */
export function earthFocusing(altitudeM: number): number {
  return 1 + EARTH_RADIUS_M / (EARTH_RADIUS_M + altitudeM);
}

/** Share of the sky that the Earth and its atmosphere leave open: (1 + cos eta)/2, sin eta = (R + 100 km)/(R + h). */
export function earthShielding(altitudeM: number): number {
  const sine = (EARTH_RADIUS_M + ATMOSPHERE_HEIGHT_M) / (EARTH_RADIUS_M + altitudeM);
  if (!(sine < 1))
    throw new RangeError(`Earth shielding is defined above 100 km, got ${altitudeM / 1000} km`);
  return (1 + Math.sqrt(1 - sine * sine)) / 2;
}

/** Mass of a sphere. */
export function sphereMassKg(diameterM: number, densityKgPerM3: number): number {
  return (Math.PI / 6) * densityKgPerM3 * diameterM ** 3;
}

/**
 * Cumulative meteoroid flux at a height above the Earth, diameter d and more, per square metre and year of randomly
 * turned surface. Particle density 1000 kg/m3 unless given (literature: 500 to 2000).
 */
export function meteoroidFluxPerM2Yr(diameterM: number, altitudeM: number, densityKgPerM3 = 1000): number {
  return (
    gruenFluxPerM2Yr(sphereMassKg(diameterM, densityKgPerM3)) *
    earthFocusing(altitudeM) *
    earthShielding(altitudeM)
  );
}
