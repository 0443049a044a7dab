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

  it.each([
    ["level", 0.02],
    ["level", -0.02],
    ["pressure", 0.02],
    ["pressure", -0.02],
  ] as const)(
    "that has been left out does not hide a leak that the other sees: %s at %d g/s",
    (gauge, drift) => {
      const lost = (t: number) => 0.01 * since(t, ONSET_S + HOUR_S);
      const untilS = 4.5 * HOUR_S;
      const drifts = (t: number) => drift * since(t, ONSET_S);
      const gone = (t: number) => (t > ONSET_S ? Number.NaN : 0);
      const delay = confirmedS(watch({ seed: 3, untilS, lost, [gauge]: drifts })) - ONSET_S - HOUR_S;
      const without = confirmedS(watch({ seed: 3, untilS, lost, [gauge]: gone })) - ONSET_S - HOUR_S;
      expect(delay).toBeGreaterThan(0);
      expect(delay).toBeLessThan(2 * without);
    },
  );

  it.each([
    [6, 0.03],
    [7, 0.06],
  ])("that has been left out is still heard when the other fails too: seed %i, %d g/s", (seed, rate) => {
    const findings = watch({
      seed,
      untilS: 7 * HOUR_S,
      pressure: (t) => 0.003 * since(t, ONSET_S),
      level: (t) => -rate * since(t, ONSET_S + 2 * HOUR_S),
    });
    const fault = findings.find((finding) => finding.type === "fault" && finding.kind === "sensor drift");
    expect(fault).toMatchObject({ channel: "PRESSURE" });
    expect(confirmedS(findings)).toBeNaN();
  });

  it("is not told again, once it is believed again, for what it did before", () => {
    const findings = watch({
      seed: 9,
      untilS: 12 * HOUR_S,
      pressure: (t) => 0.02 * Math.min(since(t, ONSET_S), HOUR_S),
    });
    const told = findings.filter((finding) => finding.type === "fault" && finding.kind === "sensor drift");
    expect(told).toHaveLength(1);
    expect(confirmedS(findings)).toBeNaN();
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
