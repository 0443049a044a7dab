import { describe, expect, test } from "vitest";
import { loopStateSchema } from "../watch/finding.ts";
import { conditionsOf } from "./condition.ts";
import { ConditionFilter, sameFaultS } from "./condition-filter.ts";
import { blind, fault, leak, places, state } from "./findings.case.ts";

const place = places[0]!;
const said = (finding: Parameters<typeof conditionsOf>[0]) =>
  conditionsOf(finding, place).map(({ cause, event }) =>
    event.kind === "raise" ? `${cause} ${event.priority}` : `${cause} ${event.kind}`,
  );

describe("what a finding means for the alarms", () => {
  test("a suspected leak is a caution, a confirmed one a warning", () => {
    expect(said(leak("a", 0, "suspected"))).toEqual(["leak caution", "leak restate"]);
    expect(said(leak("a", 0, "confirmed"))).toEqual(["leak warning", "leak restate"]);
  });

  test("a leak is cleared when it ended and when the loop is found normal", () => {
    expect(said(leak("a", 0, "ended"))).toEqual(["leak clear"]);
    expect(said(state("a", 0, "normal", "leaking"))).toEqual(["leak clear"]);
  });

  test("neither blindness, nor learning, nor any other state clears a leak", () => {
    const findings = [blind("a", 0, true), blind("a", 0, false), fault("a", 0, "p1")];
    for (const from of loopStateSchema.options) {
      for (const to of loopStateSchema.options) if (to !== "normal") findings.push(state("a", 0, to, from));
    }
    for (const finding of findings) expect(said(finding)).not.toContain("leak clear");
  });

  test("blindness is an advisory, and ends when the watch can judge again", () => {
    expect(said(blind("a", 0, true))).toEqual(["blind advisory"]);
    expect(said(blind("a", 0, false))).toEqual(["blind clear"]);
    expect(said(state("a", 0, "leaking", "blind"))).toEqual(["blind clear"]);
  });
});

describe("the sentence of an alarm", () => {
  const sentence = (finding: Parameters<typeof conditionsOf>[0]) => {
    const [condition] = conditionsOf(finding, { id: "a", name: "External loop", carrier: "Progress MS-21" });
    return condition?.event.kind === "raise" ? condition.event.message : "";
  };
  const timeS = Date.UTC(2023, 1, 11, 9, 40) / 1000;

  test("says what, where, since, and what it is not", () => {
    expect(sentence(leak("a", timeS, "confirmed", { "sensor drift": 2312, manoeuvre: 1e5 }))).toBe(
      "Coolant leak confirmed: External loop of Progress MS-21, since about 2023-02-11 09:30 UTC (09:28 to 09:32); not sensor drift (2,300 : 1 against).",
    );
  });

  test("names the explanation that is not excluded", () => {
    expect(sentence(leak("a", timeS, "suspected", { "sensor drift": 4 }))).toMatch(
      /not confirmed yet; sensor drift not excluded \(4 : 1\)\.$/,
    );
    expect(sentence(leak("a", timeS, "confirmed"))).toMatch(/other explanations have not been weighed\.$/);
  });

  test("does not set a leak against what no channel can tell from it", () => {
    const undecided = ["refill or transfer"];
    const odds = { "refill or transfer": 1, "sensor drift": 2312 };
    expect(
      sentence({ ...leak("a", timeS, "confirmed", odds), undecided } as Parameters<typeof conditionsOf>[0]),
    ).toMatch(/not sensor drift \(2,300 : 1 against\)\.$/);
  });

  test("says since when a leak has grown", () => {
    const change = { kind: "grew", sinceS: timeS - 120, oddsAgainstError: 100 } as const;
    expect(
      sentence({ ...leak("a", timeS, "confirmed"), change } as Parameters<typeof conditionsOf>[0]),
    ).toMatch(/^Coolant leak has grown: .*since about 2023-02-11 09:38 UTC/);
  });

  test("never takes silence for good news", () => {
    expect(sentence(blind("a", timeS, true))).toMatch(/not a sign that the loop is tight\.$/);
  });
});

describe("what is said again", () => {
  const admitted = (findings: Parameters<typeof conditionsOf>[0][]) => {
    const filter = new ConditionFilter();
    return findings.map(
      (finding) => conditionsOf(finding, place).filter((each) => filter.admits(each)).length,
    );
  };

  test("an estimate repeated at every frame is one raise", () => {
    const phases = [
      "suspected",
      "suspected",
      "confirmed",
      "confirmed",
      "suspected",
      "ended",
      "ended",
      "suspected",
    ];
    const findings = phases.map((phase, index) => leak("a", index, phase as "suspected"));
    expect(admitted(findings)).toEqual([1, 0, 1, 0, 0, 1, 0, 1]);
  });

  test("what has become known of the other explanations is told once, and asks nothing again", () => {
    const drift = (timeS: number, odds: number) => leak("a", timeS, "confirmed", { "sensor drift": odds });
    expect(admitted([drift(0, 4), drift(10, 7), drift(20, 300), drift(30, 1e9), drift(40, 3)])).toEqual([
      1, 0, 1, 0, 1,
    ]);
  });

  test("a leak that has grown is raised again, though it was confirmed before", () => {
    const grew = (timeS: number) => ({
      ...leak("a", timeS, "confirmed"),
      change: { kind: "grew" as const, sinceS: timeS - 60, oddsAgainstError: 100 },
    });
    expect(admitted([leak("a", 0, "confirmed"), leak("a", 60, "confirmed"), grew(120), grew(900)])).toEqual([
      1, 0, 1, 1,
    ]);
  });

  test("a fault told again within the hour is the same, of another channel another", () => {
    const findings = [
      fault("a", 0, "p1"),
      fault("a", 10, "p1"),
      fault("a", 10, "p2"),
      fault("a", sameFaultS, "p1"),
    ];
    expect(admitted(findings)).toEqual([2, 0, 2, 2]);
  });
});
