// Oracles: the shipped list against the facts it cites (dates, order, counts), and hand-made lists whose answer is plain.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  assessLedger,
  plotLedger,
  readCalendarTime,
  readLedger,
  renderLedger,
  shippedLedger,
} from "./index.ts";

const yaml = readFileSync(shippedLedger, "utf8");

function list(events: readonly string[], extra = ""): string {
  return `hoarfrost: ledger/1
id: test
title: Test list
observed: { from: 2000-01-01, until: 2010-01-01 }
selection: all events
systems: [{ id: pumps, title: Pumps }, { id: valves, title: Valves }]
anomalies:
${events.map((at, i) => `  - { id: e${i}, at: ${at}, system: pumps, vehicle: v, severity: 2, what: w, confidence: official, source: s }`).join("\n")}
${extra}`;
}

describe("the shipped ledger", () => {
  const result = assessLedger({ yaml });

  test("is valid and runs from the hole of 2018 to Nauka's radiator, in order", () => {
    expect(result.anomalies.length).toBe(14);
    expect(result.anomalies[0]!.id).toBe("ms-09-hole");
    expect(result.anomalies.at(-1)!.id).toBe("nauka-rtod");
    const dates = result.anomalies.map((anomaly) => anomaly.date);
    expect(dates.toSorted()).toEqual(dates);
  });
  test("has a source and a confidence on every entry", () => {
    for (const anomaly of result.anomalies) {
      expect(anomaly.source).toMatch(/https?:\/\//);
      expect(["official", "secondary"]).toContain(anomaly.confidence);
    }
  });
  test("has its three external coolant losses within 298 days, as published", () => {
    const cooling = result.systems.find((row) => row.system === "external-cooling")!;
    expect(cooling.events.map((event) => event.id)).toEqual(["ms-22-coolant", "ms-21-coolant", "nauka-rtod"]);
    const [first, , last] = cooling.events.map((event) => Date.parse(event.date));
    expect((last! - first!) / 86_400_000).toBe(298);
    expect(cooling.years).toBeCloseTo(23.16, 2);
    expect(cooling.laplace!.risingPExact! / 1.34e-4).toBeCloseTo(1, 1);
  });
  test("says of them that the crowding is real, and what the choice of window does to the odds", () => {
    const cooling = result.systems.find((row) => row.system === "external-cooling")!;
    expect(cooling.verdict).toBe("rising");
    const strict = cooling.laplaceStoppedAtLast!.risingPExact!;
    expect(strict).toBeGreaterThan(cooling.laplace!.risingPExact!);
    expect(strict).toBeLessThan(0.05);
    expect(cooling.sentence).toContain("choice of window");
    expect(cooling.sentence).toContain("3 events fix no rate");
    expect(cooling.sentence).toContain("share a cause");
  });
  test("does not find a trend where there are one or two events", () => {
    for (const row of result.systems) if (row.events.length < 3) expect(row.verdict).toBe("too few to say");
  });
  test("counts every anomaly once over its systems", () => {
    const ids = result.systems.flatMap((row) => row.events.map((event) => event.id));
    expect(ids.length).toBe(14);
    expect(new Set(ids).size).toBe(14);
    expect(result.all.events.length).toBe(14);
  });
  test("sets events against launches, docked ships and the days of a module, never a precedent among them", () => {
    const [launches, docked, nauka] = result.exposures;
    expect(launches!.counts.length / launches!.amount).toBeCloseTo(3 / 17, 12);
    expect(docked!.perUnit.rate * docked!.amount).toBeCloseTo(4, 12);
    expect(docked!.low).toBeLessThan(docked!.amount);
    const days = (Date.parse("2023-12-31") - Date.parse("2021-07-29T13:29Z")) / 86_400_000;
    expect(nauka!.amount).toBeCloseTo(days, 1);
    expect(result.precedents.map((precedent) => precedent.at)).toEqual(["1997-04", "2001-02"]);
  });
  test("can be cut to the severe ones", () => {
    const severe = assessLedger({ yaml, severityFrom: 3 });
    expect(severe.anomalies.map((anomaly) => anomaly.id)).toEqual([
      "ms-10-abort",
      "nauka-thrusters",
      "ms-22-coolant",
      "ms-21-coolant",
    ]);
  });
  test("is a plain object that survives JSON, and a text with every event and sentence in it", () => {
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
    const text = renderLedger(result);
    for (const anomaly of result.anomalies) expect(text).toContain(anomaly.what);
    expect(text).toContain("External cooling loops: 3 events in 23.2 years");
  });
});

describe("the picture of a ledger", () => {
  test("has one mark an event, in order of time on its line, and every text escaped", () => {
    const svg = plotLedger(assessLedger({ yaml: yaml.replace("Spacesuits", '"Suits <&> \\"pumps\\""') }));
    expect(svg.match(/<circle/g)!.length).toBe(14);
    expect(svg).toContain("Suits &lt;&amp;&gt; &quot;pumps&quot;");
    const centres = [...svg.matchAll(/<title>(\d{4}-\d{2})[^<]*<\/title><circle cx="([\d.]+)"/g)];
    const ordered = centres.toSorted((a, b) => Number(a[2]) - Number(b[2])).map((mark) => mark[1]!);
    expect(ordered).toEqual(ordered.toSorted());
  });
});

describe("a verdict", () => {
  const verdict = (events: readonly string[]) => assessLedger({ yaml: list(events) }).systems[0]!.verdict;
  test("is rising for events crowded at the end and falling for events crowded at the start", () => {
    expect(
      verdict(["2008-06-01", "2008-09-01", "2009-01-01", "2009-03-01", "2009-06-01", "2009-09-01"]),
    ).toBe("rising");
    expect(verdict(["2000-03-01", "2000-06-01", "2000-09-01", "2001-03-01", "2001-06-01"])).toBe("falling");
  });
  test("is none for events spread evenly", () => {
    expect(verdict(["2001-01-01", "2003-01-01", "2005-01-01", "2007-01-01", "2009-01-01"])).toBe(
      "no trend shown",
    );
  });
  test("is withheld for two late events, however late", () => {
    expect(verdict(["2009-11-01", "2009-12-01"])).toBe("too few to say");
  });
  test("is withheld when only the choice of window or system makes the crowding look rare", () => {
    const row = assessLedger({ yaml: list(["2004-07-01", "2008-12-01", "2009-12-20"]) }).systems[0]!;
    expect(row.laplace!.risingPExact!).toBeGreaterThan(0.03);
    expect(row.verdict).toBe("no trend shown");
  });
});

describe("a ledger file", () => {
  const problems = (text: string) => {
    const read = readLedger(text);
    return read.ok ? [] : read.problems;
  };
  test("is refused with every problem at once, each with its line and place", () => {
    const text = list(["2011-02-01", "2005-13-01"])
      .replace("id: e1", "id: e0")
      .replace("system: pumps", "system: pump");
    const found = problems(text).join("\n");
    expect(found).toContain('ledger:8: anomalies.0.system: "pump" is not among pumps, valves');
    expect(found).toContain('"2005-13-01" is not a date');
    expect(found).toContain("used twice");
    expect(problems(list(["2011-02-01"])).join()).toContain("outside the period");
  });
  test("is refused for an exposure that counts what is not on the list or not in its time", () => {
    const exposure = (counts: string) =>
      list(
        ["2005-01-01"],
        `exposure: [{ measure: hours, amount: 5, counts: [${counts}], from: 2006-01-01, until: 2007-01-01, confidence: c, source: s }]`,
      );
    expect(problems(exposure("e9")).join()).toContain('"e9" is no anomaly');
    expect(problems(exposure("e0")).join()).toContain("outside the period of the exposure");
  });
  test("is refused for a number with a unit of the wrong kind", () => {
    const text = list(["2005-01-01"]).replace(
      "what: w,",
      "what: w, number: { what: hole, value: 3 kg, dimension: length },",
    );
    expect(problems(text).join()).toContain('"kg" measures mass');
  });
  test("is refused when it is no ledger, naming what is missing", () => {
    expect(problems("hoarfrost: ledger/1").join()).toContain("title");
    expect(problems("{").join()).toContain("YAML");
    expect(() => assessLedger({ yaml: "hoarfrost: ledger/1", fileName: "mine.yaml" })).toThrow(
      "mine.yaml:1: title",
    );
  });
  test("may give a day, a month or a minute, and says which", () => {
    expect(readCalendarTime("2022-12-15T00:45Z")).toEqual({
      timeS: Date.UTC(2022, 11, 15, 0, 45) / 1000,
      precision: "minute",
    });
    expect(readCalendarTime("2019-09")!.precision).toBe("month");
    expect(readCalendarTime("2019-09")!.timeS).toBe(Date.UTC(2019, 8, 16) / 1000);
    expect(readCalendarTime("2019-02-30")).toBeUndefined();
    expect(readCalendarTime("soon")).toBeUndefined();
  });
});
