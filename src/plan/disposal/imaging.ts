import { circularOrbit, relativePosition } from "../../forecast/contamination/relative-orbit.ts";
import { randomStream } from "../../stats/random-stream.ts";
import type { DisposalFile } from "./disposal-file.ts";
import { type Band, draw, stateOf } from "./dispose.ts";
import { heightM } from "./geodetic.ts";

/** Where a ship is beside the station it left [m]: along the station's velocity, and away from the Earth. */
export interface BesideStation {
  readonly afterS: number;
  readonly alongM: number;
  readonly upM: number;
}

/** The look at a ship between undocking and departure. */
export interface ImagingPhase {
  readonly says: string;
  readonly lastsS: Band;
  /** From the station when the phase ends [m]. */
  readonly distanceAtEndM: Band;
  /** Until the ship is further off than the cameras tell its parts apart; the end of the phase where it is not by then [s]. */
  readonly withinReachS: Band;
  /** With every number at its value, once a minute. */
  readonly path: readonly BesideStation[];
}

const STEP_S = 60;
const PUSH = {
  up: { along: 0, up: 1 },
  down: { along: 0, up: -1 },
  aft: { along: -1, up: 0 },
  forward: { along: 1, up: 0 },
} as const;

/**
 * The phase of a file: a ship that is pushed off by the springs of its port and drifts as Clohessy and Wiltshire have it, while it is turned
 * before the station's cameras. Null for a file without `imaging`. No thrust is modelled until the phase ends.
 */
export function imagingPhase(file: DisposalFile, members = 500, seed = 1): ImagingPhase | null {
  const { imaging } = file;
  if (imaging === undefined) return null;
  const { rateRadPerS } = circularOrbit(heightM(stateOf(file, file.undocks).positionM));
  const at = (pushMPerS: number, afterS: number): BesideStation => {
    const { along, up } = PUSH[imaging.leaves];
    const velocity = { along: along * pushMPerS, up: up * pushMPerS, normal: 0 };
    const position = relativePosition(velocity, 0, rateRadPerS, afterS);
    return { afterS, alongM: position.along, upM: position.up };
  };
  const distance = ({ alongM, upM }: BesideStation) => Math.hypot(alongM, upM);
  const random = randomStream(seed);
  const runs = Array.from({ length: members }, () => {
    const [lastsS, pushMPerS] = [draw(imaging.lasts, random), draw(imaging.push, random)];
    let withinS = 0;
    while (withinS < lastsS && distance(at(pushMPerS, withinS)) <= imaging.reach) withinS += STEP_S;
    return { lastsS, withinS: Math.min(withinS, lastsS), endM: distance(at(pushMPerS, lastsS)) };
  });
  const band = (values: number[]): Band => {
    const sorted = values.sort((a, b) => a - b);
    const quantile = (share: number) => sorted[Math.min(members - 1, Math.floor(share * members))]!;
    return { median: quantile(0.5), p05: quantile(0.05), p95: quantile(0.95) };
  };
  const count = Math.floor(imaging.lasts.value / STEP_S);
  return {
    says: imaging.says,
    lastsS: band(runs.map(({ lastsS }) => lastsS)),
    distanceAtEndM: band(runs.map(({ endM }) => endM)),
    withinReachS: band(runs.map(({ withinS }) => withinS)),
    path: Array.from({ length: count + 1 }, (_, i) => at(imaging.push.value, i * STEP_S)),
  };
}
