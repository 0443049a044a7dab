/** Equatorial radius of the Earth [m], WGS 84. */
export const EARTH_RADIUS_M = 6_378_137;
/** Gravitational parameter of the Earth [m3/s2], WGS 84. */
export const EARTH_MU = 3.986004418e14;
/** Second zonal harmonic of the Earth, WGS 84 / EGM 96. */
export const EARTH_J2 = 1.08262668e-3;
/** Astronomical unit [m], IAU 2012. */
export const ASTRONOMICAL_UNIT_M = 149_597_870_700;
/** Nominal solar radius [m], IAU 2015 resolution B3. */
export const SUN_RADIUS_M = 6.957e8;
/** Total solar irradiance at one astronomical unit [W/m2], IAU 2015 nominal value. */
export const SOLAR_IRRADIANCE_W_PER_M2 = 1361;
/** Global mean reflected share of sunlight (CERES EBAF; Loeb et al. 2018). Local values run from 0.1 to 0.6. */
export const MEAN_EARTH_ALBEDO = 0.29;
/** Global mean outgoing longwave flux [W/m2] (CERES EBAF; Loeb et al. 2018). Local values run from 110 to 330. */
export const MEAN_EARTH_INFRARED_W_PER_M2 = 240;

export const DEGREE = Math.PI / 180;
export const DAY_S = 86_400;
/** Unix time of the epoch J2000.0 (2000-01-01 12:00 TT, taken as UTC: 64 s are 0.0007 degrees of the Sun). */
export const J2000_UNIX_S = 946_728_000;
