import { suggestion } from "../../vehicle/nearest-name.ts";
import { checkPeople } from "./check-people.ts";
import { writeInstant } from "./instant.ts";
import type { Span, Station } from "./station.ts";

/** Something impossible, at one element of the station. */
export interface TrafficProblem {
  readonly path: readonly (string | number)[];
  readonly text: string;
}

/**
 * What no station can do: two ships at one port, a ship in two places, undocking before docking, a port that does not take
 * the ship, people in two places, seats that do not fit. Empty for traffic that is possible. Used on files and on plans.
 */
export function checkTraffic(station: Station): TrafficProblem[] {
  const named = unknownNames(station);
  return named.length > 0 ? named : [...checkShips(station), ...checkPorts(station), ...checkPeople(station)];
}

export function overlaps(a: Span, b: Span): boolean {
  return a.fromS < b.untilS && b.fromS < a.untilS;
}

function unknownNames(station: Station): TrafficProblem[] {
  const problems: TrafficProblem[] = [];
  const need = (what: string, known: object, id: string, path: TrafficProblem["path"]) => {
    if (!Object.hasOwn(known, id))
      problems.push({ path, text: `there is no ${what} "${id}"${suggestion(id, Object.keys(known))}` });
  };
  for (const [id, port] of Object.entries(station.ports)) {
    need("module", station.modules, port.module, ["ports", id, "module"]);
    for (const [i, type] of port.takes.entries())
      need("ship type", station.shipTypes, type, ["ports", id, "takes", i]);
  }
  for (const [id, ship] of Object.entries(station.ships)) {
    need("ship type", station.shipTypes, ship.type, ["ships", id, "type"]);
    for (const [i, stay] of ship.stays.entries()) {
      need("port", station.ports, stay.port, ["ships", id, "stays", i, "port"]);
      for (const [j, rider] of stay.leavesWith.entries())
        need("person", station.people, rider, ["ships", id, "stays", i, "leaves-with", j]);
    }
  }
  for (const [id, { between }] of Object.entries(station.hatches))
    for (const [i, module] of between.entries())
      need("module", station.modules, module, ["hatches", id, "between", i]);
  for (const [id, person] of Object.entries(station.people)) {
    for (const [i, tour] of person.tours.entries()) {
      need("ship", station.ships, tour.up, ["people", id, "aboard", i, "up"]);
      if (tour.down !== null) need("ship", station.ships, tour.down, ["people", id, "aboard", i, "down"]);
    }
    for (const [i, liner] of person.liners.entries())
      need("ship", station.ships, liner.ship, ["people", id, "liners", i, "ship"]);
  }
  return problems;
}

function checkShips(station: Station): TrafficProblem[] {
  const problems: TrafficProblem[] = [];
  for (const [id, ship] of Object.entries(station.ships))
    for (const [i, stay] of ship.stays.entries()) {
      const path = ["ships", id, "stays", i];
      const port = station.ports[stay.port]!;
      const type = station.shipTypes[ship.type]!;
      if (stay.untilS <= stay.fromS)
        problems.push({
          path,
          text: `${ship.name} would undock from ${port.name} at ${writeInstant(stay.untilS)}, before it docks at ${writeInstant(stay.fromS)}; put the undocking after the docking`,
        });
      if (!port.takes.includes(ship.type))
        problems.push({
          path: [...path, "port"],
          text: `${port.name} does not take a ${type.name}; it takes ${port.takes.map((t) => station.shipTypes[t]!.name).join(", ")}`,
        });
      const before = ship.stays[i - 1];
      if (before !== undefined && stay.fromS < before.untilS)
        problems.push({
          path,
          text: `${ship.name} cannot dock at ${port.name} at ${writeInstant(stay.fromS)}: it is still at ${station.ports[before.port]!.name} until ${writeInstant(before.untilS)}; undock it there first`,
        });
      for (const span of port.blocked)
        if (span.fromS <= stay.fromS && stay.fromS < span.untilS)
          problems.push({
            path,
            text: `${ship.name} cannot dock at ${port.name} at ${writeInstant(stay.fromS)}: the port is blocked until ${writeInstant(span.untilS)} (${span.why})`,
          });
    }
  return problems;
}

function checkPorts(station: Station): TrafficProblem[] {
  const problems: TrafficProblem[] = [];
  const all = Object.entries(station.ships).flatMap(([id, ship]) =>
    ship.stays.map((stay, i) => ({ id, ship, stay, i })),
  );
  for (const [index, later] of all.entries())
    for (const other of all.slice(0, index)) {
      if (later.id === other.id || later.stay.port !== other.stay.port) continue;
      if (!overlaps(later.stay, other.stay)) continue;
      const [first, second] = later.stay.fromS >= other.stay.fromS ? [other, later] : [later, other];
      problems.push({
        path: ["ships", second.id, "stays", second.i],
        text: `${second.ship.name} cannot dock at ${station.ports[second.stay.port]!.name} at ${writeInstant(second.stay.fromS)}: ${first.ship.name} is there until ${writeInstant(first.stay.untilS)}; move one of them, or choose another port`,
      });
    }
  return problems;
}
