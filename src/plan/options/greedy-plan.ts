import { seatsAt } from "../seats/seat-coverage.ts";
import { checkTraffic } from "../station/check-traffic.ts";
import { branchStation, type Edit, editStation } from "../station/edit-station.ts";
import { stateAt } from "../station/state-at.ts";
import type { Station } from "../station/station.ts";
import type { DecodedPlan, PlanStep } from "./decode-plan.ts";
import type { PlanCase } from "./plan-case.ts";

const END = Number.POSITIVE_INFINITY;

/**
 * A plan without a solver, for when it gave up: liners of people without a good seat go to free places on decks as soon as
 * they may move, the first empty ship that fits comes to the first free port, and their liners move into it. It looks no
 * further than that; it is never shown as best. Costs are not weighed.
 */
export function greedyPlan(planCase: PlanCase): DecodedPlan {
  const { rules, ships, blocks } = planCase;
  let station: Station = planCase.station;
  const steps: PlanStep[] = [];
  const apply = (edit: Edit) => {
    station = editStation(station, edit);
  };
  for (const ship of ships)
    if (ship.docked !== null)
      for (const { fromS, fitness } of ship.fitness.slice(1))
        apply({ kind: "set-fitness", ship: ship.id, fitness, why: "what-if", atS: fromS });
  for (const { port, fromS } of blocks)
    apply({ kind: "block-port", port, fromS, untilS: END, why: "what-if" });

  const tryEdits = (edits: readonly Edit[]): boolean => {
    const outcome = branchStation(station, edits);
    if (outcome.ok) station = outcome.station;
    return outcome.ok;
  };
  const worseOff = (timeS: number) =>
    seatsAt(station, timeS).seatings.filter(({ standing }) => standing !== "good");
  const moveLiners = (toShip: string, place: "seat" | "deck", atS: number) => {
    for (const { person, standing } of worseOff(atS)) {
      if (place === "deck" && standing === "deck") continue;
      const before = station;
      if (!tryEdits([{ kind: "move-liner", person, ship: toShip, place, atS }])) continue;
      const now = seatsAt(station, atS).seatings.find((seat) => seat.person === person);
      if (now?.ship !== toShip) {
        station = before;
        continue;
      }
      const name = station.people[person]!.name;
      steps.push({
        timeS: atS,
        kind: "move-liner",
        ship: toShip,
        people: [person],
        text: `liner of ${name} to ${place === "deck" ? "the cargo deck of " : ""}${station.ships[toShip]!.name}`,
      });
    }
  };

  const movesFromS = rules.rules["liners-move-from"]?.value ?? rules["known-at"];
  for (const { id, port, fitness } of stateAt(station, movesFromS).ships)
    if (port !== null && fitness === "good" && station.shipTypes[station.ships[id]!.type]!.deckPlaces > 0)
      moveLiners(id, "deck", movesFromS);

  const empties = ships
    .filter(({ id, type, mustArrive }) => type.seats > 0 && !mustArrive && !planCase.lost.includes(id))
    .flatMap((ship) => ship.arrivals.filter(({ crew }) => crew === null).map((option) => ({ ship, option })))
    .sort((a, b) => a.option.atS - b.option.atS);
  for (const { ship, option } of empties) {
    if (station.ships[ship.id] !== undefined || worseOff(option.atS).length === 0) continue;
    for (const port of ship.ports) {
      const stays = [{ port, fromS: option.atS, untilS: END, leavesWith: [] }];
      const health = ship.fitness.slice(1).map((entry) => ({ ...entry, why: "what-if" }));
      const added = { name: ship.name, type: ship.typeId, dockedLifeS: ship.dockedLifeS, stays, health };
      if (!tryEdits([{ kind: "add-ship", id: ship.id, ship: added }])) continue;
      const where = station.ports[port]!.name;
      steps.push({
        timeS: option.atS,
        kind: "arrive",
        ship: ship.id,
        people: [],
        text: `${ship.name} docks at ${where} without crew`,
      });
      moveLiners(ship.id, "seat", option.atS);
      break;
    }
  }
  const problems = checkTraffic(station);
  if (problems.length > 0) throw new Error(`the plan is impossible traffic: ${problems[0]!.text}`);
  return { steps, station };
}
