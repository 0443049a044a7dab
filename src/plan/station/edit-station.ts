import { checkTraffic, type TrafficProblem } from "./check-traffic.ts";
import type { Fitness, Person, Ship, Station } from "./station.ts";

/** One change to a station's future. Instants are Unix seconds UTC. */
export type Edit =
  | { readonly kind: "add-ship"; readonly id: string; readonly ship: Ship }
  | { readonly kind: "add-person"; readonly id: string; readonly person: Person }
  | { readonly kind: "dock"; readonly ship: string; readonly port: string; readonly atS: number }
  | { readonly kind: "undock"; readonly ship: string; readonly atS: number }
  | {
      readonly kind: "move-ship";
      readonly ship: string;
      readonly port: string;
      readonly atS: number;
      readonly arrivesS: number;
      readonly riders: readonly string[];
    }
  | {
      readonly kind: "move-liner";
      readonly person: string;
      readonly ship: string;
      readonly place: "seat" | "deck";
      readonly atS: number;
    }
  | { readonly kind: "go-home"; readonly person: string; readonly ship: string; readonly atS: number }
  | {
      readonly kind: "set-fitness";
      readonly ship: string;
      readonly fitness: Fitness;
      readonly why: string;
      readonly atS: number;
    }
  | {
      readonly kind: "block-port";
      readonly port: string;
      readonly fromS: number;
      readonly untilS: number;
      readonly why: string;
    };

const END = Number.POSITIVE_INFINITY;

function withShip(station: Station, id: string, change: (ship: Ship) => Ship): Station {
  const ship = station.ships[id];
  if (ship === undefined) throw new RangeError(`there is no ship "${id}" to change`);
  return { ...station, ships: { ...station.ships, [id]: change(ship) } };
}

function withPerson(station: Station, id: string, change: (person: Person) => Person): Station {
  const person = station.people[id];
  if (person === undefined) throw new RangeError(`there is no person "${id}" to change`);
  return { ...station, people: { ...station.people, [id]: change(person) } };
}

const replaceLast = <T>(list: readonly T[], change: (last: T) => T): T[] =>
  list.map((entry, i) => (i === list.length - 1 ? change(entry) : entry));

/** The station with one change made: a new value, the old one untouched. Says nothing about whether it is possible. */
export function editStation(station: Station, edit: Edit): Station {
  switch (edit.kind) {
    case "add-ship":
      return { ...station, ships: { ...station.ships, [edit.id]: edit.ship } };
    case "add-person":
      return { ...station, people: { ...station.people, [edit.id]: edit.person } };
    case "dock":
      return withShip(station, edit.ship, (ship) => ({
        ...ship,
        stays: [...ship.stays, { port: edit.port, fromS: edit.atS, untilS: END, leavesWith: [] }],
      }));
    case "undock":
      return withShip(station, edit.ship, (ship) => ({
        ...ship,
        stays: replaceLast(ship.stays, (stay) => ({ ...stay, untilS: edit.atS })),
      }));
    case "move-ship":
      return withShip(station, edit.ship, (ship) => ({
        ...ship,
        stays: [
          ...replaceLast(ship.stays, (stay) => ({ ...stay, untilS: edit.atS, leavesWith: edit.riders })),
          { port: edit.port, fromS: edit.arrivesS, untilS: END, leavesWith: [] },
        ],
      }));
    case "move-liner":
      return withPerson(station, edit.person, (person) => ({
        ...person,
        liners: [...person.liners, { fromS: edit.atS, ship: edit.ship, place: edit.place }],
      }));
    case "go-home":
      return withPerson(station, edit.person, (person) => ({
        ...person,
        tours: replaceLast(person.tours, (tour) => ({ ...tour, untilS: edit.atS, down: edit.ship })),
      }));
    case "set-fitness":
      return withShip(station, edit.ship, (ship) => ({
        ...ship,
        health: [...ship.health, { fromS: edit.atS, fitness: edit.fitness, why: edit.why }],
      }));
    case "block-port": {
      const port = station.ports[edit.port];
      if (port === undefined) throw new RangeError(`there is no port "${edit.port}" to block`);
      const { fromS, untilS, why } = edit;
      return {
        ...station,
        ports: {
          ...station.ports,
          [edit.port]: { ...port, blocked: [...port.blocked, { fromS, untilS, why }] },
        },
      };
    }
  }
}

/** A branch of a station: all changes made, or the sentences that say why it cannot be. */
export function branchStation(
  station: Station,
  edits: readonly Edit[],
):
  | { readonly ok: true; readonly station: Station }
  | { readonly ok: false; readonly problems: readonly TrafficProblem[] } {
  const branched = edits.reduce(editStation, station);
  const problems = checkTraffic(branched);
  return problems.length === 0 ? { ok: true, station: branched } : { ok: false, problems };
}

/**
 * What was on record at an instant: everything that begins later is taken out, and everything that ends later is open.
 * The future is what a plan writes.
 */
export function asKnownAt(station: Station, timeS: number): Station {
  const begun = <T extends { readonly fromS: number }>(entries: readonly T[]): T[] =>
    entries.filter(({ fromS }) => fromS <= timeS);
  const kept = <T>(record: Readonly<Record<string, T>>, test: (value: T) => boolean): Record<string, T> =>
    Object.fromEntries(Object.entries(record).filter(([, value]) => test(value)));
  const ships = kept(station.ships, ({ stays }) => stays.some(({ fromS }) => fromS <= timeS));
  const people = kept(station.people, ({ tours }) => tours.some(({ fromS }) => fromS <= timeS));
  const mapped = <T>(record: Record<string, T>, change: (value: T) => T): Record<string, T> =>
    Object.fromEntries(Object.entries(record).map(([id, value]) => [id, change(value)]));
  return {
    ...station,
    ports: mapped(station.ports, (port) => ({ ...port, blocked: begun(port.blocked) })),
    ships: mapped(ships, (ship) => ({
      ...ship,
      health: begun(ship.health),
      stays: begun(ship.stays).map((stay) =>
        stay.untilS > timeS ? { ...stay, untilS: END, leavesWith: [] } : stay,
      ),
    })),
    people: mapped(people, (person) => ({
      ...person,
      liners: begun(person.liners),
      suits: begun(person.suits),
      tours: begun(person.tours).map((tour) =>
        tour.untilS > timeS ? { ...tour, untilS: END, down: null } : tour,
      ),
    })),
  };
}
