import { group, missingSources, type ReadOutcome, readYaml } from "../../vehicle/index.ts";
import { suggestion } from "../../vehicle/nearest-name.ts";
import { checkTraffic } from "./check-traffic.ts";
import type { Cited, Station } from "./station.ts";
import { stationSchema, type WrittenStation } from "./station-schema.ts";

type WrittenEntry = Cited & { readonly "until-source"?: string | undefined };
type Problem = ReturnType<typeof missingSources>[number];

/**
 * Reads a station file (YAML, `docs/plan.md`). Structure, names, citations and the traffic itself are checked; all
 * problems come at once, each with file, line, element, what is wrong and a way out.
 */
export function readStation(text: string, fileName: string): ReadOutcome<Station> {
  const outcome = readYaml(text, fileName, stationSchema, crossCheck);
  return outcome.ok ? { ok: true, value: toStation(outcome.value) } : outcome;
}

function crossCheck(raw: unknown): Problem[] {
  const file = group(raw);
  const problems = missingSources(file, Object.keys(group(file.sources)));
  const parsed = stationSchema.safeParse(raw);
  if (!parsed.success) return problems;
  problems.push(...uncited(parsed.data));
  return [...problems, ...checkTraffic(toStation(parsed.data))];
}

/** Ports, ship types, traffic, health and whereabouts are claims about the world: each names its source or says that it has none. */
function uncited(file: WrittenStation): Problem[] {
  const problems: Problem[] = [];
  const keys = [...Object.keys(file.sources ?? {}), "unconfirmed"];
  const judge = (entry: WrittenEntry, path: Problem["path"]) => {
    const { "until-source": end } = entry;
    if (end !== undefined && !keys.includes(end))
      problems.push({
        path: [...path, "until-source"],
        text: `"${end}" is neither a key of sources nor "unconfirmed"${suggestion(end, keys)}`,
      });
    if ((entry.source === undefined) === (entry.unconfirmed === undefined))
      problems.push({
        path,
        text: "names neither or both of a source and unconfirmed; write source: KEY, or unconfirmed: true",
      });
  };
  const visit = (entries: readonly WrittenEntry[] | undefined, path: readonly string[]) => {
    for (const [index, entry] of (entries ?? []).entries()) judge(entry, [...path, index]);
  };
  for (const [id, port] of Object.entries(file.ports)) {
    judge(port, ["ports", id]);
    visit(port.blocked, ["ports", id, "blocked"]);
  }
  for (const [id, type] of Object.entries(file["ship-types"])) judge(type, ["ship-types", id]);
  for (const [id, ship] of Object.entries(file.ships)) {
    if (ship["docked-life"] !== undefined) judge(ship, ["ships", id]);
    visit(ship.stays, ["ships", id, "stays"]);
    visit(ship.health, ["ships", id, "health"]);
  }
  for (const [id, person] of Object.entries(file.people)) {
    visit(person.aboard, ["people", id, "aboard"]);
    visit(person.liners, ["people", id, "liners"]);
    visit(person.suits, ["people", id, "suits"]);
  }
  for (const [id, hatch] of Object.entries(file.hatches ?? {}))
    visit(hatch.states, ["hatches", id, "states"]);
  return problems;
}

const END = Number.POSITIVE_INFINITY;
const map = <A, B>(record: Record<string, A>, convert: (value: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, convert(value)]));
const cite = ({ source, unconfirmed, note }: Cited): Cited => ({
  ...(source !== undefined && { source }),
  ...(unconfirmed !== undefined && { unconfirmed }),
  ...(note !== undefined && { note }),
});

/** The file's own keys turned into the model's; keeps the order of entries, so that problems find their line. */
export function toStation(file: WrittenStation): Station {
  return {
    id: file.id,
    name: file.name,
    fromS: file.from,
    untilS: file.until,
    sources: file.sources,
    modules: file.modules,
    ports: map(file.ports, ({ name, module, takes, blocked = [] }) => ({
      name,
      module,
      takes,
      blocked: blocked.map((entry) => ({
        fromS: entry.from,
        untilS: entry.until ?? END,
        why: entry.why,
        ...cite(entry),
      })),
    })),
    shipTypes: map(file["ship-types"], (type) => ({
      name: type.name,
      seats: type.seats,
      seatNeeds: type["seat-needs"] ?? "suit",
      suit: type.suit ?? null,
      deckPlaces: type["deck-places"] ?? 0,
      dockedLifeS: type["docked-life"],
      heightRangeM: type.heights ?? null,
    })),
    ships: map(file.ships, (ship) => ({
      name: ship.name,
      type: ship.type,
      dockedLifeS: ship["docked-life"] ?? null,
      stays: ship.stays.map((stay) => ({
        port: stay.port,
        fromS: stay.from,
        untilS: stay.until ?? END,
        leavesWith: stay["leaves-with"] ?? [],
        ...cite(stay),
      })),
      health: (ship.health ?? []).map(({ from, fitness, why, ...rest }) => ({
        fromS: from,
        fitness,
        why,
        ...cite(rest),
      })),
    })),
    hatches: map(file.hatches ?? {}, ({ between, states }) => ({
      between,
      states: states.map((entry) => ({ fromS: entry.from, open: entry.open, ...cite(entry) })),
    })),
    people: map(file.people, (person) => ({
      name: person.name,
      agency: person.agency,
      heightM: person.height ?? null,
      tours: person.aboard.map((tour) => ({
        fromS: tour.from,
        untilS: tour.until ?? END,
        up: tour.up,
        down: tour.down ?? null,
        ...cite(tour),
      })),
      liners: (person.liners ?? []).map((entry) => ({
        fromS: entry.from,
        ship: entry.ship,
        place: entry.place ?? "seat",
        ...cite(entry),
      })),
      suits: (person.suits ?? []).map((entry) => ({ fromS: entry.from, kind: entry.kind, ...cite(entry) })),
    })),
  };
}
