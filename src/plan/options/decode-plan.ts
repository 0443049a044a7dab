import { branchStation, type Edit } from "../station/edit-station.ts";
import type { Station } from "../station/station.ts";
import type { PlanModel } from "./build-model.ts";
import type { PlanCase, PlanGroup, PlanShip } from "./plan-case.ts";

/** One thing to do, as a planner says it. */
export interface PlanStep {
  readonly timeS: number;
  readonly kind: "arrive" | "leave" | "move-ship" | "move-liner" | "go-home";
  readonly ship: string;
  readonly text: string;
  /** People concerned, if any. */
  readonly people: readonly string[];
}

/** A plan as steps, and the station that would come of it. */
export interface DecodedPlan {
  readonly steps: readonly PlanStep[];
  readonly station: Station;
}

const PORT_MOVE_S = 3600;
type Spot = { readonly ship: string; readonly place: "seat" | "deck" };

/**
 * Turns a solution into steps and into a branch of the station. Throws if the branch is impossible traffic: then the model
 * and the traffic check disagree, which is a bug.
 */
export function decodePlan(
  planCase: PlanCase,
  built: PlanModel,
  values: ReadonlyMap<string, number>,
): DecodedPlan {
  const { timesS, ships, groups, station, rules } = planCase;
  const is = (name: string | null) => (name === null ? 0 : (values.get(name) ?? 0));
  const K = timesS.length - 1;
  const steps: PlanStep[] = [];
  const edits: Edit[] = [];
  const spots = new Map<string, Spot>();
  const up = new Set<string>();
  for (const group of groups)
    if (group.crew === null)
      for (const person of group.people) {
        up.add(person);
        if (group.liner !== null) spots.set(person, group.liner);
      }
  for (const ship of ships)
    if (ship.docked !== null)
      for (const { fromS, fitness } of ship.fitness.slice(1))
        edits.push({ kind: "set-fitness", ship: ship.id, fitness, why: "what-if", atS: fromS });
  for (const { port, fromS } of planCase.blocks)
    edits.push({ kind: "block-port", port, fromS, untilS: Number.POSITIVE_INFINITY, why: "what-if" });

  for (let k = 0; k < K; k++) {
    const timeS = timesS[k]!;
    for (const ship of ships) goHomeIn(ship, k);
    for (const ship of ships)
      if (k > 0 && is(built.leave(ship, k)) === 1) {
        const aboard = steps.filter((s) => s.kind === "go-home" && s.timeS === timeS && s.ship === ship.id);
        edits.push({ kind: "undock", ship: ship.id, atS: timeS });
        steps.push({
          timeS,
          kind: "leave",
          ship: ship.id,
          people: aboard.flatMap(({ people }) => people),
          text: `${ship.name} leaves ${aboard.length === 0 ? "empty" : `with ${aboard.length} aboard`}`,
        });
      }
    for (const ship of ships) movePort(ship, k);
    for (const ship of ships) arriveAt(ship, k);
    for (const group of groups) settle(group, k);
  }

  function goHomeIn(ship: PlanShip, k: number): void {
    for (const group of groups) {
      const leaving = group.people
        .filter((person) => up.has(person) && spots.get(person)?.ship === ship.id)
        .slice(0, is(built.home(group, ship, k)));
      for (const person of leaving) {
        up.delete(person);
        edits.push({ kind: "go-home", person, ship: ship.id, atS: timesS[k]! });
        steps.push({
          timeS: timesS[k]!,
          kind: "go-home",
          ship: ship.id,
          people: [person],
          text: `${nameOf(person)} goes home in ${ship.name}`,
        });
      }
    }
  }

  function movePort(ship: PlanShip, k: number): void {
    if (k === 0) return;
    const at = (i: number) => ship.ports.find((port) => is(built.atPort(ship, port, i)) === 1);
    const [from, to] = [at(k - 1), at(k)];
    if (from === undefined || to === undefined || from === to) return;
    const riders = [...spots]
      .filter(([person, spot]) => up.has(person) && spot.ship === ship.id)
      .map(([p]) => p);
    edits.push({
      kind: "move-ship",
      ship: ship.id,
      port: to,
      atS: timesS[k]!,
      arrivesS: timesS[k]! + PORT_MOVE_S,
      riders: riders.slice(0, ship.type.seats),
    });
    steps.push({
      timeS: timesS[k]!,
      kind: "move-ship",
      ship: ship.id,
      people: riders,
      text: `${ship.name} moves from ${station.ports[from]!.name} to ${station.ports[to]!.name}`,
    });
  }

  function arriveAt(ship: PlanShip, k: number): void {
    for (const [o, option] of ship.arrivals.entries())
      for (const port of ship.ports) {
        if (option.atS !== timesS[k] || is(built.arrive(ship, o, port)) !== 1) continue;
        const health = ship.fitness.slice(1).map((entry) => ({ ...entry, why: "what-if" }));
        const stays = [{ port, fromS: option.atS, untilS: Number.POSITIVE_INFINITY, leavesWith: [] }];
        edits.push({
          kind: "add-ship",
          id: ship.id,
          ship: { name: ship.name, type: ship.typeId, dockedLifeS: ship.dockedLifeS, stays, health },
        });
        const crew = option.crew === null ? null : rules.crews[option.crew]!;
        for (const [id, { name, agency }] of Object.entries(crew?.people ?? {})) {
          up.add(id);
          spots.set(id, { ship: ship.id, place: "seat" });
          const atS = option.atS;
          edits.push({
            kind: "add-person",
            id,
            person: {
              name,
              agency,
              heightM: null,
              tours: [{ fromS: atS, untilS: Number.POSITIVE_INFINITY, up: ship.id, down: null }],
              liners: ship.type.seatNeeds === "liner" ? [{ fromS: atS, ship: ship.id, place: "seat" }] : [],
              suits: [{ fromS: atS, kind: crew!.suit }],
            },
          });
        }
        const people = Object.keys(crew?.people ?? {});
        const load = people.length === 0 ? "" : ` with ${people.length} people`;
        steps.push({
          timeS: option.atS,
          kind: "arrive",
          ship: ship.id,
          people,
          text: `${ship.name} docks at ${station.ports[port]!.name}${ship.type.seats > 0 && crew === null ? " without crew" : load}`,
        });
      }
  }

  /** Moves as few people as possible to reach the counts of the solution. */
  function settle(group: PlanGroup, k: number): void {
    const open = ships.flatMap((ship) => [
      ...Array<Spot>(is(built.sits(group, ship, k))).fill({ ship: ship.id, place: "seat" }),
      ...Array<Spot>(is(built.lies(group, ship, k))).fill({ ship: ship.id, place: "deck" }),
    ]);
    const unplaced: string[] = [];
    for (const person of group.people.filter((id) => up.has(id))) {
      const spot = spots.get(person);
      const same = open.findIndex(({ ship, place }) => ship === spot?.ship && place === spot.place);
      if (same === -1) unplaced.push(person);
      else open.splice(same, 1);
    }
    for (const person of unplaced) {
      const spot = open.shift();
      if (spot === undefined) continue;
      const ship = ships.find(({ id }) => id === spot.ship)!;
      const firstSpot = !spots.has(person);
      spots.set(person, spot);
      if (ship.type.suit === group.suit && ship.type.seatNeeds === "suit") continue;
      edits.push({ kind: "move-liner", person, ...spot, atS: timesS[k]! });
      if (!firstSpot)
        steps.push({
          timeS: timesS[k]!,
          kind: "move-liner",
          ship: spot.ship,
          people: [person],
          text: `liner of ${nameOf(person)} to ${spot.place === "deck" ? "the cargo deck of " : ""}${ship.name}`,
        });
    }
  }

  function nameOf(person: string): string {
    const own = station.people[person]?.name;
    if (own !== undefined) return own;
    for (const { people } of Object.values(rules.crews))
      if (people[person] !== undefined) return people[person].name;
    return person;
  }

  const branched = branchStation(station, edits);
  if (!branched.ok)
    throw new Error(
      `the plan is impossible traffic: ${branched.problems.map(({ text }) => text).join("; ")}`,
    );
  return { steps, station: branched.station };
}
