import { describe, expect, it } from "vitest";
import type { Finding } from "../finding.ts";
import { gaugedFrames, gaugedLoop, type Happening } from "../testing/gauged-loop.case.ts";
import { watchFrames } from "../testing/loop-fixture.case.ts";

// Oracle: what was put into made-up telemetry of a loop with a level and a pressure. Delays are compared with the same leak seen by
// both gauges: theory allows twice of it for one gauge of two equal ones.

const HOUR_S = 3600;
const since = (timeS: number, startS: number) => Math.max(0, timeS - startS);
const ONSET_S = 2 * HOUR_S;

function watch(happening: Happening): Finding[] {
  return watchFrames(gaugedLoop, gaugedFrames(gaugedLoop, happening)).steps.flatMap(
    ({ findings }) => findings,
  );
}

const confirmedS = (findings: Finding[]) =>
  findings.find((finding) => finding.type === "leak" && finding.phase === "confirmed")?.timeS ?? Number.NaN;

describe("one gauge of two", () => {
  it.each([
    ["LEVEL", "level", 1, 0.03],
    ["PRESSURE", "pressure", 2, 0.003],
    ["PRESSURE", "pressure", 2, 0.01],
    ["PRESSURE", "pressure", 2, 0.1],
  ] as const)("that falls alone is named, and no leak is confirmed: %s", (channel, gauge, seed, rate) => {
    const findings = watch({ seed, untilS: 5 * HOUR_S, [gauge]: (t: number) => -rate * since(t, ONSET_S) });
    expect(confirmedS(findings)).toBeNaN();
    const fault = findings.find((finding) => finding.type === "fault" && finding.kind === "sensor drift");
    expect(fault).toMatchObject({ channel });
  });

  it("that has been left out does not hide a leak that the other sees", () => {
    const findings = watch({
      seed: 3,
      untilS: 8 * HOUR_S,
      level: (t) => 0.02 * since(t, ONSET_S),
      lost: (t) => 0.01 * since(t, ONSET_S + HOUR_S),
    });
    expect(confirmedS(findings)).toBeGreaterThan(ONSET_S + HOUR_S);
  });

  it.each([
    ["level", 4],
    ["pressure", 5],
  ] as const)(
    "may be lost: the leak is found within twice the time, and nothing before it: no %s",
    (gauge, seed) => {
      const lost = (t: number) => 0.01 * since(t, ONSET_S);
      const both = confirmedS(watch({ seed, untilS: 5 * HOUR_S, lost }));
      const gone = (t: number) => (t > ONSET_S - 600 ? Number.NaN : 0);
      const one = confirmedS(watch({ seed, untilS: 5 * HOUR_S, lost, [gauge]: gone }));
      expect(both).toBeGreaterThan(ONSET_S);
      expect(one).toBeGreaterThan(ONSET_S);
      expect(one - ONSET_S).toBeLessThan(2 * (both - ONSET_S));
    },
  );
});
