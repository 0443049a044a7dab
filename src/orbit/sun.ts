import { ASTRONOMICAL_UNIT_M, DAY_S, DEGREE, J2000_UNIX_S } from "./constants.ts";
import type { Vector3 } from "./vector.ts";

/** Difference of dynamical time and UTC, 2000 to 2026 [s]; a minute is 0.0007 degrees of the Sun. */
const TT_MINUS_UTC_S = 68;

/**
 * Apparent position of the Sun seen from the Earth's centre [m], in the true equator and mean equinox of date (TEME,
 * the frame of SGP4). `timeS` is Unix time, UTC. Direction within 0.005 degrees from 2000 to 2040, distance within
 * 1e-4. Source: Meeus, Astronomical Formulae for Calculators (1988), chapter 18, with the planetary terms; aberration is
 * included; nutation in obliquity by its first term.
 */
export function sunPositionM(timeS: number): Vector3 {
  const t = (timeS + TT_MINUS_UTC_S - J2000_UNIX_S) / (36_525 * DAY_S);
  const meanLongitude = 280.46646 + t * (36000.76983 + t * 0.0003032);
  const anomaly = (357.52911 + t * (35999.05029 - t * 0.0001537)) * DEGREE;
  const eccentricity = 0.016708634 - t * (0.000042037 + t * 0.0000001267);
  const centre =
    (1.914602 - t * (0.004817 + t * 0.000014)) * Math.sin(anomaly) +
    (0.019993 - t * 0.000101) * Math.sin(2 * anomaly) +
    0.000289 * Math.sin(3 * anomaly);
  // Centuries from 1900.0 for the perturbations of Venus (two), Jupiter, the Moon and the long period.
  const u = t + 1.0;
  const perturbation =
    0.00134 * Math.cos((153.23 + 22518.7541 * u) * DEGREE) +
    0.00154 * Math.cos((216.57 + 45037.5082 * u) * DEGREE) +
    0.002 * Math.cos((312.69 + 32964.3577 * u) * DEGREE) +
    0.00179 * Math.sin((350.74 + (445267.1142 - 0.00144 * u) * u) * DEGREE) +
    0.00178 * Math.sin((231.19 + 20.2 * u) * DEGREE);
  const aberration = -0.00569;
  const longitude = (meanLongitude + centre + perturbation + aberration) * DEGREE;
  const node = (125.04452 - 1934.136261 * t) * DEGREE;
  const obliquity = (23.4392911 - 0.0130042 * t + 0.00256 * Math.cos(node)) * DEGREE;
  const distanceM =
    (ASTRONOMICAL_UNIT_M * 1.000001018 * (1 - eccentricity * eccentricity)) /
    (1 + eccentricity * Math.cos(anomaly + centre * DEGREE));
  return [
    distanceM * Math.cos(longitude),
    distanceM * Math.sin(longitude) * Math.cos(obliquity),
    distanceM * Math.sin(longitude) * Math.sin(obliquity),
  ];
}
