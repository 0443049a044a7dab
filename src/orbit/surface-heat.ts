import type { SquareMetres, Watts } from "../units/index.ts";
import type { AttitudeProfile } from "./attitude.ts";
import {
  ASTRONOMICAL_UNIT_M,
  EARTH_RADIUS_M,
  MEAN_EARTH_ALBEDO,
  MEAN_EARTH_INFRARED_W_PER_M2,
  SOLAR_IRRADIANCE_W_PER_M2,
} from "./constants.ts";
import { reflectedViewFactor, visibleEarth } from "./earth-light.ts";
import { apparentDiscs, visibleSunFraction } from "./eclipse.ts";
import { sunPositionM } from "./sun.ts";
import type { OrbitState, Trajectory } from "./trajectory.ts";
import {
  type Axes,
  angleBetween,
  dot,
  fromBody,
  norm,
  scale,
  subtract,
  unit,
  type Vector3,
} from "./vector.ts";
import { plateToSphereViewFactor } from "./view-factor.ts";

/** One side of a flat surface on the outside of a vehicle. */
export interface Surface {
  readonly name: string;
  readonly areaM2: SquareMetres;
  /** Outward unit normal in the body frame. */
  readonly bodyNormal: Vector3;
  /** Share of sunlight absorbed (alpha), 0 to 1. */
  readonly solarAbsorptance: number;
  /** Infrared emittance (epsilon), 0 to 1; by Kirchhoff's law also the share of Earth infrared absorbed. */
  readonly emittance: number;
  /** Share of the area in the shadow of other parts of the vehicle, 0 (default) to 1. */
  readonly shadedFraction?: number;
  /** Share of the view towards the Earth taken up by other parts of the vehicle, 0 (default) to 1. */
  readonly earthBlockedFraction?: number;
}

/** What the Sun and the Earth send out. */
export interface RadiationModel {
  /** At one astronomical unit [W/m2]. */
  readonly solarIrradianceWPerM2: number;
  readonly earthAlbedo: number;
  /** Leaving the Earth's surface, Lambertian and the same everywhere [W/m2]. */
  readonly earthInfraredWPerM2: number;
}

export const meanRadiation: RadiationModel = {
  solarIrradianceWPerM2: SOLAR_IRRADIANCE_W_PER_M2,
  earthAlbedo: MEAN_EARTH_ALBEDO,
  earthInfraredWPerM2: MEAN_EARTH_INFRARED_W_PER_M2,
};

/** Heat absorbed by a surface [W], by origin. */
export interface AbsorbedHeat {
  readonly directW: Watts;
  readonly albedoW: Watts;
  readonly earthInfraredW: Watts;
}

/** Heat absorbed by every surface at one instant; surfaces in the order given. */
export function absorbedHeat(
  surfaces: readonly Surface[],
  axes: Axes,
  state: OrbitState,
  sunM: Vector3,
  radiation = meanRadiation,
): AbsorbedHeat[] {
  const toSun = subtract(sunM, state.positionM);
  const sunDirection = unit(toSun);
  const nadir = scale(state.positionM, -1);
  const distanceRatio = norm(state.positionM) / EARTH_RADIUS_M;
  const irradiance = radiation.solarIrradianceWPerM2 * (ASTRONOMICAL_UNIT_M / norm(toSun)) ** 2;
  const visible = visibleSunFraction(apparentDiscs(state.positionM, sunM));
  const earth = visibleEarth(state.positionM, sunM);
  return surfaces.map((surface) => {
    const normal = unit(fromBody(axes, surface.bodyNormal));
    const lit = surface.areaM2 * (1 - (surface.shadedFraction ?? 0));
    const open = surface.areaM2 * (1 - (surface.earthBlockedFraction ?? 0));
    return {
      directW: surface.solarAbsorptance * lit * irradiance * visible * Math.max(0, dot(normal, sunDirection)),
      albedoW:
        surface.solarAbsorptance *
        open *
        irradiance *
        radiation.earthAlbedo *
        reflectedViewFactor(earth, normal),
      earthInfraredW:
        surface.emittance *
        open *
        radiation.earthInfraredWPerM2 *
        plateToSphereViewFactor(distanceRatio, angleBetween(normal, nadir)),
    };
  });
}

/** Problems of a list of surfaces, in words; empty if all can be used. */
export function surfaceProblems(surfaces: readonly Surface[]): string[] {
  const problems: string[] = [];
  for (const surface of surfaces) {
    const where = `surface "${surface.name}"`;
    if (!(surface.areaM2 > 0)) problems.push(`${where}: area ${surface.areaM2} m2 is not positive`);
    if (!(norm(surface.bodyNormal) > 0)) problems.push(`${where}: its normal has no direction`);
    const shares = {
      "solar absorptance": surface.solarAbsorptance,
      emittance: surface.emittance,
      "shaded fraction": surface.shadedFraction ?? 0,
      "blocked fraction": surface.earthBlockedFraction ?? 0,
    };
    for (const [what, share] of Object.entries(shares))
      if (!(share >= 0 && share <= 1)) problems.push(`${where}: ${what} ${share} is not between 0 and 1`);
  }
  return problems;
}

/** Heat on surfaces over a span: one row a time, one column a surface. */
export interface HeatProfile {
  readonly timesS: Float64Array;
  readonly surfaces: readonly string[];
  /** Total absorbed [W], row-major: time times surfaces. */
  readonly totalW: Float64Array;
  /** Share of the Sun visible at each time. */
  readonly sunlight: Float64Array;
}

/** Absorbed heat along a trajectory, at `count` equal steps from `fromS` to `toS`, both ends included. */
export function heatProfile(
  surfaces: readonly Surface[],
  trajectory: Trajectory,
  attitude: AttitudeProfile,
  span: { readonly fromS: number; readonly toS: number; readonly count: number },
  radiation = meanRadiation,
): HeatProfile {
  const problems = surfaceProblems(surfaces);
  if (problems.length > 0) throw new RangeError(problems.join("; "));
  const timesS = new Float64Array(span.count);
  const sunlight = new Float64Array(span.count);
  const totalW = new Float64Array(span.count * surfaces.length);
  for (let row = 0; row < span.count; row++) {
    const timeS =
      span.count === 1 ? span.fromS : span.fromS + ((span.toS - span.fromS) * row) / (span.count - 1);
    const state = trajectory(timeS);
    const sunM = sunPositionM(timeS);
    timesS[row] = timeS;
    sunlight[row] = visibleSunFraction(apparentDiscs(state.positionM, sunM));
    const heat = absorbedHeat(surfaces, attitude(timeS, state, sunM), state, sunM, radiation);
    for (const [column, { directW, albedoW, earthInfraredW }] of heat.entries())
      totalW[row * surfaces.length + column] = directW + albedoW + earthInfraredW;
  }
  return { timesS, surfaces: surfaces.map((surface) => surface.name), totalW, sunlight };
}
