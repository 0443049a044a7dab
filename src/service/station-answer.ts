import { seatsAt } from "../plan/seats/index.ts";
import {
  asKnownAt,
  inForce,
  lifeEndS,
  loadStation,
  type Station,
  stateAt,
  stayAt,
} from "../plan/station/index.ts";
import { Problem } from "./problem.ts";
import type { StationAnswer } from "./station-contract.ts";
import { orbitAt } from "./station-orbit.ts";

export interface StationQuestion {
  readonly timeS: number;
  /** The run's loops, to be found again on the ships that carry them. */
  readonly loops: readonly { readonly id: string; readonly carrier: string }[];
}

let shipped: Station | null = null;

/** The station that ships with the program, read once. */
export function stationOnFile(): Station {
  shipped ??= loadStation();
  return shipped;
}

/** The shipped station at an instant, as it was on record then. */
export function stationAnswer({ timeS, loops }: StationQuestion): StationAnswer {
  const recorded = stationOnFile();
  if (timeS < recorded.fromS || timeS >= recorded.untilS) {
    const day = (atS: number) => new Date(atS * 1000).toISOString().slice(0, 10);
    const detail = `No station file covers ${day(timeS)}: the shipped one runs from ${day(recorded.fromS)} to ${day(recorded.untilS)}.`;
    throw new Problem(404, "no-station-on-file", detail);
  }
  const station = asKnownAt(recorded, timeS);
  const state = stateAt(station, timeS);
  const seats = seatsAt(station, timeS);
  return {
    schema: "hoarfrost/station/1",
    id: station.id,
    name: station.name,
    timeS,
    modules: Object.entries(station.modules).map(([id, { name }]) => ({ id, name })),
    ports: Object.entries(station.ports).map(([id, { name, module }]) => ({
      id,
      name,
      module,
      ship: state.ports[id] ?? null,
      blocked: state.blockedPorts.includes(id),
    })),
    hatches: Object.entries(station.hatches).map(([id, hatch]) => {
      const entry = inForce(hatch.states, timeS);
      return {
        id,
        between: [...hatch.between],
        open: entry?.open ?? null,
        unconfirmed: entry?.unconfirmed === true,
      };
    }),
    ships: state.ships.map(({ id, port, fitness, why }) => {
      const ship = station.ships[id]!;
      const type = station.shipTypes[ship.type]!;
      const stay = stayAt(ship, timeS);
      return {
        id,
        name: ship.name,
        type: ship.type,
        typeName: type.name,
        port,
        dockedS: (stay ?? ship.stays[0]!).fromS,
        seats: type.seats,
        deckPlaces: type.deckPlaces,
        fitness,
        why,
        sinceS: inForce(ship.health, timeS)?.fromS ?? null,
        lifeEndS: lifeEndS(station, ship),
        loops: loops.filter(({ carrier }) => carrier === ship.name).map((loop) => loop.id),
      };
    }),
    people: seats.seatings.map(({ person, ship, place, standing, why }) => ({
      id: person,
      name: station.people[person]!.name,
      agency: station.people[person]!.agency,
      ship,
      place,
      standing,
      why,
    })),
    goodSeats: seats.goodSeats,
    ...orbitAt(timeS),
  };
}
