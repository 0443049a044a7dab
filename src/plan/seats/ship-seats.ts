import { misfit } from "../station/check-people.ts";
import { fitnessAt, isAboard, linerAt, ridersAt, stayAt, suitAt } from "../station/state-at.ts";
import type { Fitness, Person, Ship, Station } from "../station/station.ts";

export type Place = "seat" | "deck";

/** One place in a ship that could leave now. */
export interface ShipSeat {
  readonly ship: string;
  readonly place: Place;
  /** Counted from 1 in its ship and kind of place. */
  readonly number: number;
  readonly fitness: Exclude<Fitness, "unfit">;
  /** Why the ship is for emergencies only; null for a good one. */
  readonly why: string | null;
  /** Ids of the people whom this place fits now. */
  readonly fits: readonly string[];
}

/** Why a person has no use of a place in a ship now; null if they have. Assumes that the ship can leave. */
export function whyNot(
  station: Station,
  personId: string,
  shipId: string,
  place: Place,
  timeS: number,
): string | null {
  const person: Person = station.people[personId]!;
  const ship: Ship = station.ships[shipId]!;
  const type = station.shipTypes[ship.type]!;
  const wrongSize = misfit(station, person, ship, place);
  if (wrongSize !== null) return wrongSize;
  const riders = ridersAt(ship, timeS);
  if (riders !== undefined && !riders.includes(personId)) return `${ship.name} is away between two ports`;
  const otherRide = Object.entries(station.ships).find(
    ([id, other]) => id !== shipId && ridersAt(other, timeS)?.includes(personId),
  );
  if (otherRide !== undefined) return `${person.name} is away in ${otherRide[1].name}`;
  const liner = linerAt(person, timeS);
  const hasLiner = liner?.ship === shipId && liner.place === place;
  if (place === "deck")
    return hasLiner ? null : `no liner of ${person.name} lies on the deck of ${ship.name}`;
  if (type.suit !== null && suitAt(person, timeS) !== type.suit)
    return `${person.name} has no suit for ${ship.name}`;
  if (type.seatNeeds === "liner" && !hasLiner) return `no liner of ${person.name} is in ${ship.name}`;
  return null;
}

/** Everyone aboard at an instant, and every place that somebody could flee in. */
export function placesAt(
  station: Station,
  timeS: number,
): { readonly people: readonly string[]; readonly seats: readonly ShipSeat[] } {
  const people = Object.keys(station.people).filter((id) => isAboard(station.people[id]!, timeS));
  const seats: ShipSeat[] = [];
  for (const [shipId, ship] of Object.entries(station.ships)) {
    if (stayAt(ship, timeS) === undefined && ridersAt(ship, timeS) === undefined) continue;
    const { fitness, why } = fitnessAt(station, ship, timeS);
    if (fitness === "unfit") continue;
    const type = station.shipTypes[ship.type]!;
    for (const [place, count] of [
      ["seat", type.seats],
      ["deck", type.deckPlaces],
    ] as const) {
      if (count === 0) continue;
      const fits = people.filter((id) => whyNot(station, id, shipId, place, timeS) === null);
      for (let number = 1; number <= count; number++)
        seats.push({ ship: shipId, place, number, fitness, why, fits });
    }
  }
  return { people, seats };
}
