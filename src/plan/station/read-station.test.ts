import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { branchStation, editStation } from "./edit-station.ts";
import { readStation } from "./read-station.ts";
import { loadStation, shippedStation } from "./shipped-station.ts";
import { stateAt } from "./state-at.ts";

// Oracle: the ports on four dates as public lists have them; for bad traffic, the sentence a planner would say.
const text = readFileSync(shippedStation, "utf8");
const station = loadStation();
const at = (written: string) => Date.parse(written) / 1000;

describe("the shipped station", () => {
  it.each([
    ["2022-12-14T00:00Z", ["ms-22", "progress-ms-21", "progress-ms-20", null, "crew-5", "crs-26", "ng-18"]],
    ["2023-02-11T12:00Z", ["ms-22", "progress-ms-21", "progress-ms-22", null, "crew-5", null, "ng-18"]],
    ["2023-02-25T00:00Z", ["ms-22", null, "progress-ms-22", null, "crew-5", null, "ng-18"]],
    ["2023-03-28T09:00Z", ["ms-22", "ms-23", "progress-ms-22", null, "crs-27", "crew-6", "ng-18"]],
    ["2023-03-28T10:00Z", [null, "ms-23", "progress-ms-22", null, "crs-27", "crew-6", "ng-18"]],
  ])("has the published ships at its ports on %s", (instant, expected) => {
    const { ports } = stateAt(station, at(instant));
    const order = [
      "rassvet-nadir",
      "poisk-zenith",
      "zvezda-aft",
      "prichal-nadir",
      "harmony-forward",
      "harmony-zenith",
      "unity-nadir",
    ];
    expect(order.map((id) => ports[id])).toEqual(expected);
  });
  it("knows seven people and where Rubio's liner was on 11 February 2023", () => {
    const { people } = stateAt(station, at("2023-02-11T10:12Z"));
    expect(people).toHaveLength(7);
    expect(people.find(({ id }) => id === "rubio")!.liner).toEqual({ ship: "crew-5", place: "deck" });
  });
});

const bad: [string, string, string, RegExp][] = [
  [
    "two ships at one port",
    "port: poisk-zenith\n        from: 2023-02-26T00:58Z",
    "port: poisk-zenith\n        from: 2023-02-16T00:58Z",
    /Soyuz MS-23 cannot dock at Poisk zenith at 2023-02-16 00:58: Progress MS-21 is there until 2023-02-18 02:26/,
  ],
  [
    "undocking before docking",
    "until: 2023-04-15T15:05Z",
    "until: 2023-03-15T15:05Z",
    /CRS-27 would undock from Harmony forward at 2023-03-15 15:05, before it docks/,
  ],
  [
    "a ship at a port that does not take it",
    "port: unity-nadir, from: 2023-08-04T12:30Z",
    "port: harmony-zenith, from: 2023-08-04T12:30Z",
    /Harmony zenith does not take a Cygnus; it takes Crew Dragon, Cargo Dragon/,
  ],
  [
    "a ship at two ports",
    "port: prichal-nadir, from: 2023-04-06T09:22Z",
    "port: prichal-nadir, from: 2023-04-05T09:22Z",
    /Soyuz MS-23 cannot dock at Prichal nadir at 2023-04-05 09:22: it is still at Poisk zenith until/,
  ],
  [
    "a liner in a ship without seats",
    "ship: crew-5, place: deck",
    "ship: progress-ms-21, place: seat",
    /liner of Frank Rubio does not fit: Progress MS-21 has no seats/,
  ],
  [
    "a second liner on a deck for one",
    "ship: ms-23, unconfirmed: true",
    "ship: crew-6, place: deck, unconfirmed: true",
    /cannot be put into Crew-6 Endeavour at 2023-02-26 00:58: the ship is not docked then/,
  ],
  [
    "a person without a liner in the ship home",
    "      - { from: 2023-02-26T00:58Z, ship: ms-23, unconfirmed: true, note: the day of the move was not found; placed at the docking }\n  rubio",
    "  rubio",
    /Dmitry Petelin cannot leave in Soyuz MS-23: their seat liner is in Soyuz MS-22; move the liner/,
  ],
  [
    "a person in two places",
    "  petelin:\n    name: Dmitry Petelin\n    agency: roscosmos\n    aboard:\n",
    "  petelin:\n    name: Dmitry Petelin\n    agency: roscosmos\n    aboard:\n      - { from: 2023-03-03T06:40Z, until: 2023-09-03T11:05Z, up: crew-6, down: crew-6, source: wiki-ms22 }\n",
    /Dmitry Petelin is in two places/,
  ],
  [
    "an unknown ship",
    "down: ms-23, source",
    "down: sm-23, source",
    /there is no ship "sm-23"; did you mean "ms-23"\?/,
  ],
  [
    "an entry nobody vouches for",
    "from: 2023-08-04T12:30Z, source: ng19-arrives",
    "from: 2023-08-04T12:30Z",
    /names neither or both of a source and unconfirmed/,
  ],
  [
    "an end that is said to come from nowhere",
    "until-source: crs27-leaves",
    "until-source: crs27-leave",
    /"crs27-leave" is neither a key of sources nor "unconfirmed".*crs27-leaves/,
  ],
  [
    "a day that no calendar has",
    "from: 2023-08-04T12:30Z",
    "from: 2023-02-30",
    /"2023-02-30" is not a time in UTC/,
  ],
];

describe("a station file", () => {
  it.each(bad)("is refused for %s, with its line and a planner's sentence", (_, from, to, sentence) => {
    expect(text.includes(from)).toBe(true);
    const outcome = readStation(text.replace(from, to), "station.yaml");
    expect(outcome.ok).toBe(false);
    const problems = outcome.ok ? [] : outcome.problems;
    expect(problems.join("\n")).toMatch(sentence);
    const line = Number(/^station\.yaml:(\d+):/.exec(problems.find((p) => sentence.test(p))!)![1]);
    expect(line).toBeGreaterThan(20);
  });
  it("is refused where a fourth liner goes into a ship of three seats", () => {
    const outcome = readStation(
      text.replace(
        "ship: ms-24, source: ms24 }",
        "ship: ms-24, source: ms24 }\n      - { from: 2023-09-20, ship: ms-23, source: ms24 }",
      ),
      "station.yaml",
    );
    expect(!outcome.ok && outcome.problems.join("\n")).toMatch(
      /Soyuz MS-23 has 3 seats and would hold 4 liners at 2023-09-20/,
    );
  });
});

describe("a branch", () => {
  it("leaves its trunk untouched and refuses what cannot be", () => {
    const before = structuredClone(station);
    const dock = {
      kind: "dock",
      ship: "ms-23",
      port: "rassvet-nadir",
      atS: at("2023-09-29T00:00Z"),
    } as const;
    expect(editStation(station, dock).ships["ms-23"]!.stays).toHaveLength(3);
    const branched = branchStation(station, [dock]);
    expect(!branched.ok && branched.problems.map((p) => p.text).join()).toMatch(
      /Soyuz MS-23 cannot dock at Rassvet nadir at 2023-09-29 00:00: Soyuz MS-24 is there/,
    );
    const fine = branchStation(station, [
      {
        kind: "set-fitness",
        ship: "crew-6",
        fitness: "unfit",
        why: "a what-if",
        atS: at("2023-04-01T00:00Z"),
      },
    ]);
    expect(
      fine.ok &&
        stateAt(fine.station, at("2023-04-02T00:00Z")).ships.find(({ id }) => id === "crew-6")!.fitness,
    ).toBe("unfit");
    expect(station).toEqual(before);
  });
});
