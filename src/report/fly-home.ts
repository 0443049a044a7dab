import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import {
  forecastReturn,
  type ProfileName,
  type ReturnCase,
  type ReturnForecast,
  type ReturnRules,
  readReturn,
  readReturnCase,
  readReturnRules,
} from "../forecast/index.ts";
import type { ReadOutcome } from "../vehicle/index.ts";

const SEED = 1;
/** How the station's record says that a ship has lost its cooling. */
const LOST = /coolant lost|no cooling/;

/** Whether a ship's fitness, in the words of the station's record, says that its cooling is gone. */
export const saysCoolingLost = (why: string | null | undefined): boolean => LOST.test(why ?? "");

const fileOf = (folder: string, name: string) =>
  fileURLToPath(new URL(`../../library/${folder}/${name}.yaml`, import.meta.url));

/** Whether a way home of a kind of ship is on file. */
export const hasWayHome = (type: string): boolean => existsSync(fileOf("returns", type));

interface LeavingShip {
  readonly name: string;
  /** Kind of ship, as the station file names it. */
  readonly type: string;
  readonly cooling: ReturnCase["coolant"];
}

/** The state that a ship leaves in: as reported of this very ship, once that was public and fits its cooling, else that of its kind. */
export interface HomeStart {
  readonly state: ReturnCase;
  readonly isOwn: boolean;
}

/** @param atS instant by which a report must have been public [Unix s] */
export function homeStart({ name, type, cooling }: LeavingShip, atS: number): HomeStart {
  const path = fileOf("returns", name.toLowerCase().replaceAll(" ", "-"));
  if (existsSync(path)) {
    const own = accepted(readReturnCase(readFileSync(path, "utf8"), basename(path)));
    const from = own["known-from"];
    const isPublic = from === undefined || Date.parse(from) / 1000 <= atS;
    if (isPublic && own.coolant === cooling) return { state: own, isOwn: true };
  }
  const { start, sources } = wayOf(type);
  const state: ReturnCase = {
    hoarfrost: "return-case/1",
    id: type,
    name,
    vehicle: type,
    coolant: cooling,
    sources,
    start,
  };
  return { state, isOwn: false };
}

/** A way home of one ship, for every number of people that it takes. */
export interface HomeFlight {
  readonly forecast: ReturnForecast;
  readonly rules: ReturnRules;
  readonly seed: number;
  readonly files: readonly string[];
}

/** Flies a ship home from a start, with nobody aboard up to all seats taken. Takes seconds. */
export function flyHome(
  type: string,
  { state, isOwn }: HomeStart,
  profile: ProfileName,
  members: number,
): HomeFlight {
  const file = wayOf(type);
  const rulesFile = fileOf("rules", "crew-return");
  const rules = accepted(readReturnRules(readFileSync(rulesFile, "utf8"), basename(rulesFile)));
  const { name, coolant, start } = state;
  const forecast = forecastReturn({
    file,
    ship: { name, coolant, start },
    rules,
    profile,
    crews: Array.from({ length: file.seats + 1 }, (_, crew) => crew),
    members,
    seed: SEED,
  });
  const own = isOwn ? [fileOf("returns", name.toLowerCase().replaceAll(" ", "-"))] : [];
  return { forecast, rules, seed: SEED, files: [fileOf("returns", type), ...own, rulesFile] };
}

function wayOf(type: string) {
  const file = fileOf("returns", type);
  return accepted(readReturn(readFileSync(file, "utf8"), basename(file)));
}

function accepted<T>(outcome: ReadOutcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(outcome.problems.join("\n"));
}
