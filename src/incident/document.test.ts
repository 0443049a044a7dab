import { describe, expect, it } from "vitest";
import type { Finding, TracePoint, WatchOutput } from "../watch/index.ts";
import { planWatch } from "../watch/index.ts";
import { quantityLoop } from "../watch/testing/loop-fixture.case.ts";
import { type AboutRun, buildIncidentDocument } from "./document.ts";
import { incidentDocumentSchema } from "./document-schema.ts";

const loops = [quantityLoop, { ...quantityLoop, id: "other", name: "Other loop" }];
const about: AboutRun = {
  id: "run",
  title: "A run",
  syntheticNote: null,
  sourceName: "run.csv",
  samples: 12,
  problems: 0,
  version: "1.2.3",
};
const START_S = 1_700_000_000;
const iso = (timeS: number) => new Date(timeS * 1000).toISOString();

function output(timeS: number, state: TracePoint["state"], findings: object[], loopIndex = 0): WatchOutput {
  const point = { endS: START_S + timeS, state, measured: state === "blind" ? Number.NaN : 60 } as TracePoint;
  const said = findings.map((finding) => ({
    schema: "hoarfrost/finding/1",
    loop: loops[loopIndex]!.id,
    time: iso(START_S + timeS),
    timeS: START_S + timeS,
    ...finding,
  }));
  return { loopIndex, point, findings: said as Finding[] };
}

const leak = (phase: "suspected" | "confirmed", median: number) => ({
  type: "leak",
  phase,
  statisticNat: 20,
  thresholdNat: 15,
  onset: { medianS: START_S + 50, p05S: START_S + 40, p95S: START_S + 60 },
  rateFractionPerDay: { median, p05: 0.9 * median, p95: 1.1 * median },
  rateKgPerS: null,
  holeDiameterM: null,
  inventoryKg: null,
  timeToEmptyS: null,
  unavailable: { rateKgPerS: "not public" },
  place: [],
  odds: {},
});
const state = (from: string, to: string) => ({ type: "state", from, state: to, reason: "because" });
const blind = (is: boolean) => ({ type: "blind", blind: is, reason: "silence" });

const run = [
  output(10, "learning", []),
  output(20, "normal", [state("learning", "normal")]),
  output(60, "suspected", [state("normal", "suspected"), leak("suspected", 0.2)]),
  output(70, "leaking", [state("suspected", "leaking"), leak("confirmed", 0.3)]),
  output(80, "leaking", [leak("confirmed", 0.25)]),
  output(15, "blind", [], 1),
];

describe("an incident document", () => {
  const document = buildIncidentDocument(loops, run, about);

  it("keeps to its schema and says which thresholds and which promise stand behind it", () => {
    expect(incidentDocumentSchema.parse(JSON.parse(JSON.stringify(document)))).toEqual(document);
    const { suspectNat, confirmNat } = planWatch(quantityLoop);
    expect(document.loops[0]!.thresholds).toEqual({
      suspectNat,
      confirmNat,
      meanTimeBetweenFalseAlarmsS: quantityLoop.meanTimeBetweenFalseAlarmsS,
    });
  });

  it("gives the leak as last known, with the instants at which it was first suspected and confirmed", () => {
    expect(document.loops[0]).toMatchObject({
      finalState: "leaking",
      leak: {
        phase: "confirmed",
        suspectedAt: iso(START_S + 60),
        confirmedAt: iso(START_S + 70),
        asOf: iso(START_S + 80),
        onset: { median: iso(START_S + 50), p05: iso(START_S + 40), p95: iso(START_S + 60) },
        rateFractionPerDay: { median: 0.25 },
        unavailable: { rateKgPerS: "not public" },
      },
    });
  });

  it("tells a change once, and not each update of a leak that is known", () => {
    expect(document.timeline.map((entry) => [entry.kind, entry.time])).toEqual([
      ["state", iso(START_S + 20)],
      ["state", iso(START_S + 60)],
      ["leak", iso(START_S + 60)],
      ["state", iso(START_S + 70)],
      ["leak", iso(START_S + 70)],
    ]);
  });

  it("spans what was really seen, and claims nothing of a loop without data", () => {
    expect(document.source.span).toEqual({ from: iso(START_S + 10), until: iso(START_S + 80) });
    expect(document.loops[1]).toMatchObject({ watched: null, finalState: null, leak: null });
  });

  it("forgets a suspicion that was dropped, but not that there was one", () => {
    const dropped = buildIncidentDocument(
      loops,
      [...run.slice(0, 3), output(70, "normal", [state("suspected", "normal")])],
      about,
    );
    expect(dropped.loops[0]).toMatchObject({ finalState: "normal", leak: null });
    expect(dropped.timeline.some(({ kind }) => kind === "leak")).toBe(true);
  });

  it("gives blind spans their end, also where the loop is then learned anew, and leaves an open one open", () => {
    const spans = buildIncidentDocument(
      loops,
      [
        output(10, "normal", []),
        output(20, "blind", [blind(true), state("normal", "blind")]),
        output(30, "normal", [blind(false), state("blind", "normal")]),
        output(40, "blind", [blind(true), state("normal", "blind")]),
        output(50, "learning", [state("blind", "learning")]),
        output(60, "blind", [blind(true), state("learning", "blind")]),
      ],
      about,
    ).timeline.flatMap((entry) => (entry.kind === "blind" ? [entry.until] : []));
    expect(spans).toEqual([iso(START_S + 30), iso(START_S + 50), null]);
  });

  it("says that telemetry was made, and from what, where it was", () => {
    const made = buildIncidentDocument(loops, run, { ...about, syntheticNote: "made from a model" });
    expect(made).toMatchObject({ synthetic: true, syntheticNote: "made from a model" });
    expect(document).toMatchObject({ synthetic: false, syntheticNote: null });
  });
});
