import type { RecordItem } from "../claims/index.ts";
import { type Seating, seatsAt } from "../plan/seats/index.ts";
import { fitnessAt, type Station, stayAt } from "../plan/station/index.ts";

/** What the seats of a station say, as a report that claims are weighed with. */
export type SeatReport = Pick<RecordItem, "title" | "trust" | "confidence"> & { readonly holds: boolean };

/**
 * How far the seats speak for or against "nobody is in danger": own estimates. Seats for everybody are needed for safety but are
 * not all of it; a ship for emergencies only, or a place on a deck, is a caution; somebody without a place is an alarm, and less of one
 * where the fitness of the ship that would have served is our own reading.
 */
const TRUST = { good: 0.9, caution: 0.7, none: 0.85, noneUnconfirmed: 0.55 } as const;

const NUMBERS = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
const count = (n: number) => NUMBERS[n] ?? String(n);

/** The seat invariant at an instant (who could flee in which ship), as evidence on whether anybody is in danger. */
export function seatReport(station: Station, timeS: number): SeatReport {
  const { seatings } = seatsAt(station, timeS);
  const of = (standing: Seating["standing"]) => seatings.filter((found) => found.standing === standing);
  const [none, emergency, deck] = [of("none"), of("emergency"), of("deck")];
  const shipsOf = (list: readonly Seating[]) =>
    [...new Set(list.map(({ ship }) => (ship === null ? "" : (station.ships[ship]?.name ?? ship))))].join(
      " and ",
    );
  const parts = [
    ...(emergency.length > 0
      ? [`${count(emergency.length)} only for emergencies in ${shipsOf(emergency)}`]
      : []),
    ...(deck.length > 0 ? [`${count(deck.length)} on the cargo deck of ${shipsOf(deck)}`] : []),
  ];
  const people = `${seatings.length} people aboard`;
  if (none.length > 0) {
    const unsure = unconfirmedShips(station, timeS);
    return {
      title: `seats: of ${people}, ${count(none.length)} had none in a ship that could leave${unsure.length > 0 ? ` (${unsure.join(" and ")} taken as unfit, unconfirmed)` : ""}`,
      trust: unsure.length > 0 ? TRUST.noneUnconfirmed : TRUST.none,
      confidence: "own calculation",
      holds: false,
    };
  }
  return {
    title: `seats: each of ${people} had one${parts.length > 0 ? `, ${parts.join(", ")}` : ""}`,
    trust: parts.length > 0 ? TRUST.caution : TRUST.good,
    confidence: "own calculation",
    holds: true,
  };
}

/** Ships that are taken as unfit on nobody's word but ours. */
function unconfirmedShips(station: Station, timeS: number): string[] {
  return Object.values(station.ships)
    .filter((ship) => {
      if (station.shipTypes[ship.type]!.seats === 0 || stayAt(ship, timeS) === undefined) return false;
      const last = ship.health.filter(({ fromS }) => fromS <= timeS).at(-1);
      return last?.unconfirmed === true && fitnessAt(station, ship, timeS).fitness === "unfit";
    })
    .map(({ name }) => name);
}
