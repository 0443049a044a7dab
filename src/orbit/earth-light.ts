import { gaussLegendre } from "../stats/index.ts";
import { EARTH_RADIUS_M } from "./constants.ts";
import { cross, dot, norm, scale, subtract, unit, type Vector3 } from "./vector.ts";

/** Directions from the vehicle over the visible Earth, each with its solid angle and the cosine of the local Sun zenith. */
export interface VisibleEarth {
  readonly directions: readonly Vector3[];
  readonly solidAngles: Float64Array;
  /** Cosine of the angle between the local vertical and the Sun where that direction meets the ground; 0 at night. */
  readonly sunCosines: Float64Array;
}

const RINGS = 16;
const SECTORS = 32;
const ringRule = gaussLegendre(RINGS, 0, 1);

/**
 * Divides the visible disc of the Earth into cells of known solid angle, for light that varies over it. The night side
 * makes the error of a sum about 1 % near the terminator, much less elsewhere.
 */
export function visibleEarth(positionM: Vector3, sunM: Vector3, earthRadiusM = EARTH_RADIUS_M): VisibleEarth {
  const radius = norm(positionM);
  const nadir = scale(positionM, -1 / radius);
  const sunDirection = unit(sunM);
  const side = unit(cross(nadir, Math.abs(nadir[2]) < 0.9 ? [0, 0, 1] : [1, 0, 0]));
  const front = cross(nadir, side);
  const edgeCosine = Math.sqrt(1 - (earthRadiusM / radius) ** 2);
  const directions: Vector3[] = [];
  const solidAngles = new Float64Array(RINGS * SECTORS);
  const sunCosines = new Float64Array(RINGS * SECTORS);
  for (let ring = 0; ring < RINGS; ring++) {
    const cosine = edgeCosine + (1 - edgeCosine) * ringRule.nodes[ring]!;
    const sine = Math.sqrt(1 - cosine * cosine);
    // Nearer crossing of the line of sight with the sphere.
    const range = radius * cosine - Math.sqrt(Math.max(0, earthRadiusM ** 2 - (radius * sine) ** 2));
    for (let sector = 0; sector < SECTORS; sector++) {
      const azimuth = (2 * Math.PI * (sector + 0.5)) / SECTORS;
      const [a, b] = [sine * Math.cos(azimuth), sine * Math.sin(azimuth)];
      const direction: Vector3 = [
        nadir[0] * cosine + side[0] * a + front[0] * b,
        nadir[1] * cosine + side[1] * a + front[1] * b,
        nadir[2] * cosine + side[2] * a + front[2] * b,
      ];
      const cell = ring * SECTORS + sector;
      directions.push(direction);
      solidAngles[cell] = (1 - edgeCosine) * ringRule.weights[ring]! * ((2 * Math.PI) / SECTORS);
      const vertical = unit(subtract(positionM, scale(direction, -range)));
      sunCosines[cell] = Math.max(0, dot(vertical, sunDirection));
    }
  }
  return { directions, solidAngles, sunCosines };
}

/**
 * Reflected sunlight on a plate over the sunlight that falls on the ground below a vertical Sun and albedo 1
 * (dimensionless): the sum over the visible, sunlit Earth of Lambertian light times the plate's cosine.
 */
export function reflectedViewFactor(earth: VisibleEarth, normal: Vector3): number {
  let sum = 0;
  for (let cell = 0; cell < earth.directions.length; cell++) {
    const cosine = dot(normal, earth.directions[cell]!);
    if (cosine > 0) sum += cosine * earth.sunCosines[cell]! * earth.solidAngles[cell]!;
  }
  return sum / Math.PI;
}
