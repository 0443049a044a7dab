import type { TrafficProblem } from "./check-traffic.ts";
import { writeInstant } from "./instant.ts";
import { linerAt, stayAt } from "./state-at.ts";
import type { Person, Ship, Station } from "./station.ts";

/** Why a person does not fit the seats or the deck of a ship, as a clause; null if they do. Liners are not looked at. */
export function misfit(station: Station, person: Person, ship: Ship, place: "seat" | "deck"): string | null {
  const type = station.shipTypes[ship.type]!;
  if (place === "deck")
    return type.deckPlaces > 0 ? null : `${ship.name} has no place for a liner on its deck`;
  if (type.seats === 0) return `${ship.name} has no seats`;
  const range = type.heightRangeM;
  if (range !== null && person.heightM !== null && (person.heightM < range[0] || person.heightM > range[1]))
    return `a seat of a ${type.name} is made for ${range[0]} to ${range[1]} m and ${person.name} measures ${person.heightM} m`;
  return null;
}

/** People in two places, tours without a ship to begin or end them, liners where no liner can be. */
export function checkPeople(station: Station): TrafficProblem[] {
  const problems: TrafficProblem[] = [];
  for (const [id, person] of Object.entries(station.people)) {
    problems.push(...checkTours(station, id, person), ...checkLiners(station, id, person));
  }
  for (const [id, ship] of Object.entries(station.ships)) problems.push(...checkLoad(station, id, ship));
  return problems;
}

function checkTours(station: Station, id: string, person: Person): TrafficProblem[] {
  const problems: TrafficProblem[] = [];
  for (const [i, tour] of person.tours.entries()) {
    const path = ["people", id, "aboard", i];
    if (tour.untilS <= tour.fromS)
      problems.push({
        path,
        text: `${person.name} would leave at ${writeInstant(tour.untilS)}, before arriving at ${writeInstant(tour.fromS)}`,
      });
    for (const other of person.tours.slice(0, i))
      if (tour.fromS < other.untilS && other.fromS < tour.untilS)
        problems.push({
          path,
          text: `${person.name} is in two places: up with ${station.ships[tour.up]!.name} at ${writeInstant(tour.fromS)} while already aboard until ${writeInstant(other.untilS)}`,
        });
    const up = station.ships[tour.up]!;
    if (tour.fromS >= station.fromS && up.stays[0]?.fromS !== tour.fromS)
      problems.push({
        path: [...path, "up"],
        text: `${person.name} arrives at ${writeInstant(tour.fromS)} but ${up.name} ${up.stays[0] === undefined ? "never docks" : `docks at ${writeInstant(up.stays[0].fromS)}`}; make them agree`,
      });
    if (tour.down === null) {
      if (tour.untilS !== Number.POSITIVE_INFINITY)
        problems.push({
          path,
          text: `${person.name} leaves at ${writeInstant(tour.untilS)} in no ship; name it in down`,
        });
      continue;
    }
    const down = station.ships[tour.down]!;
    const last = down.stays.at(-1);
    if (last?.untilS !== tour.untilS)
      problems.push({
        path: [...path, "down"],
        text: `${person.name} leaves at ${writeInstant(tour.untilS)} in ${down.name}, which ${last === undefined ? "never docks" : `leaves at ${writeInstant(last.untilS)}`}; make them agree`,
      });
    const liner = linerAt(person, tour.untilS - 1);
    if (
      last?.untilS === tour.untilS &&
      station.shipTypes[down.type]!.seatNeeds === "liner" &&
      liner?.ship !== tour.down
    )
      problems.push({
        path: [...path, "down"],
        text: `${person.name} cannot leave in ${down.name}: their seat liner is in ${liner === undefined ? "no ship" : station.ships[liner.ship]!.name}; move the liner before ${writeInstant(tour.untilS)}`,
      });
  }
  return problems;
}

function checkLiners(station: Station, id: string, person: Person): TrafficProblem[] {
  const problems: TrafficProblem[] = [];
  for (const [i, entry] of person.liners.entries()) {
    const path = ["people", id, "liners", i];
    const ship = station.ships[entry.ship]!;
    const why = misfit(station, person, ship, entry.place);
    if (why !== null)
      problems.push({ path, text: `the liner of ${person.name} does not fit: ${why}; choose another ship` });
    else if (entry.fromS >= station.fromS && stayAt(ship, entry.fromS) === undefined)
      problems.push({
        path,
        text: `the liner of ${person.name} cannot be put into ${ship.name} at ${writeInstant(entry.fromS)}: the ship is not docked then`,
      });
  }
  return problems;
}

/** Liners against seats at each moment that a liner comes in, riders against seats at each move, people against seats at leaving. */
function checkLoad(station: Station, id: string, ship: Ship): TrafficProblem[] {
  const problems: TrafficProblem[] = [];
  const type = station.shipTypes[ship.type]!;
  for (const [personId, person] of Object.entries(station.people))
    for (const [i, entry] of person.liners.entries()) {
      if (entry.ship !== id) continue;
      const inside = Object.values(station.people).filter((other) => {
        const liner = linerAt(other, entry.fromS);
        const isUp = other.tours.some((t) => t.fromS <= entry.fromS && entry.fromS < t.untilS);
        return isUp && liner?.ship === id && liner.place === entry.place;
      });
      const room = entry.place === "seat" ? type.seats : type.deckPlaces;
      if (inside.length > room)
        problems.push({
          path: ["people", personId, "liners", i],
          text: `${ship.name} has ${room} ${entry.place === "seat" ? "seats" : "deck places"} and would hold ${inside.length} liners at ${writeInstant(entry.fromS)} (${inside.map(({ name }) => name).join(", ")}); move one to another ship`,
        });
    }
  for (const [i, stay] of ship.stays.entries()) {
    const path = ["ships", id, "stays", i];
    const isLast = i === ship.stays.length - 1;
    const leaving = isLast
      ? Object.values(station.people).filter(({ tours }) =>
          tours.some((t) => t.down === id && t.untilS === stay.untilS),
        )
      : stay.leavesWith.map((rider) => station.people[rider]!);
    if (leaving.length > type.seats)
      problems.push({
        path,
        text: `${ship.name} has ${type.seats} seats and ${leaving.length} people would leave in it at ${writeInstant(stay.untilS)}`,
      });
    if (isLast && stay.leavesWith.length > 0)
      problems.push({
        path: [...path, "leaves-with"],
        text: `${ship.name} does not come back from this; who goes home in it is said in their own aboard entries, with down: ${id}`,
      });
    for (const rider of isLast ? [] : stay.leavesWith) {
      const person = station.people[rider]!;
      if (!person.tours.some((t) => t.fromS <= stay.untilS && stay.untilS < t.untilS))
        problems.push({
          path: [...path, "leaves-with"],
          text: `${person.name} cannot ride in ${ship.name} at ${writeInstant(stay.untilS)}: not aboard the station then`,
        });
      const elsewhere = Object.entries(station.ships).find(
        ([other, { stays }]) =>
          other !== id &&
          stays.some(
            (s, k) =>
              s.leavesWith.includes(rider) &&
              stays[k + 1] !== undefined &&
              s.untilS < ship.stays[i + 1]!.fromS &&
              stay.untilS < stays[k + 1]!.fromS,
          ),
      );
      if (elsewhere !== undefined)
        problems.push({
          path: [...path, "leaves-with"],
          text: `${person.name} is in two places: riding ${ship.name} and ${elsewhere[1].name} at ${writeInstant(stay.untilS)}`,
        });
    }
  }
  return problems;
}
