import type { Fitness, HealthEntry, LinerEntry, Person, Ship, Station, Stay } from "./station.ts";

/** The newest entry that holds at an instant; entries may stand in any order. */
export function inForce<T extends { readonly fromS: number }>(
  entries: readonly T[],
  timeS: number,
): T | undefined {
  let found: T | undefined;
  for (const entry of entries)
    if (entry.fromS <= timeS && (found === undefined || entry.fromS >= found.fromS)) found = entry;
  return found;
}

/** The stay that a ship is in, undefined while it flies. */
export function stayAt(ship: Ship, timeS: number): Stay | undefined {
  return ship.stays.find((stay) => stay.fromS <= timeS && timeS < stay.untilS);
}

/** People aboard a ship on its way from one port to another; undefined if it is not on such a way. */
export function ridersAt(ship: Ship, timeS: number): readonly string[] | undefined {
  for (let i = 0; i + 1 < ship.stays.length; i++)
    if (ship.stays[i]!.untilS <= timeS && timeS < ship.stays[i + 1]!.fromS) return ship.stays[i]!.leavesWith;
  return undefined;
}

/** Whether a person is up at an instant. */
export function isAboard(person: Person, timeS: number): boolean {
  return person.tours.some((tour) => tour.fromS <= timeS && timeS < tour.untilS);
}

/** Where a person's liner is; before any entry, none. */
export function linerAt(person: Person, timeS: number): LinerEntry | undefined {
  return inForce(person.liners, timeS);
}

/** The suit that a person has; undefined without an entry. */
export function suitAt(person: Person, timeS: number): string | undefined {
  return inForce(person.suits, timeS)?.kind;
}

/** The last moment at which a ship may leave within its docked life. */
export function lifeEndS(station: Station, ship: Ship): number {
  const first = ship.stays[0]?.fromS ?? Number.POSITIVE_INFINITY;
  return first + (ship.dockedLifeS ?? station.shipTypes[ship.type]!.dockedLifeS);
}

/** What a ship may be used for at an instant, and why not for more. */
export function fitnessAt(
  station: Station,
  ship: Ship,
  timeS: number,
): { readonly fitness: Fitness; readonly why: string | null } {
  const entry: HealthEntry | undefined = inForce(ship.health, timeS);
  const ownFitness = entry?.fitness ?? "good";
  if (ownFitness === "good" && timeS >= lifeEndS(station, ship))
    return { fitness: "emergency-only", why: "past its docked life" };
  return { fitness: ownFitness, why: ownFitness === "good" ? null : entry!.why };
}

export interface StationState {
  readonly timeS: number;
  /** Id of the ship at each port, null where it is empty. */
  readonly ports: Readonly<Record<string, string | null>>;
  readonly blockedPorts: readonly string[];
  readonly ships: readonly {
    readonly id: string;
    /** Null while it moves between ports. */
    readonly port: string | null;
    readonly fitness: Fitness;
    readonly why: string | null;
  }[];
  readonly people: readonly {
    readonly id: string;
    /** A ship's id for those who ride one between ports, else "station". */
    readonly where: string;
    readonly liner: { readonly ship: string; readonly place: "seat" | "deck" } | null;
    readonly suit: string | null;
  }[];
  /** Null where nothing is on record yet. */
  readonly hatches: Readonly<Record<string, "open" | "closed" | null>>;
}

/** The station at one instant. */
export function stateAt(station: Station, timeS: number): StationState {
  const ports: Record<string, string | null> = Object.fromEntries(
    Object.keys(station.ports).map((id) => [id, null]),
  );
  const ships: StationState["ships"][number][] = [];
  const riding = new Map<string, string>();
  for (const [id, ship] of Object.entries(station.ships)) {
    const stay = stayAt(ship, timeS);
    const riders = ridersAt(ship, timeS);
    if (stay === undefined && riders === undefined) continue;
    if (stay !== undefined) ports[stay.port] = id;
    for (const person of riders ?? []) riding.set(person, id);
    ships.push({ id, port: stay?.port ?? null, ...fitnessAt(station, ship, timeS) });
  }
  return {
    timeS,
    ports,
    blockedPorts: Object.entries(station.ports)
      .filter(([, { blocked }]) => blocked.some((span) => span.fromS <= timeS && timeS < span.untilS))
      .map(([id]) => id),
    ships,
    people: Object.entries(station.people)
      .filter(([, person]) => isAboard(person, timeS))
      .map(([id, person]) => {
        const liner = linerAt(person, timeS);
        return {
          id,
          where: riding.get(id) ?? "station",
          liner: liner === undefined ? null : { ship: liner.ship, place: liner.place },
          suit: suitAt(person, timeS) ?? null,
        };
      }),
    hatches: Object.fromEntries(
      Object.entries(station.hatches).map(([id, hatch]) => {
        const entry = inForce(hatch.states, timeS);
        return [id, entry === undefined ? null : entry.open ? "open" : "closed"];
      }),
    ),
  };
}
