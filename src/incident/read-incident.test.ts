import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readInstant } from "./instant.ts";
import { listCases } from "./open-case.ts";
import { readIncident } from "./read-incident.ts";

const path = listCases().find((name) => name.includes("ms-21"))!;
const TEXT = readFileSync(path, "utf8");

function problemsAfter(from: string, to: string): string {
  expect(TEXT).toContain(from);
  const outcome = readIncident(TEXT.replace(from, to), "case.yaml");
  return outcome.ok ? "" : outcome.problems.join("\n");
}

describe("reading an incident file", () => {
  it("reads every case of the library without a problem", () => {
    expect(listCases().length).toBeGreaterThanOrEqual(2);
    for (const file of listCases())
      expect(readIncident(readFileSync(file, "utf8"), file)).toMatchObject({ ok: true });
  });

  it("gives each fact of the record a source and a confidence", () => {
    const outcome = readIncident(TEXT, path);
    if (!outcome.ok) throw new Error(outcome.problems.join("\n"));
    for (const { source, confidence } of outcome.incident.known) {
      expect(outcome.incident.sources[source]).toBeDefined();
      expect(["official", "secondary", "rumour"]).toContain(confidence);
    }
  });

  it("gives each uncertain number of the reconstruction a range that is not a point", () => {
    for (const file of listCases()) {
      const outcome = readIncident(readFileSync(file, "utf8"), file);
      if (!outcome.ok) throw new Error(outcome.problems.join("\n"));
      const { reconstruction } = outcome.incident;
      if (reconstruction === undefined) continue;
      const { leak, ships } = reconstruction;
      const numbers = [
        leak.diameter,
        leak["discharge-coefficient"],
        ...Object.values(ships).flatMap((s) => [s.temperature, s["orbit-swing"]]),
      ];
      for (const { low, high } of numbers) expect(high).toBeGreaterThan(low);
      expect(leak.onset.range[1]).toBeGreaterThan(leak.onset.range[0]);
    }
  });

  it.each([
    [
      "a source that is not listed",
      "source: rferl-2023",
      "source: rferl",
      /known.\d+.source: "rferl" is not a key of sources; did you mean "rferl-2023"\?/,
    ],
    [
      "a time that is none",
      "at: 2023-02-19T03:15Z",
      "at: 2023-02-31T03:15Z",
      /"2023-02-31T03:15Z" is not a time in UTC/,
    ],
    [
      "an onset outside its range",
      "value: 2023-02-11T09:33:40Z",
      "value: 2023-02-11T09:43:40Z",
      /onset.range: 2023-02-11T09:40Z lies before 2023-02-11T09:43:40Z/,
    ],
    [
      "a leak before the beginning",
      "from: 2023-02-11T04:00:00Z",
      "from: 2023-02-11T09:34:00Z",
      /leak.onset: 2023-02-11T09:33:40Z lies before/,
    ],
    [
      "a leak in a ship that is not the subject",
      "ship: ms21\n",
      "ship: ms22\n",
      /leak.ship: "ms22" is not the subject's short name, "ms21"/,
    ],
    ["a ship without a state", "    ms22:\n", "    ms-22:\n", /ships: has no entry for "ms22"/],
    ["a state without a ship", "    ms22:\n", "    ms-22:\n", /"ms-22" is not the short name of a ship/],
    ["two ships of one short name", "short: ms22", "short: ms21", /"ms21" already names another ship/],
    [
      "a range that misses its value",
      "range: [0.7 mm, 12 mm]",
      "range: [7 mm, 12 mm]",
      /"1.0 mm" lies outside its range/,
    ],
    [
      "a hole with the wrong unit",
      "value: 1.0 mm",
      "value: 1.0 kPa",
      /leak.diameter: "kPa" measures pressure/,
    ],
    [
      "a claim twice",
      "id: hole-12-mm",
      "id: external-impact",
      /claims\.\d+\.id: "external-impact" stands twice/,
    ],
    [
      "a confidence that is none",
      "source: nsf-55095, confidence: secondary",
      "source: nsf-55095, confidence: secondry",
      /"secondry" is not known here; did you mean "secondary"\?/,
    ],
    ["a seed that is not whole", "seed: 21", "seed: 2.5", /seed: 2.5/],
  ])("explains %s", (_, from, to, message) => {
    const problems = problemsAfter(from, to);
    expect(problems).toMatch(message);
    for (const line of problems.split("\n")) expect(line).toMatch(/^case\.yaml:\d+: \S/);
  });

  it("never escapes as an exception, whatever was cut out or put in", () => {
    fc.assert(
      fc.property(fc.nat(TEXT.length - 1), fc.nat(80), fc.string({ maxLength: 4 }), (start, cut, insert) => {
        const outcome = readIncident(TEXT.slice(0, start) + insert + TEXT.slice(start + cut), "case.yaml");
        if (!outcome.ok) expect(outcome.problems.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe("a time in a file", () => {
  it.each([
    ["2023-02-11T09:33:40Z", "second", 1_676_108_020],
    ["2023-02-11T09:40Z", "minute", 1_676_108_400],
    ["2023-02-11", "day", 1_676_073_600],
    ["2023-02", "month", 1_675_209_600],
  ])("%s is known to the %s", (text, precision, timeS) => {
    expect(readInstant(text)).toEqual({ text, precision, timeS });
  });

  it.each([
    "2023-02-30",
    "2023-13",
    "2023-02-11 09:40",
    "2023-02-11T09:40",
    "2023-02-11T25:00Z",
    "",
    "today",
  ])("%s is none", (text) => {
    expect(readInstant(text)).toBeUndefined();
  });
});
