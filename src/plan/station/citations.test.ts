// Oracle: a list of public facts with their sources, gathered apart from the station file (skipped where it is not at hand).
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { loadStation, shippedStation } from "./shipped-station.ts";
import { stateAt } from "./state-at.ts";

type Entry = Record<string, unknown>;
const text = readFileSync(shippedStation, "utf8");
const file = parse(text) as Record<string, Record<string, Entry>>;
const station = loadStation();

/** Every entry of the file that says something of the world, with where it stands. */
function entries(): [string, Entry][] {
  const found: [string, Entry][] = [];
  const list = (path: string, of: unknown) => {
    for (const [i, entry] of ((of ?? []) as Entry[]).entries()) found.push([`${path}.${i}`, entry]);
  };
  for (const group of ["ports", "ship-types"])
    for (const [id, entry] of Object.entries(file[group]!)) found.push([`${group}.${id}`, entry]);
  for (const [id, ship] of Object.entries(file.ships!)) {
    if (ship["docked-life"] !== undefined) found.push([`ships.${id}`, ship]);
    list(`ships.${id}.stays`, ship.stays);
    list(`ships.${id}.health`, ship.health);
  }
  for (const [id, person] of Object.entries(file.people!))
    for (const key of ["aboard", "liners", "suits"]) list(`people.${id}.${key}`, person[key]);
  for (const [id, hatch] of Object.entries(file.hatches!)) list(`hatches.${id}`, hatch.states);
  return found;
}

describe("the shipped station", () => {
  it.each(entries())("names for %s a source that is listed, or says that nobody confirmed it", (_, entry) => {
    const { source, unconfirmed } = entry;
    if (unconfirmed === true) expect(source).toBeUndefined();
    else expect(Object.keys(file.sources!)).toContain(source);
  });

  it("says why of each ship type and port that is an own estimate", () => {
    const estimates = entries().filter(
      ([path, { unconfirmed }]) => unconfirmed === true && /^(?:ports|ship-types)/.test(path),
    );
    expect(estimates.length).toBeGreaterThan(0);
    for (const [path, { note }] of estimates) expect(note, path).toBeTypeOf("string");
  });

  it("lists no source that is not used, and each with title, address and confidence", () => {
    for (const [key, { title, url, confidence }] of Object.entries(file.sources!)) {
      expect(title, key).toBeTypeOf("string");
      expect(url, key).toMatch(/^https?:\/\//);
      expect(["official", "secondary", "rumour"], key).toContain(confidence);
      expect(new RegExp(`(?:source: |\\()${key}\\b`).test(text), `${key} is used`).toBe(true);
    }
  });
});

const facts = new URL("../../../../shared/reference/incidents.json", import.meta.url);
const isThere = existsSync(facts);
if (!isThere) process.stdout.write("skipped: the list of public facts is not beside the repository\n");

describe.skipIf(!isThere)("beside a list of public facts, the shipped station", () => {
  const list = isThere
    ? (JSON.parse(readFileSync(facts, "utf8")) as {
        facts: { id: string; time_utc?: string; sources: string[] }[];
        ports: Record<string, Record<string, string | null>>;
        crew_2023_02_11: { name: string; up: string; lifeboat: string }[];
      })
    : { facts: [], ports: {}, crew_2023_02_11: [] };
  const timeOf = (id: string) => Date.parse(list.facts.find((fact) => fact.id === id)!.time_utc!) / 1000;
  const ship = (id: string) => station.ships[id]!;

  it.each([
    ["ms22.dock", () => ship("ms-22").stays[0]!.fromS],
    ["ms23.dock", () => ship("ms-23").stays[0]!.fromS],
    ["ms23.relocate", () => ship("ms-23").stays[1]!.fromS],
    ["ms23.undock", () => ship("ms-23").stays[1]!.untilS],
    ["pms21.dock", () => ship("progress-ms-21").stays[0]!.fromS],
    ["pms21.undock", () => ship("progress-ms-21").stays[0]!.untilS],
    ["pms21.leak", () => ship("progress-ms-21").health[0]!.fromS],
    ["pms22.dock", () => ship("progress-ms-22").stays[0]!.fromS],
  ])("has the time of %s", (id, timeS) => {
    expect(timeS()).toBe(timeOf(id));
  });

  it("has the listed ship at each listed port", () => {
    let compared = 0;
    for (const [day, ports] of Object.entries(list.ports)) {
      if (!/^\d/.test(day)) continue;
      const atS = Date.parse(day === "2023-03-28" ? `${day}T09:00Z` : `${day}T12:00Z`) / 1000;
      const now = stateAt(station, atS).ports;
      for (const [name, listed] of Object.entries(ports)) {
        if (name.startsWith("_")) continue;
        const port = Object.entries(station.ports).find(([, each]) => each.name.startsWith(name))![0];
        const found = now[port] == null ? null : ship(now[port]!).name;
        const words = (of: string) => of.replace(/ \(.*\)| Cargo Dragon|Cargo Dragon /g, "");
        expect(found === null ? null : words(found), `${day} ${name}`).toBe(
          listed === null ? null : words(listed),
        );
        compared++;
      }
    }
    expect(compared).toBe(28);
  });

  it("has the seven of 11 February 2023 in the ships that the list gives them", () => {
    const { people } = stateAt(station, Date.parse("2023-02-11T12:00Z") / 1000);
    expect(people.map(({ id }) => station.people[id]!.name).sort()).toEqual(
      list.crew_2023_02_11.map(({ name }) => name).sort(),
    );
    for (const { name, up, lifeboat } of list.crew_2023_02_11) {
      const [id, person] = Object.entries(station.people).find(([, each]) => each.name === name)!;
      expect(ship(person.tours[0]!.up).name.startsWith(up), `${name} came up in ${up}`).toBe(true);
      const { liner } = people.find((each) => each.id === id)!;
      if (liner !== null) expect(ship(liner.ship).name, name).toBe(lifeboat);
    }
  });
});
