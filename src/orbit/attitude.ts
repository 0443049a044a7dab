import type { OrbitState } from "./trajectory.ts";
import { type Axes, cross, dot, rotateAbout, scale, subtract, unit, type Vector3 } from "./vector.ts";

/**
 * Body axes in the equatorial frame at a time. The body frame is the one the vehicle file uses for its surfaces; in
 * local-vertical flight at zero angles +x is forward, +y to starboard, +z to the Earth (the ISS convention).
 */
export type AttitudeProfile = (timeS: number, state: OrbitState, sunM: Vector3) => Axes;

/** Local vertical, local horizontal: z to the Earth, y against the orbit normal, x forward. */
export function localVerticalAxes(state: OrbitState): Axes {
  const z = unit(scale(state.positionM, -1));
  const y = scale(unit(cross(state.positionM, state.velocityMPerS)), -1);
  return [cross(y, z), y, z];
}

/** Yaw about z, then pitch about y, then roll about x, each about the axis already turned; radians, right-handed. */
export interface YawPitchRoll {
  readonly yawRad: number;
  readonly pitchRad: number;
  readonly rollRad: number;
}

/** Axes turned by yaw, pitch and roll. */
export function turned(axes: Axes, { yawRad, pitchRad, rollRad }: YawPitchRoll): Axes {
  let current = axes;
  const steps = [
    [2, yawRad],
    [1, pitchRad],
    [0, rollRad],
  ] as const;
  for (const [about, angle] of steps) {
    if (angle === 0) continue;
    const axis = current[about];
    const turn = (vector: Vector3) => rotateAbout(axis, angle, vector);
    current = [turn(current[0]), turn(current[1]), turn(current[2])];
  }
  return current;
}

/** Flight along the local vertical with fixed angles. */
export function localVertical(
  angles: YawPitchRoll = { yawRad: 0, pitchRad: 0, rollRad: 0 },
): AttitudeProfile {
  return (_timeS, state) => turned(localVerticalAxes(state), angles);
}

/** From this time on the vehicle flies with this yaw, until the next entry. */
export interface YawChange {
  readonly fromS: number;
  readonly yawRad: number;
}

/** Local-vertical flight with a yaw that changes at given times, such as a ship turned tail-forward for a season. */
export function yawSchedule(changes: readonly YawChange[]): AttitudeProfile {
  if (changes.length === 0) throw new RangeError("a yaw schedule has at least one entry");
  const ordered = changes.toSorted((a, b) => a.fromS - b.fromS);
  return (timeS, state) => {
    const current = ordered.findLast((change) => change.fromS <= timeS) ?? ordered[0]!;
    return turned(localVerticalAxes(state), { yawRad: current.yawRad, pitchRad: 0, rollRad: 0 });
  };
}

/** Fixed among the stars: axes are the body axes in the equatorial frame. Throws unless they are a right-handed triad. */
export function inertial(axes: Axes): AttitudeProfile {
  const [x, y, z] = axes;
  const faults = [dot(x, y), dot(y, z), dot(z, x), dot(cross(x, y), z) - 1, dot(x, x) - 1, dot(y, y) - 1];
  if (faults.some((fault) => Math.abs(fault) > 1e-6))
    throw new RangeError(
      "the axes of an inertial attitude are perpendicular, right-handed and of length one",
    );
  return () => axes;
}

/**
 * Keeps a body axis on the Sun and a second one as near to the orbit normal as that allows. Both axes are in the body
 * frame and not parallel.
 */
export function sunPointing(bodyAxisToSun: Vector3, bodyAxisToNormal: Vector3): AttitudeProfile {
  const bodyTriad = triad(unit(bodyAxisToSun), bodyAxisToNormal);
  return (_timeS, state, sunM) => {
    const orbitNormal = unit(cross(state.positionM, state.velocityMPerS));
    const toSun = unit(subtract(sunM, state.positionM));
    // With the Sun on the orbit normal any turn about it will do; the radius vector fixes one.
    const second = Math.abs(dot(toSun, orbitNormal)) > 1 - 1e-9 ? state.positionM : orbitNormal;
    const outerTriad = triad(toSun, second);
    const axis = (k: 0 | 1 | 2): Vector3 => {
      const weights = [bodyTriad[0][k], bodyTriad[1][k], bodyTriad[2][k]] as const;
      return [0, 1, 2].map(
        (i) =>
          outerTriad[0][i]! * weights[0] + outerTriad[1][i]! * weights[1] + outerTriad[2][i]! * weights[2],
      ) as unknown as Vector3;
    };
    return [axis(0), axis(1), axis(2)];
  };
}

function triad(first: Vector3, near: Vector3): Axes {
  const third = unit(cross(first, near));
  return [first, cross(third, first), third];
}
