import { readFileSync } from "node:fs";
import { assessCause } from "../cause/index.ts";
import { assessClaims } from "../claims/index.ts";
import type { WeighedIncident } from "../incident/index.ts";
import {
  avionicsAtBurn,
  burnWindows,
  dispose,
  groundTrack,
  readDisposal,
  shippedDisposal,
} from "../plan/disposal/index.ts";
import { highsSolver, loadRules, planCase, rankOptions } from "../plan/options/index.ts";
import { seatCoverage } from "../plan/seats/index.ts";
import { asKnownAt, loadStation, type Station } from "../plan/station/index.ts";
import { cameraOfCase } from "./camera-of-case.ts";
import type { DisposalReport, ReportCase, SeatReport } from "./report-case.ts";
import { wayHome } from "./way-home.ts";

const DAY_S = 86_400;
/** A plan made further from the leak than this speaks of another time. */
const PLAN_WITHIN_S = 60 * DAY_S;
const SEATS_BEFORE_S = 15 * DAY_S;
const SEATS_AFTER_S = 60 * DAY_S;
/** Far beyond what a solve takes, so that a busy machine finds the same plan as an idle one. */
const SOLVE_LIMIT_S = 300;
const DISPOSAL_SEED = 1;
/** A little less than one orbit, so that the way before the burn does not run over itself [s]. */
const ORBIT_BEFORE_S = 5400;
const WINDOWS_WITHIN_S = 6 * 3600;

export type FollowUps = Pick<
  ReportCase,
  "incident" | "cause" | "claims" | "seats" | "plan" | "disposal" | "wayHome" | "camera"
>;

/** Of a recording nothing is on record: it has telemetry only. */
export const noFollowUps: FollowUps = {
  incident: null,
  cause: null,
  claims: null,
  seats: null,
  plan: null,
  disposal: null,
  wayHome: null,
  camera: null,
};

/**
 * What follows from a leak on record: causes, claims, seats, plan, disposal, a way home and what a camera would see, each where the files
 * speak of it. `atS` is the instant of the seats; nothing published after `knownByS` counts, null for the whole record. `path` is the
 * incident's file; `isLeaking` says whether the watch confirmed its leak by then.
 */
export async function followUps(
  { incident, cause, claims }: WeighedIncident,
  atS: number,
  knownByS: number | null,
  { path, isLeaking }: { readonly path: string; readonly isLeaking: boolean },
): Promise<FollowUps> {
  const only = knownByS === null ? {} : { atS: knownByS };
  const said = claims.claims.filter((claim) => knownByS === null || claim.atS <= knownByS);
  const seats = seatsOf(incident.subject.ship, atS, knownByS);
  return {
    incident,
    cause: cause.evidence.length === 0 ? null : assessCause(cause, only),
    claims: said.length === 0 ? null : assessClaims(claims, only),
    seats,
    plan: seats === null ? null : await planOf(atS, knownByS),
    disposal: disposalOf(incident.subject.ship, knownByS),
    wayHome: wayHome(incident.subject.ship, isLeaking, atS, knownByS),
    camera: incident.reconstruction === undefined ? null : await cameraOfCase(path, knownByS),
  };
}

function seatsOf(ship: string, atS: number, knownByS: number | null): SeatReport | null {
  const recorded = loadStation();
  const isThere = Object.values(recorded.ships).some(({ name }) => name === ship);
  if (!isThere || atS < recorded.fromS || atS >= recorded.untilS) return null;
  const station: Station = knownByS === null ? recorded : asKnownAt(recorded, knownByS);
  return {
    station,
    atS,
    fromS: Math.max(station.fromS, atS - SEATS_BEFORE_S),
    untilS: Math.min(station.untilS, knownByS ?? Number.POSITIVE_INFINITY, atS + SEATS_AFTER_S),
    coverage: seatCoverage(station),
  };
}

async function planOf(atS: number, knownByS: number | null): Promise<ReportCase["plan"]> {
  const rules = loadRules();
  const knownAtS = rules["known-at"];
  if (Math.abs(knownAtS - atS) > PLAN_WITHIN_S || knownAtS > (knownByS ?? Number.POSITIVE_INFINITY))
    return null;
  const solver = highsSolver();
  try {
    const answer = await rankOptions(planCase(loadStation(), rules), solver, {
      solveLimitS: SOLVE_LIMIT_S,
    });
    return { rules, answer };
  } finally {
    await solver.close();
  }
}

function disposalOf(ship: string, knownByS: number | null): DisposalReport | null {
  const read = readDisposal(readFileSync(shippedDisposal, "utf8"), "the shipped disposal");
  if (!read.ok) throw new Error(read.problems.join("\n"));
  const file = read.value;
  if (file.name !== ship || file.undocks > (knownByS ?? Number.POSITIVE_INFINITY)) return null;
  const from = Math.max(file.undocks, file.burns - WINDOWS_WITHIN_S);
  return {
    file,
    result: dispose(file, { seed: DISPOSAL_SEED }),
    windows: burnWindows(file, from, file.burns + WINDOWS_WITHIN_S, 120),
    avionics: avionicsAtBurn(file),
    track: groundTrack(file, ORBIT_BEFORE_S),
    seed: DISPOSAL_SEED,
  };
}
