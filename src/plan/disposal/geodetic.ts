import { DEGREE, EARTH_RADIUS_M, J2000_UNIX_S } from "../../orbit/constants.ts";
import type { Vector3 } from "../../orbit/vector.ts";

/** Turning rate of the Earth [rad/s], WGS 84. */
export const EARTH_RATE = 7.292115e-5;
const FLATTENING = 1 / 298.257223563; // WGS 84
const ECCENTRICITY_2 = FLATTENING * (2 - FLATTENING);
const POLAR_RADIUS_M = EARTH_RADIUS_M * (1 - FLATTENING);

export interface GroundPoint {
  readonly latitudeDeg: number;
  /** East positive, from -180 to 180. */
  readonly longitudeDeg: number;
}

/** Mean sidereal angle of Greenwich [rad] (IAU 1982, linear and quadratic terms; UTC taken as UT1, 0.9 s at most). */
export function siderealAngle(timeS: number): number {
  const days = (timeS - J2000_UNIX_S) / 86_400;
  const centuries = days / 36_525;
  const degrees = 280.46061837 + 360.98564736629 * days + 0.000387933 * centuries * centuries;
  return (((degrees % 360) + 360) % 360) * DEGREE;
}

/** Height above the WGS 84 ellipsoid [m]; within a metre below 1000 km (Bowring's closed form). */
export function heightM([x, y, z]: Vector3): number {
  const { latitude, p } = latitudeOf(x, y, z);
  const sin = Math.sin(latitude);
  const cos = Math.cos(latitude);
  return p * cos + z * sin - EARTH_RADIUS_M * Math.sqrt(1 - ECCENTRICITY_2 * sin * sin);
}

/** The point on the ground under a position given in an equatorial frame of date. */
export function groundPoint(positionM: Vector3, timeS: number): GroundPoint {
  const [x, y, z] = positionM;
  const longitude = Math.atan2(y, x) - siderealAngle(timeS);
  return {
    latitudeDeg: latitudeOf(x, y, z).latitude / DEGREE,
    longitudeDeg: ((((longitude / DEGREE + 180) % 360) + 360) % 360) - 180,
  };
}

function latitudeOf(x: number, y: number, z: number): { latitude: number; p: number } {
  const p = Math.hypot(x, y);
  const theta = Math.atan2(z * EARTH_RADIUS_M, p * POLAR_RADIUS_M);
  const secondEccentricity2 = ECCENTRICITY_2 / (1 - ECCENTRICITY_2);
  const latitude = Math.atan2(
    z + secondEccentricity2 * POLAR_RADIUS_M * Math.sin(theta) ** 3,
    p - ECCENTRICITY_2 * EARTH_RADIUS_M * Math.cos(theta) ** 3,
  );
  return { latitude, p };
}
