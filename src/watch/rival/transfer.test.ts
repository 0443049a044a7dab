import { describe, expect, it } from "vitest";
import type { Finding } from "../finding.ts";
import { watchFrames } from "../testing/loop-fixture.case.ts";
import { operatedLoop, type Scenario, scenarioFrames } from "../testing/scenario.case.ts";

// Oracle: what was put into made-up streams, in kilopascals of 2,000. A transfer is coolant that leaves while the valve's flag is set.

const HOUR_S = 3600;
const OPENS_S = 5 * HOUR_S;
const watch = (scenario: Scenario): Finding[] =>
  watchFrames(operatedLoop, scenarioFrames(scenario, operatedLoop)).steps.flatMap(({ findings }) => findings);
const transfer = (by: number, forS: number, atS = OPENS_S) => ({
  valve: (t: number) => (t >= atS && t < atS + forS ? 1 : 0),
  lost: (t: number) => by * Math.min(1, Math.max(0, t - atS) / forS),
});
const ramp = (perHour: number, fromS: number) => (t: number) => (perHour * Math.max(0, t - fromS)) / HOUR_S;
const confirmedS = (findings: readonly Finding[]) =>
  findings.find((each) => each.type === "leak" && each.phase === "confirmed")?.timeS;

describe("coolant that leaves through a valve that is reported open", () => {
  it.each([
    [100, 120],
    [300, 600],
    [100, 1800],
    [300, 3600],
  ])("%i kPa within %i s is no leak, and is told as a transfer when the valve has closed", (by, forS) => {
    for (const seed of [1, 2, 3]) {
      const { valve, lost } = transfer(by, forS);
      const said = watch({ seed, hours: 8, valve, pressure: (t) => -lost(t) });
      expect(said.filter(({ type }) => type === "leak")).toEqual([]);
      const told = said.filter((each) => each.type === "fault" && each.kind === "refill or transfer");
      expect(told.length).toBeGreaterThan(0);
      expect(told[0]!.timeS).toBeLessThan(OPENS_S + forS + 180);
    }
  });

  it("is no growth of a leak that is known, and no end of it", () => {
    for (const seed of [1, 2, 3]) {
      const { valve, lost } = transfer(150, 900, OPENS_S + 2 * HOUR_S);
      const leak = ramp(40, OPENS_S);
      const said = watch({ seed, hours: 9, valve, pressure: (t) => -leak(t) - lost(t) });
      expect(confirmedS(said)).toBeLessThan(OPENS_S + HOUR_S);
      expect(said.some((each) => each.type === "leak" && each.change !== undefined)).toBe(false);
    }
  });
});

describe("a leak beside a transfer", () => {
  it("that opens while the valve is open is found within twenty minutes of when a leak that opened as it closed would be", () => {
    for (const seed of [11, 12, 13]) {
      const { valve, lost } = transfer(100, 1800);
      const during = ramp(60, OPENS_S + 900);
      const after = ramp(60, OPENS_S + 1860);
      const masked = confirmedS(watch({ seed, hours: 8, valve, pressure: (t) => -during(t) - lost(t) }));
      const fresh = confirmedS(watch({ seed, hours: 8, pressure: (t) => -after(t) }));
      expect(masked).toBeGreaterThan(OPENS_S + 900);
      expect(masked! - fresh!).toBeLessThan(1200);
    }
  });

  it("that opened before it is found though coolant is moved every three hours", () => {
    for (const seed of [11, 12, 13]) {
      const leak = ramp(8, OPENS_S);
      const isOpen = (t: number) => t > OPENS_S && t % (3 * HOUR_S) < 300;
      let moved = 0;
      const pressure = (t: number) => {
        if (isOpen(t)) moved += 20 / 30;
        return -leak(t) + moved;
      };
      const said = watch({ seed, hours: 14, valve: (t) => (isOpen(t) ? 1 : 0), pressure });
      expect(confirmedS(said)).toBeGreaterThan(OPENS_S);
      expect(confirmedS(said)).toBeLessThan(OPENS_S + 8 * HOUR_S);
    }
  });

  it("that takes far more than a transfer would is found while the valve is open", () => {
    const { valve } = transfer(0, 3600);
    const leak = ramp(3000, OPENS_S + 300);
    const found = confirmedS(watch({ seed: 21, hours: 6, valve, pressure: (t) => -leak(t) }));
    expect(found).toBeGreaterThan(OPENS_S + 300);
    expect(found).toBeLessThan(OPENS_S + 300 + 720);
  });
});
