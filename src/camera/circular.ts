/** Mean direction of a set of angles, and how they scatter (Mardia and Jupp 2000, ch. 2). */
export interface DirectionSummary {
  /** Radians, from -pi to pi. */
  readonly meanRad: number;
  /** Circular standard deviation sqrt(-2 ln R) [rad]. */
  readonly spreadRad: number;
  /** Standard error of the mean direction [rad]: spread over root n, for spreads below about a radian. */
  readonly standardErrorRad: number;
  /** Length of the mean resultant, 0 (no direction) to 1 (all the same). */
  readonly resultant: number;
}

/** Null for an empty set. Weights default to 1. */
export function summariseDirections(
  anglesRad: readonly number[],
  weights?: readonly number[],
): DirectionSummary | null {
  let c = 0;
  let s = 0;
  let sum = 0;
  for (let i = 0; i < anglesRad.length; i++) {
    const w = weights?.[i] ?? 1;
    c += w * Math.cos(anglesRad[i]!);
    s += w * Math.sin(anglesRad[i]!);
    sum += w;
  }
  if (!(sum > 0)) return null;
  const resultant = Math.min(1, Math.hypot(c, s) / sum);
  const spreadRad = Math.sqrt(-2 * Math.log(Math.max(resultant, 1e-12)));
  return {
    meanRad: Math.atan2(s, c),
    spreadRad,
    standardErrorRad: spreadRad / Math.sqrt(anglesRad.length),
    resultant,
  };
}

/** Smallest difference between two directions, from 0 to pi. */
export function angleApart(aRad: number, bRad: number): number {
  const d = Math.abs(aRad - bRad) % (2 * Math.PI);
  return d > Math.PI ? 2 * Math.PI - d : d;
}
