import { DAY_S, DEGREE, EARTH_J2, EARTH_MU, EARTH_RADIUS_M } from "./constants.ts";
import type { TwoLineElements } from "./two-line-elements.ts";
import { cross, unit, type Vector3 } from "./vector.ts";

/** Position and velocity in an equatorial frame of date (TEME for SGP4). */
export interface OrbitState {
  readonly positionM: Vector3;
  readonly velocityMPerS: Vector3;
}

/** Where a vehicle is at a Unix time. */
export type Trajectory = (timeS: number) => OrbitState;

/** A circular orbit whose plane precesses under J2. */
export interface CircularOrbit {
  /** From the Earth's centre. */
  readonly radiusM: number;
  readonly inclinationRad: number;
  /** Right ascension of the ascending node at the epoch, equinox of date. */
  readonly nodeRad: number;
  /** Angle from the ascending node at the epoch. */
  readonly argumentOfLatitudeRad: number;
  readonly epochS: number;
  /** Given where it is known from tracking; J2 theory otherwise. */
  readonly nodeRateRadPerS?: number;
}

/** Keplerian period [s] of a semi-major axis. */
export function orbitPeriodS(semiMajorAxisM: number): number {
  if (!(semiMajorAxisM > 0)) throw new RangeError(`a semi-major axis is positive, got ${semiMajorAxisM} m`);
  return 2 * Math.PI * Math.sqrt(semiMajorAxisM ** 3 / EARTH_MU);
}

/** Semi-major axis [m] of a mean motion in revolutions a day. */
export function semiMajorAxisM(meanMotionRevPerDay: number): number {
  const radPerS = (meanMotionRevPerDay * 2 * Math.PI) / DAY_S;
  return Math.cbrt(EARTH_MU / (radPerS * radPerS));
}

/** Secular rate of the ascending node under J2 [rad/s]; -4.95 deg/day for the ISS (Vallado, eq. 9-37). */
export function nodeRateRadPerS(semiMajorAxis: number, inclinationRad: number, eccentricity = 0): number {
  const meanMotion = Math.sqrt(EARTH_MU / semiMajorAxis ** 3);
  const parameter = semiMajorAxis * (1 - eccentricity * eccentricity);
  return -1.5 * EARTH_J2 * meanMotion * (EARTH_RADIUS_M / parameter) ** 2 * Math.cos(inclinationRad);
}

/** Trajectory of a circular orbit with a turning node: enough for beta, eclipses and heat where no elements are at hand. */
export function circularTrajectory(orbit: CircularOrbit): Trajectory {
  const rate = Math.sqrt(EARTH_MU / orbit.radiusM ** 3);
  const nodeRate = orbit.nodeRateRadPerS ?? nodeRateRadPerS(orbit.radiusM, orbit.inclinationRad);
  const ci = Math.cos(orbit.inclinationRad);
  const si = Math.sin(orbit.inclinationRad);
  return (timeS) => {
    const elapsed = timeS - orbit.epochS;
    const node = orbit.nodeRad + nodeRate * elapsed;
    const u = orbit.argumentOfLatitudeRad + rate * elapsed;
    const [cn, sn, cu, su] = [Math.cos(node), Math.sin(node), Math.cos(u), Math.sin(u)];
    const r = orbit.radiusM;
    const v = r * rate;
    return {
      positionM: [r * (cn * cu - sn * su * ci), r * (sn * cu + cn * su * ci), r * su * si],
      velocityMPerS: [v * (-cn * su - sn * cu * ci), v * (-sn * su + cn * cu * ci), v * cu * si],
    };
  };
}

/** Circular orbit with the plane of two-line elements, for times too far from their epoch for SGP4. */
export function circularOrbitOf(elements: TwoLineElements, nodeRate?: number): CircularOrbit {
  return {
    radiusM: semiMajorAxisM(elements.meanMotionRevPerDay),
    inclinationRad: elements.inclinationDeg * DEGREE,
    nodeRad: elements.nodeDeg * DEGREE,
    argumentOfLatitudeRad: 0,
    epochS: elements.epochS,
    ...(nodeRate === undefined ? {} : { nodeRateRadPerS: nodeRate }),
  };
}

/** Unit normal of the orbit plane, along the angular momentum. */
export function orbitNormal(state: OrbitState): Vector3 {
  return unit(cross(state.positionM, state.velocityMPerS));
}
