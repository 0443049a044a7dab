import { EARTH_RADIUS_M } from "./constants.ts";
import { type OrbitState, orbitNormal } from "./trajectory.ts";
import { dot, unit, type Vector3 } from "./vector.ts";

/** Angle between the Sun and the orbit plane [rad], positive on the side of the angular momentum. */
export function betaAngleRad(state: OrbitState, sunM: Vector3): number {
  return Math.asin(Math.max(-1, Math.min(1, dot(orbitNormal(state), unit(sunM)))));
}

/** The |beta| [rad] above which a circular orbit has no eclipse: asin(R/r), cylindrical shadow. */
export function noEclipseBetaRad(orbitRadiusM: number, earthRadiusM = EARTH_RADIUS_M): number {
  return Math.asin(earthRadiusM / orbitRadiusM);
}

/** Share of a circular orbit in a cylindrical shadow; closed form, 0 above {@link noEclipseBetaRad}. */
export function cylindricalEclipseFraction(
  betaRad: number,
  orbitRadiusM: number,
  earthRadiusM = EARTH_RADIUS_M,
): number {
  if (!(orbitRadiusM > earthRadiusM))
    throw new RangeError(`an orbit radius is above ${earthRadiusM} m, got ${orbitRadiusM} m`);
  const cosine = Math.sqrt(orbitRadiusM ** 2 - earthRadiusM ** 2) / (orbitRadiusM * Math.cos(betaRad));
  return cosine >= 1 ? 0 : Math.acos(cosine) / Math.PI;
}
