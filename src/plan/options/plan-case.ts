import { asKnownAt } from "../station/edit-station.ts";
import { fitnessAt, isAboard, lifeEndS, linerAt, stayAt, suitAt } from "../station/state-at.ts";
import type { Fitness, ShipType, Station } from "../station/station.ts";
import type { PlanRules } from "./plan-rules.ts";
import type { WhatIf } from "./what-if.ts";

/** One way for a ship to arrive. */
export interface ArrivalOption {
  readonly atS: number;
  readonly delayS: number;
  /** Key of a crew in the rules; null for a ship that comes empty. */
  readonly crew: string | null;
}

export interface PlanShip {
  readonly id: string;
  readonly name: string;
  readonly typeId: string;
  readonly type: ShipType;
  /** Docked when the plan begins: where, and until when it may leave. Null for one that is yet to come. */
  readonly docked: { readonly port: string; readonly lifeEndS: number } | null;
  readonly dockedLifeS: number;
  readonly ports: readonly string[];
  readonly arrivals: readonly ArrivalOption[];
  readonly mustArrive: boolean;
  /** First day on which it is expected to leave; null if it may leave on any or on none. */
  readonly plannedLeaveS: number | null;
  readonly mayLeave: boolean;
  readonly relief: string | null;
  /** Fitness from instants on, in order of time; the first holds from the beginning. */
  readonly fitness: readonly { readonly fromS: number; readonly fitness: Fitness }[];
}

/** People who are alike to the plan: those who came together, told apart by agency only where their liners can part. */
export interface PlanGroup {
  readonly id: string;
  readonly people: readonly string[];
  /** One entry a person, in the order of `people`. */
  readonly agencies: readonly string[];
  readonly suit: string;
  /** Key of the crew that they arrive with; null for those aboard when the plan begins. */
  readonly crew: string | null;
  /** Where their liners lie when the plan begins. */
  readonly liner: { readonly ship: string; readonly place: "seat" | "deck" } | null;
  readonly plannedHomeS: number | null;
}

/** Everything that a plan is made from. */
export interface PlanCase {
  readonly station: Station;
  readonly rules: PlanRules;
  readonly whatIfs: readonly WhatIf[];
  /** Boundaries of the periods between which the plan chooses, in order; the last is the horizon. */
  readonly timesS: readonly number[];
  readonly ships: readonly PlanShip[];
  readonly groups: readonly PlanGroup[];
  readonly blocks: readonly Extract<WhatIf, { kind: "block" }>[];
  /** Ships that a what-if takes away. */
  readonly lost: readonly string[];
}

/** Throws for a what-if that names a ship or port which neither the station nor the rules know. */
export function planCase(recorded: Station, rules: PlanRules, whatIfs: readonly WhatIf[] = []): PlanCase {
  const startS = rules["known-at"];
  const station = { ...asKnownAt(recorded, startS), fromS: startS, untilS: rules.horizon };
  checkNames(station, rules, whatIfs);
  const ships = planShips(station, rules, whatIfs);
  const blocks = whatIfs.filter((entry) => entry.kind === "block");
  const lost = whatIfs.flatMap((entry) => (entry.kind === "lost" ? [entry.ship] : []));
  return {
    station,
    rules,
    whatIfs,
    timesS: boundaries(rules, ships, blocks),
    ships,
    groups: planGroups(station, rules),
    blocks,
    lost,
  };
}

function checkNames(station: Station, rules: PlanRules, whatIfs: readonly WhatIf[]): void {
  for (const entry of whatIfs) {
    const known = entry.kind === "block" ? station.ports : { ...station.ships, ...rules.traffic };
    const name = entry.kind === "block" ? entry.port : entry.ship;
    if (!Object.hasOwn(known, name))
      throw new RangeError(
        `what-if: there is no ${entry.kind === "block" ? "port" : "ship"} "${name}"; there are ${Object.keys(known).join(", ")}`,
      );
  }
}

