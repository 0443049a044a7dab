import { describe, expect, it } from "vitest";
import { planWatch } from "../plan.ts";
import { beginWatch, type WatchState } from "../state.ts";
import { watchFrames } from "../testing/loop-fixture.case.ts";
import { scenarioFrames, witnessedLoop } from "../testing/scenario.case.ts";
import { step } from "../watch-loop.ts";
import { followLostTemperatures, withExpectedTemperatures } from "./lost-temperature.ts";
import { beginSwings, followSwings, phaseAt } from "./swing-watch.ts";

// Oracle: the temperature that was put in. Without noise it is carried on to 1e-6 degC; variances are compared exactly.

const loop = witnessedLoop;
const TEMPERATURE = 1;
const ORBIT = loop.orbitPeriodS / loop.framePeriodS;

function temperatureAt(number: number): number {
  const { cos, sin } = phaseAt(loop, number);
  return 5 + 0.3 * cos - 0.4 * sin;
}

function frameWith(temperature: number, number = 0) {
  const mean = Float64Array.of(2000, temperature, 3000, 2003);
  return {
    endS: (number + 1) * loop.framePeriodS,
    periodS: loop.framePeriodS,
    mean,
    coverage: mean.map((value) => (Number.isNaN(value) ? 0 : 1)),
    reports: new Int32Array(4).fill(1),
  };
}

describe("a temperature that is missing", () => {
  const plan = planWatch(loop);

  it("is taken to swing on as it swung before", () => {
    let swings = beginSwings(loop);
    const seen = Math.round(4.3 * ORBIT);
    for (let number = 0; number < seen; number++)
      swings = followSwings(loop, swings, number, [2000, temperatureAt(number)]);
    for (let number = seen; number < seen + ORBIT; number += 40) {
      const given = frameWith(Number.NaN);
      const expected = withExpectedTemperatures(plan, swings, given, number);
      expect(expected.mean[TEMPERATURE]).toBeCloseTo(temperatureAt(number), 6);
      expect(given.mean[TEMPERATURE]).toBeNaN();
    }
  });

  it("stays missing while no swing of it is known, and one that reports is left as it is", () => {
    const unknown = frameWith(Number.NaN);
    expect(withExpectedTemperatures(plan, beginSwings(loop), unknown, 3)).toBe(unknown);
    const reported = frameWith(5.2);
    expect(withExpectedTemperatures(plan, beginSwings(loop), reported, 3)).toBe(reported);
  });

  it("leaves level and swing less known from its sixth frame on, and again when it is back", () => {
    let state: WatchState = beginWatch(plan);
    for (const frame of scenarioFrames({ seed: 3, hours: 8 })) state = step(plan, state, frame).state;
    const levelVariance = () => state.kalman.covariance[0]!;
    const swingVariance = () => state.kalman.covariance[2 * plan.model.size + 2]!;
    const follow = (temperature: number) => {
      const before = { level: levelVariance(), swing: swingVariance() };
      state = { ...state, ...followLostTemperatures(plan, state, frameWith(temperature)) };
      return { level: levelVariance() - before.level, swing: swingVariance() - before.swing };
    };
    for (let frame = 1; frame <= 5; frame++) expect(follow(Number.NaN)).toEqual({ level: 0, swing: 0 });
    const lost = follow(Number.NaN);
    expect(lost.level).toBeGreaterThan(0);
    expect(lost.swing).toBeGreaterThan(0);
    const meanwhile = follow(Number.NaN);
    expect(meanwhile.level).toBe(0);
    expect(meanwhile.swing).toBeGreaterThan(0);
    expect(meanwhile.swing).toBeLessThan(0.01 * lost.swing);
    const back = follow(5);
    expect(back.level).toBeCloseTo(lost.level, 12);
    expect(follow(5)).toEqual({ level: 0, swing: 0 });
  });

  it("raises no alarm in five hours, and a leak that begins meanwhile is found", () => {
    const lostFromS = 10 * 3600;
    for (const seed of [2, 5]) {
      const spoil = (readings: number[], timeS: number) => {
        if (timeS > lostFromS && timeS < lostFromS + 5 * 3600) readings[TEMPERATURE] = Number.NaN;
      };
      const phases = (pressure: (timeS: number) => number) =>
        watchFrames(loop, scenarioFrames({ seed, hours: 15, pressure, spoil })).steps.map(
          ({ state }) => state.phase,
        );
      expect(phases(() => 0)).not.toContain("leaking");
      // Ten times what the loop drifts in an hour, each hour.
      const onsetS = lostFromS + 3600;
      const leaking = phases((timeS) => -10 * Math.max(0, (timeS - onsetS) / 3600)).indexOf("leaking");
      expect(leaking * loop.framePeriodS).toBeGreaterThan(onsetS);
      expect(leaking * loop.framePeriodS).toBeLessThan(lostFromS + 5 * 3600);
    }
  });
});
