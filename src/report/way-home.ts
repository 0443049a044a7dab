import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import {
  forecastReturn,
  type ReturnCase,
  type ReturnForecast,
  type ReturnRules,
  readReturn,
  readReturnCase,
  readReturnRules,
} from "../forecast/index.ts";
import { asKnownAt, fitnessAt, loadStation, stateAt } from "../plan/station/index.ts";
import type { ReadOutcome } from "../vehicle/index.ts";

/** A way home in one ship, for every number of people that it takes. */
export interface ReturnReport {
  readonly ship: string;
  readonly forecast: ReturnForecast;
  readonly rules: ReturnRules;
  /** Whether it starts from what was reported of this ship, or from the file of its kind. */
  readonly isOwnStart: boolean;
  readonly files: readonly string[];
}

const RETURN_MEMBERS = 40;
const SEED = 1;
/** How the station's record says that a ship has lost its cooling. */
const LOST = /coolant lost|no cooling/;

const fileOf = (folder: string, name: string) =>
  fileURLToPath(new URL(`../../library/${folder}/${name}.yaml`, import.meta.url));

/**
 * The return of the ship whose cooling is gone, if people can ride it: the ship of the incident, else another at the station that is
 * known to have lost its cooling. Null where there is none, or where no station or way home is on file. Takes seconds.
 */
export function wayHome(
  ship: string,
  isLeaking: boolean,
  atS: number,
  knownByS: number | null,
): ReturnReport | null {
  const recorded = loadStation();
  if (atS < recorded.fromS || atS >= recorded.untilS) return null;
  const station = knownByS === null ? recorded : asKnownAt(recorded, knownByS);
  const there = stateAt(station, atS)
    .ships.map(({ id }) => station.ships[id]!)
    .filter(({ type }) => existsSync(fileOf("returns", type)));
  const own = isLeaking ? there.find(({ name }) => name === ship) : undefined;
  const lost = there.find((each) => LOST.test(fitnessAt(station, each, atS).why ?? ""));
  const chosen = own ?? lost;
  if (chosen === undefined) return null;
  const kindFile = fileOf("returns", chosen.type);
  const rulesFile = fileOf("rules", "crew-return");
  const file = accepted(readReturn(readFileSync(kindFile, "utf8"), basename(kindFile)));
  const rules = accepted(readReturnRules(readFileSync(rulesFile, "utf8"), basename(rulesFile)));
  const reported = reportedStart(chosen.name, atS);
  const forecast = forecastReturn({
    file,
    ship: {
      name: chosen.name,
      coolant: "none",
      start: reported?.start ?? file.start,
      reports: [],
    },
    rules,
    profile: "nominal",
    crews: Array.from({ length: file.seats + 1 }, (_, crew) => crew),
    members: RETURN_MEMBERS,
    seed: SEED,
  });
  const ownFile = reported === null ? [] : [fileOf("returns", keyOf(chosen.name))];
  return {
    ship: chosen.name,
    forecast,
    rules,
    isOwnStart: reported !== null,
    files: [kindFile, ...ownFile, rulesFile],
  };
}

const keyOf = (name: string) => name.toLowerCase().replaceAll(" ", "-");

/** The state of a ship without coolant as it was reported, once that was public. */
function reportedStart(name: string, atS: number): ReturnCase | null {
  const path = fileOf("returns", keyOf(name));
  if (!existsSync(path)) return null;
  const own = accepted(readReturnCase(readFileSync(path, "utf8"), basename(path)));
  const from = own["known-from"];
  return own.coolant === "none" && (from === undefined || Date.parse(from) / 1000 <= atS) ? own : null;
}

function accepted<T>(outcome: ReadOutcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(outcome.problems.join("\n"));
}
