// Oracles for the verdicts: what the dossier itself concludes of these statements from other calculations (sections 1.4, 1.5, 7.2).
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { describe, expect, it } from "vitest";
import { assessCause } from "../cause/index.ts";
import { assessClaims } from "../claims/index.ts";
import { listCases, listIncidents, openCase, openIncident, readIncident } from "./index.ts";

const open = (part: string) => openIncident(listIncidents().find((path) => path.includes(part))!);
const verdicts = (part: string, atS?: number) =>
  new Map(
    assessClaims(open(part).claims, { members: 1500, ...(atS !== undefined && { atS }) }).claims.map(
      (found) => [found.id, found],
    ),
  );

describe("the incident library", () => {
  it("holds the six incidents, each readable, with a source for every claim and every weighed item", () => {
    const ids = listIncidents().map((path) => basename(path, ".yaml"));
    for (const part of ["soyuz-ms-22", "progress-ms-21", "nauka-rtod", "p1-loop-b", "p6-2b", "false-alarm"])
      expect(ids.filter((id) => id.includes(part))).toHaveLength(1);
    for (const path of listIncidents()) {
      const { incident } = openIncident(path);
      expect(incident.id).toBe(basename(path, ".yaml"));
      expect(incident.claims!.length).toBeGreaterThan(0);
      for (const { source } of incident.claims!) expect(incident.sources[source]?.url).toMatch(/^https?:/);
      for (const item of incident.evidence!)
        if (item.kind !== "record" && item.kind !== "seats")
          expect(incident.sources[item.source!]).toBeDefined();
    }
  });

  it("replays only what has a reconstruction, and says of the rest what can be done with it", () => {
    const records = listIncidents().filter((path) => !listCases().includes(path));
    expect(records).toHaveLength(3);
    for (const path of records)
      expect(() => openCase(path)).toThrow(
        /holds \d+ facts of the record, \d+ public statements .* no telemetry: .*"hoarfrost check .*"hoarfrost cause /,
      );
  });

  it("gives every statement a verdict and a sentence, and every incident its odds", () => {
    for (const path of listIncidents()) {
      const { claims, cause } = openIncident(path);
      for (const found of assessClaims(claims, { members: 300 }).claims) {
        expect(found.sentence.length).toBeGreaterThan(20);
        expect(found.history.length).toBeGreaterThan(0);
      }
      const { hypotheses } = assessCause(cause, { draws: 200 });
      expect(hypotheses.reduce((sum, { posterior }) => sum + posterior, 0)).toBeCloseTo(1, 9);
    }
  });
});

describe("of what was said of Soyuz MS-22", () => {
  const found = verdicts("soyuz-ms-22");
  const verdict = (id: string) => found.get(id)!.verdict;

  it("0.8 mm, the majority by 18:30, and hours of spray agree with each other", () => {
    for (const id of ["hole-0-8-mm", "majority-gone", "more-than-three-hours"])
      expect(verdict(id)).toBe("supported");
  });

  it("minutes instead of hours, and more than 50 degrees inside, are contradicted", () => {
    for (const id of ["minutes-not-hours", "fifty-degrees", "fifty-five-degrees", "fifty-on-return"])
      expect(verdict(id)).toBe("contradicted");
  });

  it("40 degrees after 6 h with three aboard is supported", () => {
    expect(verdict("forty-in-six-hours")).toBe("supported");
  });

  it("44 L at 3 atm and 7 km/s for a meteoroid are in tension with the rest", () => {
    for (const id of ["volume-and-pressure", "seven-km-per-second"]) expect(verdict(id)).toBe("in tension");
  });

  it("whether it was a meteoroid or a Geminid, public data do not decide", () => {
    for (const id of ["meteoroid", "not-geminid", "better-than-worst"])
      expect(verdict(id)).toBe("not decidable");
  });

  it("whether 50 degrees were wrong was open to doubt only until the crew had spoken", () => {
    const { history } = found.get("returns-empty")!;
    expect(history[0]!.verdict).toBe("not decidable");
    expect(history.at(-1)).toMatchObject({
      verdict: "supported",
      fromS: Date.UTC(2023, 2, 28, 11, 46) / 1000,
    });
  });

  it("nothing that was said later is listed or used before", () => {
    const early = verdicts("soyuz-ms-22", Date.UTC(2022, 11, 16, 12) / 1000);
    expect([...early.keys()]).not.toContain("hole-0-8-mm");
    expect(early.get("majority-gone")).toBeDefined();
  });
});

describe("of what was said of Progress MS-21", () => {
  it("an empty loop is supported, a cause not decidable, and a launch date is settled by the launch", () => {
    const found = verdicts("progress-ms-21");
    expect(found.get("entire-coolant")!.verdict).toBe("supported");
    expect(found.get("external-impact")!.verdict).toBe("not decidable");
    expect(found.get("ms-23-in-march")!.verdict).toBe("contradicted");
    expect(found.get("ms-23-in-march")!.history[0]!.verdict).toBe("not decidable");
  });
});

describe("of two ships that leaked", () => {
  it.each(["soyuz-ms-22", "progress-ms-21"])("each changes the odds of the other: %s", (part) => {
    const { sister, pair } = assessCause(open(part).cause, { draws: 1500 });
    expect(Math.abs(sister!.after - sister!.before)).toBeGreaterThan(0.01);
    expect(pair!.rows.length).toBeGreaterThan(3);
  });

  it("the second leak was no evidence before it happened", () => {
    const { cause } = open("soyuz-ms-22");
    const { sister } = assessCause(cause, { draws: 200, atS: Date.UTC(2023, 0, 15) / 1000 });
    expect(sister).toBeNull();
  });
});

describe("evidence and claims of a file", () => {
  const TEXT = readFileSync(listCases().find((path) => path.includes("ms-21"))!, "utf8");
  const problemsAfter = (from: string, to: string) => {
    expect(TEXT).toContain(from);
    const outcome = readIncident(TEXT.replace(from, to), "case.yaml");
    return outcome.ok ? "" : outcome.problems.join("\n");
  };

  it.each([
    ["finding: nothing-seen", "finding: nothing", /evidence\.\d+\.with: with\.finding/],
    ["kind: hole-size", "kind: hole-width", /"hole-width" is not known; write one of hole-size/],
    ["with: { diameter: 12 mm }", "with: { diameter: 12 kg }", /with: with\.diameter: "kg" measures mass/],
    ["near: 12 mm", "near: 12 kg", /claims\.\d+\.asserts: near: "kg" measures mass/],
    ["against: [hatch-closed]", "against: [hatch-shut]", /"hatch-shut" is not the id of a claim/],
    ["    incident: 2022-12-15-soyuz-ms-22\n", "", /evidence\.\d+\.incident: is missing/],
  ])("are refused with place and way out: %s", (from, to, message) => {
    expect(problemsAfter(from, to)).toMatch(message);
  });
});
