import { describe, expect, it } from "vitest";
import type { LeakFinding } from "../finding.ts";
import { watchFrames } from "../testing/loop-fixture.case.ts";
import { type Scenario, scenarioFrames, witnessedLoop } from "../testing/scenario.case.ts";

// Oracle: the instants and rates at which the leak put in ran, paused and was made up for; kilopascals of 2,000, made-up streams.

const HOUR_S = 3600;
/** Kilopascals lost since the start by a rate, in kPa an hour, that may change with time. */
const loss = (ratePerHour: (timeS: number) => number) => {
  let lost = 0;
  let last = 0;
  return (timeS: number) => {
    lost += (ratePerHour(timeS) * (timeS - last)) / HOUR_S;
    last = timeS;
    return -lost;
  };
};
const watch = (scenario: Scenario) =>
  watchFrames(witnessedLoop, scenarioFrames(scenario, witnessedLoop))
    .steps.flatMap(({ findings }) => findings)
    .filter((finding): finding is LeakFinding => finding.type === "leak");
const FROM_S = 5 * HOUR_S;
const SEEDS = [11, 12, 13];

describe("a leak whose coolant is made up for", () => {
  it("is confirmed though refills each hour and a half bring the pressure back to where it was", () => {
    for (const seed of SEEDS) {
      const everyS = 1.5 * HOUR_S;
      const pressure = (t: number) => (t < FROM_S ? 0 : (-60 * ((t - FROM_S) % everyS)) / HOUR_S);
      const said = watch({ seed, hours: 8, pressure });
      const first = said.find(({ phase }) => phase === "confirmed");
      expect(first?.timeS).toBeGreaterThan(FROM_S);
      expect(first?.timeS).toBeLessThan(FROM_S + 3 * everyS);
    }
  });
  it("is confirmed though it is small and the refills are many: 15 kPa/h, made up for every forty minutes", () => {
    for (const seed of SEEDS) {
      const pressure = (t: number) => (t < FROM_S ? 0 : (-15 * ((t - FROM_S) % 2400)) / HOUR_S);
      const first = watch({ seed, hours: 9, pressure }).find(({ phase }) => phase === "confirmed");
      expect(first?.timeS).toBeGreaterThan(FROM_S);
      expect(first?.timeS).toBeLessThan(FROM_S + 2 * HOUR_S);
    }
  });
});

describe("an intermittent leak", () => {
  it("is confirmed though it runs forty minutes and pauses forty", () => {
    for (const seed of SEEDS) {
      const runs = (t: number) => t > FROM_S && (t - FROM_S) % (80 * 60) < 40 * 60;
      const said = watch({ seed, hours: 7, pressure: loss((t) => (runs(t) ? 80 : 0)) });
      const first = said.find(({ phase }) => phase === "confirmed");
      expect(first?.timeS).toBeGreaterThan(FROM_S);
      expect(first?.timeS).toBeLessThan(FROM_S + 4 * HOUR_S);
    }
  });
});

describe("a leak that grows three and a half times", () => {
  it("is told again within one and a half times the delay of a fresh leak of the increment", () => {
    const delays: number[][] = [[], []];
    for (const seed of [21, 22, 23, 24, 25]) {
      const at = 7 * HOUR_S;
      const fresh = watch({ seed, hours: 9, pressure: loss((t) => (t > at ? 150 : 0)) });
      const grown = watch({ seed, hours: 9, pressure: loss((t) => (t > at ? 210 : t > FROM_S ? 60 : 0)) });
      const found = fresh.find(({ phase }) => phase === "confirmed")!;
      const grew = grown.find(({ change }) => change?.kind === "grew")!;
      delays[0]!.push(found.timeS - at);
      delays[1]!.push(grew.timeS - at);
    }
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(delays.flat().every((delay) => delay > 0)).toBe(true);
    expect(mean(delays[1]!)).toBeLessThan(1.5 * mean(delays[0]!));
  });
});

describe("a leak that goes on at a steady rate", () => {
  it("is called ended at most once in twelve trials", () => {
    let ended = 0;
    let confirmed = 0;
    for (let seed = 31; seed <= 42; seed++) {
      const said = watch({ seed, hours: 9, pressure: loss((t) => (t > FROM_S ? 30 + 6 * (seed - 31) : 0)) });
      if (said.some(({ phase }) => phase === "confirmed")) confirmed++;
      if (said.some(({ phase }) => phase === "ended")) ended++;
    }
    expect(confirmed).toBe(12);
    expect(ended).toBeLessThanOrEqual(1);
  });
});
