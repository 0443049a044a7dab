import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Finding } from "../watch/finding.ts";
import { watchSource } from "../watch/index.ts";
import { incidentLibrary, listCases, openCase } from "./open-case.ts";

// Oracle: the record. Four values off scale in one sample of one computer, two loops shut down for it, and no leak.

const file = join(incidentLibrary, "2015-01-14-iss-false-alarm.yaml");
const alarmS = Date.parse("2015-01-14T09:58:00Z") / 1000;

async function watch(seed?: number) {
  const opened = openCase(file, seed === undefined ? {} : { seed });
  const findings: Finding[] = [];
  for await (const output of watchSource(opened.source, opened.loops)) findings.push(...output.findings);
  return { opened, findings };
}

describe("the alarm of 14 January 2015", () => {
  it("is among the cases that can be replayed, and says that its telemetry is made up", () => {
    expect(listCases()).toContain(file);
    const opened = openCase(file);
    expect(opened.synthetic).toBe(true);
    expect(opened.note).toMatch(/^Synthetic/);
    expect(opened.fromS + Math.max(...opened.loops.map(({ learningS }) => learningS))).toBeLessThan(alarmS);
    expect(opened.events.some(({ timeS, kind }) => timeS === alarmS && kind === "record")).toBe(true);
  });

  it("is named a fault of the Node 2 computer within a frame, with odds, and confirms no leak in any loop", async () => {
    for (const seed of [2015, 1, 2]) {
      const { findings } = await watch(seed);
      const faults = findings.filter((f) => f.type === "fault" && f.timeS <= alarmS + 60);
      expect(faults.map((f) => f.type === "fault" && [f.loop, f.kind, f.hub, f.timeS])).toEqual([
        ["NODE2-LTL", "multiplexer or computer", "Node 2 computer", alarmS + 10],
        ["NODE2-CABIN", "multiplexer or computer", "Node 2 computer", alarmS + 10],
      ]);
      for (const fault of faults)
        expect(fault.type === "fault" && fault.problem).toMatch(/ : 1 against a leak/);
      expect(findings.filter((f) => f.type === "leak" && f.phase === "confirmed")).toEqual([]);
    }
  });

  it("takes the shutdown that followed for what it was: a pump that stopped", async () => {
    const { findings } = await watch();
    const later = findings.flatMap((f) =>
      f.type === "fault" && f.loop === "ETCS-B" && f.timeS > alarmS ? [f.kind] : [],
    );
    expect(later).toContain("pump, valve or set point");
    expect(later).not.toContain("multiplexer or computer");
  });
});
