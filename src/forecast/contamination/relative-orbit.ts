/** Position or velocity beside a station in circular orbit: along its velocity, away from Earth, along the orbit's normal. */
export interface Relative {
  readonly along: number;
  readonly up: number;
  readonly normal: number;
}

/** Earth's gravity [m3/s2] and mean equatorial radius [m]; WGS 84. */
const EARTH_GRAVITY = 3.986004418e14;
const EARTH_RADIUS_M = 6_378_137;

/** Angular rate [rad/s] and speed [m/s] of a circular orbit at an altitude. */
export function circularOrbit(altitudeM: number): {
  readonly rateRadPerS: number;
  readonly speedMPerS: number;
} {
  const radiusM = EARTH_RADIUS_M + altitudeM;
  const rateRadPerS = Math.sqrt(EARTH_GRAVITY / radiusM ** 3);
  return { rateRadPerS, speedMPerS: rateRadPerS * radiusM };
}

/**
 * Position [m] at a time after something left the station with a velocity [m/s], under a constant push along the velocity
 * [m/s2] (drag is negative): Clohessy and Wiltshire's equations (J. Aerospace Sci. 27 (1960) 653), in closed form. Good while
 * the distance is small beside the orbit's radius, up to some 100 km along the orbit.
 */
export function relativePosition(
  velocity: Relative,
  pushMPerS2: number,
  rateRadPerS: number,
  timeS: number,
): Relative {
  const n = rateRadPerS;
  const phase = n * timeS;
  const [sin, versine] = [Math.sin(phase), 1 - Math.cos(phase)];
  const { along, up, normal } = velocity;
  return {
    along:
      ((4 * sin - 3 * phase) * along - 2 * versine * up) / n +
      pushMPerS2 * ((4 * versine) / n ** 2 - 1.5 * timeS ** 2),
    up: (sin * up + 2 * versine * along) / n + (2 * pushMPerS2 * (phase - sin)) / n ** 2,
    normal: (sin * normal) / n,
  };
}

/** Deceleration of a sphere by the air it meets [m/s2]. */
export function dragOnSphere(
  radiusM: number,
  densityKgPerM3: number,
  air: { readonly densityKgPerM3: number; readonly speedMPerS: number; readonly dragCoefficient: number },
): number {
  const massPerArea = (4 / 3) * radiusM * densityKgPerM3;
  return (0.5 * air.densityKgPerM3 * air.speedMPerS ** 2 * air.dragCoefficient) / massPerArea;
}
