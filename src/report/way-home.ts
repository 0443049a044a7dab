import { asKnownAt, fitnessAt, loadStation, stateAt } from "../plan/station/index.ts";
import { flyHome, type HomeFlight, hasWayHome, homeStart, saysCoolingLost } from "./fly-home.ts";

/** A way home in one ship, for every number of people that it takes. */
export interface ReturnReport extends HomeFlight {
  readonly ship: string;
  /** Whether it starts from what was reported of this ship, or from the file of its kind. */
  readonly isOwnStart: boolean;
}

const RETURN_MEMBERS = 40;

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
    .filter(({ type }) => hasWayHome(type));
  const own = isLeaking ? there.find(({ name }) => name === ship) : undefined;
  const lost = there.find((each) => saysCoolingLost(fitnessAt(station, each, atS).why));
  const chosen = own ?? lost;
  if (chosen === undefined) return null;
  const { name, type } = chosen;
  const start = homeStart({ name, type, cooling: "none" }, atS);
  return { ship: name, isOwnStart: start.isOwn, ...flyHome(type, start, "nominal", RETURN_MEMBERS) };
}