function planShips(station: Station, rules: PlanRules, whatIfs: readonly WhatIf[]): PlanShip[] {
  const startS = rules["known-at"];
  const docked = Object.keys(station.ships).filter((id) => stayAt(station.ships[id]!, startS) !== undefined);
  return [...new Set([...docked, ...Object.keys(rules.traffic)])].flatMap((id): PlanShip[] => {
    const ship = station.ships[id];
    const stay = ship === undefined ? undefined : stayAt(ship, startS);
    const expected = rules.traffic[id];
    if (ship !== undefined && stay === undefined) return [];
    const typeId = ship?.type ?? expected?.type;
    const type = typeId === undefined ? undefined : station.shipTypes[typeId];
    if (typeId === undefined || type === undefined)
      throw new RangeError(`traffic of "${id}": it is not docked at ${station.id} and has no known type`);
    const fails = whatIfs.filter((entry) => entry.kind === "fail").filter((entry) => entry.ship === id);
    const slipS = whatIfs.reduce((sum, w) => sum + (w.kind === "slip" && w.ship === id ? w.byS : 0), 0);
    const departs = expected?.departs ?? { stays: true as const };
    return [
      {
        id,
        name: ship?.name ?? expected?.name ?? id,
        typeId,
        type,
        docked: ship === undefined ? null : { port: stay!.port, lifeEndS: lifeEndS(station, ship) },
        dockedLifeS: ship?.dockedLifeS ?? expected?.["docked-life"] ?? type.dockedLifeS,
        ports: portsFor(station, typeId, stay?.port, expected?.ports, type.seats > 0),
        arrivals:
          ship !== undefined
            ? []
            : (expected?.arrives ?? []).flatMap(({ at, later = [], crew }) =>
                [0, ...later].map((delayS) => ({
                  atS: at + slipS + delayS,
                  delayS: delayS + slipS,
                  crew: crew ?? null,
                })),
              ),
        mustArrive: (expected?.arrives ?? []).some(({ must }) => must),
        plannedLeaveS: "at" in departs ? departs.at : null,
        mayLeave: !("stays" in departs),
        relief: "at" in departs ? (departs.relief ?? null) : null,
        fitness: [
          { fromS: startS, fitness: ship === undefined ? "good" : fitnessAt(station, ship, startS).fitness },
          ...fails.map(({ fromS, fitness }) => ({ fromS: Math.max(fromS, startS), fitness })),
        ],
      },
    ];
  });
}

/** Ships with seats can be flown from port to port; others keep the one they have or choose. */
function portsFor(
  station: Station,
  typeId: string,
  current: string | undefined,
  named: readonly string[] | undefined,
  canMove: boolean,
): string[] {
  const taking = Object.keys(station.ports).filter((id) => station.ports[id]!.takes.includes(typeId));
  if (current !== undefined) return canMove ? [current, ...taking.filter((id) => id !== current)] : [current];
  return named === undefined ? taking : taking.filter((id) => named.includes(id));
}

/** A day that would only shorten a wait is not worth a period of its own if another comes this soon after it. */
const NEAR_S = 5 * 86_400;

/** The days between which the plan chooses: when something is expected, and when a wait that rules ask for is over. */
function boundaries(
  rules: PlanRules,
  ships: readonly PlanShip[],
  blocks: readonly { readonly fromS: number }[],
): number[] {
  const handoverS = rules.rules.handover?.value ?? 0;
  const replacementS = rules.rules["replacement-first"]?.value ?? 0;
  const times = new Set([rules["known-at"], rules.horizon]);
  const waits: number[] = [];
  const isInside = (timeS: number | null | undefined): timeS is number =>
    timeS != null && timeS > rules["known-at"] && timeS < rules.horizon;
  const add = (timeS: number | null | undefined) => {
    if (isInside(timeS)) times.add(timeS);
  };
  add(rules.rules["liners-move-from"]?.value);
  for (const { fromS } of blocks) add(fromS);
  for (const ship of ships) {
    for (const { fromS } of ship.fitness) add(fromS);
    add(ship.plannedLeaveS);
    if (ship.type.seats > 0 && ship.docked !== null) waits.push(ship.docked.lifeEndS);
    for (const { atS, crew } of ship.arrivals) {
      add(atS);
      if (crew !== null) waits.push(atS + handoverS);
      else if (ship.type.seats > 0) waits.push(atS + replacementS);
    }
  }
  for (const timeS of waits.filter(isInside).sort((a, b) => b - a))
    if (![...times].some((other) => other >= timeS && other <= timeS + NEAR_S)) times.add(timeS);
  return [...times].sort((a, b) => a - b);
}

function planGroups(station: Station, rules: PlanRules): PlanGroup[] {
  const groups = new Map<string, PlanGroup & { people: string[]; agencies: string[] }>();
  const join = (
    key: string,
    person: string,
    agency: string,
    make: Omit<PlanGroup, "id" | "people" | "agencies">,
  ) => {
    const found = groups.get(key);
    if (found === undefined)
      groups.set(key, { id: `g${groups.size}`, people: [person], agencies: [agency], ...make });
    else {
      found.people.push(person);
      found.agencies.push(agency);
    }
  };
  const startS = rules["known-at"];
  for (const [id, person] of Object.entries(station.people)) {
    if (!isAboard(person, startS)) continue;
    const liner = linerAt(person, startS);
    const up = person.tours.at(-1)!.up;
    const departs = rules.traffic[up]?.departs;
    const parts = liner === undefined ? [up] : [up, person.agency, liner.ship, liner.place];
    join(parts.join(" "), id, person.agency, {
      suit: suitAt(person, startS) ?? "none",
      crew: null,
      liner: liner === undefined ? null : { ship: liner.ship, place: liner.place },
      plannedHomeS:
        rules.traffic[up]?.["crew-planned-home"] ??
        (departs !== undefined && "at" in departs ? departs.at : null),
    });
  }
  for (const [crew, { suit, people }] of Object.entries(rules.crews))
    for (const [id, { agency }] of Object.entries(people))
      join(`crew ${crew}`, id, agency, { suit, crew, liner: null, plannedHomeS: null });
  return [...groups.values()];
}
