import { findRoot } from "../stats/index.ts";
import { EARTH_RADIUS_M, SUN_RADIUS_M } from "./constants.ts";
import { sunPositionM } from "./sun.ts";
import type { Trajectory } from "./trajectory.ts";
import { angleBetween, norm, scale, subtract, type Vector3 } from "./vector.ts";

/** The two discs seen from the vehicle, as angles [rad]. */
export interface ApparentDiscs {
  readonly sunRadius: number;
  readonly earthRadius: number;
  /** Between the centres. */
  readonly separation: number;
}

/** How large the bodies are taken; the Earth is a sphere (its flattening moves an ISS shadow crossing by a few seconds). */
export interface ShadowModel {
  readonly earthRadiusM: number;
  /** Zero gives a shadow without penumbra. */
  readonly sunRadiusM: number;
}

export const conicalShadow: ShadowModel = { earthRadiusM: EARTH_RADIUS_M, sunRadiusM: SUN_RADIUS_M };

/** The discs of Sun and Earth as seen from a position; both vectors from the Earth's centre [m]. */
export function apparentDiscs(positionM: Vector3, sunM: Vector3, model = conicalShadow): ApparentDiscs {
  const radius = norm(positionM);
  if (!(radius > model.earthRadiusM))
    throw new RangeError(
      `the position is ${radius} m from the Earth's centre, inside its radius of ${model.earthRadiusM} m`,
    );
  const toSun = subtract(sunM, positionM);
  return {
    sunRadius: Math.asin(model.sunRadiusM / norm(toSun)),
    earthRadius: Math.asin(model.earthRadiusM / radius),
    separation: angleBetween(toSun, scale(positionM, -1)),
  };
}

const clampedAcos = (x: number) => Math.acos(Math.max(-1, Math.min(1, x)));

/** Solid angle of the overlap of two spherical caps that cross (Tovchigrechko and Vakser 2001). */
function lensSolidAngle({ sunRadius: a, earthRadius: b, separation: c }: ApparentDiscs): number {
  const [ca, cb, cc] = [Math.cos(a), Math.cos(b), Math.cos(c)];
  const [sa, sb, sc] = [Math.sin(a), Math.sin(b), Math.sin(c)];
  return (
    2 *
    (Math.PI -
      clampedAcos((cc - ca * cb) / (sa * sb)) -
      ca * clampedAcos((cb - cc * ca) / (sc * sa)) -
      cb * clampedAcos((ca - cc * cb) / (sc * sb)))
  );
}

/** Share of the Sun's disc that is not hidden by the Earth: 1 in sunlight, 0 in umbra, between them in penumbra. */
export function visibleSunFraction(discs: ApparentDiscs): number {
  const { sunRadius: a, earthRadius: b, separation: c } = discs;
  if (c >= a + b) return 1;
  if (c <= b - a) return 0;
  const sunSolidAngle = 4 * Math.PI * Math.sin(a / 2) ** 2;
  if (c <= a - b) return 1 - Math.sin(b / 2) ** 2 / Math.sin(a / 2) ** 2;
  return Math.min(1, Math.max(0, 1 - lensSolidAngle(discs) / sunSolidAngle));
}

/** One passage through the shadow; times are Unix seconds. The umbra may be missed on a grazing pass. */
export interface Eclipse {
  readonly penumbraEntryS: number;
  readonly umbraEntryS: number | null;
  readonly umbraExitS: number | null;
  readonly penumbraExitS: number;
}

const LONGEST_STEP_S = 20;

/**
 * Eclipses that begin and end within a span, found to a millisecond. The Sun is taken from the ephemeris unless given.
 * A dip into the penumbra shorter than 20 s may be missed.
 */
export function eclipsesWithin(
  trajectory: Trajectory,
  fromS: number,
  toS: number,
  options: { readonly model?: ShadowModel; readonly sunM?: (timeS: number) => Vector3 } = {},
): Eclipse[] {
  const { model = conicalShadow, sunM = sunPositionM } = options;
  const discsAt = (timeS: number) => apparentDiscs(trajectory(timeS).positionM, sunM(timeS), model);
  const outer = (timeS: number) => {
    const { sunRadius, earthRadius, separation } = discsAt(timeS);
    return separation - (earthRadius + sunRadius);
  };
  const inner = (timeS: number) => {
    const { sunRadius, earthRadius, separation } = discsAt(timeS);
    return separation - (earthRadius - sunRadius);
  };
  const steps = Math.max(1, Math.ceil((toS - fromS) / LONGEST_STEP_S));
  const when = (i: number) => fromS + ((toS - fromS) * i) / steps;
  const precise = { absoluteTolerance: 1e-3, relativeTolerance: 0 };
  const found: Eclipse[] = [];
  let entry: number | null = null;
  let umbraEntry: number | null = null;
  let umbraExit: number | null = null;
  let [wasOuter, wasInner] = [outer(fromS), inner(fromS)];
  for (let i = 1; i <= steps; i++) {
    const [a, b] = [when(i - 1), when(i)];
    const [isOuter, isInner] = [outer(b), inner(b)];
    if (wasOuter >= 0 && isOuter < 0) {
      entry = findRoot(outer, a, b, precise);
      umbraEntry = null;
      umbraExit = null;
    }
    if (wasInner >= 0 && isInner < 0) umbraEntry = findRoot(inner, a, b, precise);
    if (wasInner < 0 && isInner >= 0) umbraExit = findRoot(inner, a, b, precise);
    if (wasOuter < 0 && isOuter >= 0 && entry !== null) {
      found.push({
        penumbraEntryS: entry,
        umbraEntryS: umbraEntry,
        umbraExitS: umbraExit,
        penumbraExitS: findRoot(outer, a, b, precise),
      });
      entry = null;
    }
    wasOuter = isOuter;
    wasInner = isInner;
  }
  return found;
}

/** Mean visible share of the Sun over a span, such as one orbit; trapezium rule of the given number of steps. */
export function meanSunlitFraction(
  trajectory: Trajectory,
  fromS: number,
  toS: number,
  steps = 720,
  model = conicalShadow,
): number {
  let sum = 0;
  for (let i = 0; i < steps; i++) {
    const timeS = fromS + ((toS - fromS) * (i + 0.5)) / steps;
    sum += visibleSunFraction(apparentDiscs(trajectory(timeS).positionM, sunPositionM(timeS), model));
  }
  return sum / steps;
}
