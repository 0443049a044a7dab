import { DAY_S, DEGREE, J2000_UNIX_S } from "./constants.ts";
import { rotateAbout, type Vector3 } from "./vector.ts";

const Z: Vector3 = [0, 0, 1];
const Y: Vector3 = [0, 1, 0];

function precessionAngles(timeS: number): { zeta: number; theta: number; z: number } {
  const t = (timeS - J2000_UNIX_S) / (36_525 * DAY_S);
  const arcsecond = DEGREE / 3600;
  return {
    zeta: t * (2306.2181 + t * (0.30188 + t * 0.017998)) * arcsecond,
    theta: t * (2004.3109 - t * (0.42665 + t * 0.041833)) * arcsecond,
    z: t * (2306.2181 + t * (1.09468 + t * 0.018203)) * arcsecond,
  };
}

/**
 * Turns a vector from J2000 (EME2000) to the mean equator and equinox of date, by the IAU 1976 precession angles. The
 * result differs from TEME by nutation, at most 0.003 degrees; J2000 and TEME themselves differ by 0.0140 degrees a year.
 */
export function ofDateFromJ2000(vector: Vector3, timeS: number): Vector3 {
  const { zeta, theta, z } = precessionAngles(timeS);
  return rotateAbout(Z, z, rotateAbout(Y, -theta, rotateAbout(Z, zeta, vector)));
}

/** The inverse of {@link ofDateFromJ2000}. */
export function j2000FromOfDate(vector: Vector3, timeS: number): Vector3 {
  const { zeta, theta, z } = precessionAngles(timeS);
  return rotateAbout(Z, -zeta, rotateAbout(Y, theta, rotateAbout(Z, -z, vector)));
}
