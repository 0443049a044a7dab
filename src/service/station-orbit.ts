import { readFileSync } from "node:fs";
import {
  betaAngleRad,
  cross,
  DEGREE,
  dot,
  EARTH_MU,
  eclipsesWithin,
  norm,
  orbitNormal,
  readTwoLineElements,
  sgp4Trajectory,
  sunPositionM,
  type Trajectory,
  type TwoLineElements,
  unit,
  type Vector3,
} from "../orbit/index.ts";
import { groundPoint, heightM } from "../plan/disposal/geodetic.ts";
import { readDisposal, shippedDisposal } from "../plan/disposal/index.ts";
import type { StationAnswer } from "./station-contract.ts";

type Orbit = NonNullable<StationAnswer["orbit"]>;

const DAY_S = 86_400;
/** Further from their epoch elements say too little of where on its orbit the station is. */
const CARRIED_AT_MOST_S = 10 * DAY_S;

interface Known {
  readonly elements: TwoLineElements;
  readonly trajectory: Trajectory;
  readonly source: string;
}

let known: Known | null = null;

/** The elements that ship with the disposal file: the only ones of the station on file. */
function elementsOnFile(): Known {
  if (known !== null) return known;
  const file = readDisposal(readFileSync(shippedDisposal, "utf8"), "the shipped disposal");
  if (!file.ok) throw new Error(file.problems.join("; "));
  const read = readTwoLineElements(file.value.elements.join("\n"));
  if (!read.ok) throw new Error(read.problem);
  const source = file.value.sources.elements?.title ?? "the shipped disposal file";
  known = { elements: read.elements, trajectory: sgp4Trajectory(read.elements), source };
  return known;
}

/** The station's orbit at an instant, or why it is not known. */
export function orbitAt(timeS: number): { orbit: Orbit | null; orbitProblem: string | null } {
  const { elements, trajectory, source } = elementsOnFile();
  const apartS = Math.abs(timeS - elements.epochS);
  if (apartS > CARRIED_AT_MOST_S) {
    const epoch = new Date(elements.epochS * 1000).toISOString().slice(0, 10);
    const orbitProblem = `The elements on file are of ${epoch}, ${Math.round(apartS / DAY_S)} days away; beyond ${CARRIED_AT_MOST_S / DAY_S} they do not tell where the station is.`;
    return { orbit: null, orbitProblem };
  }
  const state = trajectory(timeS);
  const sunM = sunPositionM(timeS);
  const up = unit(state.positionM);
  const normal = orbitNormal(state);
  const forward = cross(normal, up);
  const starboard = cross(forward, up);
  const toSun = unit([
    sunM[0] - state.positionM[0],
    sunM[1] - state.positionM[1],
    sunM[2] - state.positionM[2],
  ]);
  const periodS = periodOf(state.positionM, state.velocityMPerS);
  const nightsUntilS = timeS + 2 * periodS;
  const nights = eclipsesWithin(trajectory, timeS - periodS, nightsUntilS).map((eclipse) => ({
    fromS: eclipse.penumbraEntryS,
    toS: eclipse.penumbraExitS,
  }));
  const ground = groundPoint(state.positionM, timeS);
  return {
    orbit: {
      epochS: elements.epochS,
      source,
      periodS,
      altitudeM: heightM(state.positionM),
      latitudeDeg: ground.latitudeDeg,
      longitudeDeg: ground.longitudeDeg,
      betaDeg: betaAngleRad(state, sunM) / DEGREE,
      sunlit: !nights.some(({ fromS, toS }) => fromS <= timeS && timeS < toS),
      nights,
      nightsUntilS,
      sun: { forward: dot(toSun, forward), starboard: dot(toSun, starboard), zenith: dot(toSun, up) },
    },
    orbitProblem: null,
  };
}

/** Period of the osculating orbit [s], from vis-viva. */
function periodOf(positionM: Vector3, velocityMPerS: Vector3): number {
  const axisM = 1 / (2 / norm(positionM) - norm(velocityMPerS) ** 2 / EARTH_MU);
  return 2 * Math.PI * Math.sqrt(axisM ** 3 / EARTH_MU);
}
