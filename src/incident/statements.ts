import {
  EVIDENCE_KINDS,
  type Exposure,
  particleClimate,
  STANDARD_HYPOTHESES,
  weighEvidence,
} from "../cause/index.ts";
import { readAssertion } from "../claims/index.ts";
import { group, type Problem } from "../vehicle/index.ts";
import { readInstant } from "./instant.ts";

/** Where evidence is weighed if a file gives no exposure of its own: the station's orbit in 2022, half a square metre, a season. */
export const DEFAULT_EXPOSURE: Exposure = {
  areaM2: { low: 0.2, high: 2 },
  particleM: { low: 3e-4, high: 8e-4 },
  days: 90,
  altitudeM: 420_000,
  inclinationDeg: 51.64,
  year: 2022.96,
  solarFlux107: 110,
};

export const readTime = (text: string): number | undefined => readInstant(text)?.timeS;

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

let climate: ReturnType<typeof particleClimate> | undefined;

/** Problems of what claims assert and of what evidence needs to be weighed. */
export function checkStatements(file: Record<string, unknown>): Problem[] {
  const problems: Problem[] = [];
  const claims = list(file.claims).map(group);
  const ids = claims.map(({ id }) => id);
  claims.forEach((claim, i) => {
    const read = readAssertion(group(claim.asserts), readTime);
    if (!read.ok) for (const text of read.problems) problems.push({ path: ["claims", i, "asserts"], text });
    for (const other of list(claim.against))
      if (!ids.includes(other))
        problems.push({
          path: ["claims", i, "against"],
          text: `"${other}" is not the id of a claim of this file`,
        });
  });
  list(file.hypotheses).forEach((own, i) => {
    const { counted, "per-vehicle-year": plain } = group(own);
    if ((counted === undefined) === (plain === undefined))
      problems.push({
        path: ["hypotheses", i],
        text: "give its rate either as per-vehicle-year: [low, high] or as counted: { events, vehicle-years }",
      });
  });
  const named = [
    ...STANDARD_HYPOTHESES.map(({ id }) => id),
    ...list(file.hypotheses).map((hypothesis) => String(group(hypothesis).id)),
  ];
  list(file.evidence)
    .map(group)
    .forEach((item, i) => {
      const say = (key: string, text: string) => problems.push({ path: ["evidence", i, key], text });
      const kind = String(item.kind);
      if (kind === "record") {
        const read = readAssertion(group(item.states), readTime);
        if (!read.ok) for (const text of read.problems) say("states", text);
      } else if (kind === "seats") {
        if (typeof group(item.with).at !== "string" || readTime(String(group(item.with).at)) === undefined)
          say("with", "lacks a time; write with: { at: 2023-02-11T10:00Z }");
        if (typeof group(item.states).proposition !== "string")
          say("states", "lacks a proposition; write states: { proposition: no-immediate-threat }");
      } else if (kind === "own") {
        if (item.likelihoods === undefined)
          say("likelihoods", "is missing; kind own gives a likelihood for each hypothesis");
        if (item.why === undefined) say("why", "is missing; likelihoods of your own need a reason");
        for (const id of Object.keys(group(item.likelihoods)))
          if (!named.includes(id))
            say("likelihoods", `"${id}" is not a hypothesis; there are ${named.join(", ")}`);
      } else if (kind === "same-failure") {
        if (item.incident === undefined)
          say("incident", "is missing; name the incident file of the other ship");
      } else if (EVIDENCE_KINDS.includes(kind)) {
        climate ??= particleClimate(DEFAULT_EXPOSURE);
        const context = { hypotheses: named, climate, particleM: 5e-4, days: DEFAULT_EXPOSURE.days };
        const weighed = weighEvidence(kind, item.with, context);
        if (!weighed.ok) for (const text of weighed.problems) say("with", text);
      } else
        say(
          "kind",
          `"${kind}" is not known; write one of ${[...EVIDENCE_KINDS, "own", "same-failure", "record", "seats"].join(", ")}`,
        );
    });
  return problems;
}
