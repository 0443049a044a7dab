import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildLoop, initialState, LoopRun, type Schedule } from "../index.ts";
import { ScheduleSet } from "./schedule.ts";

// Oracles: a search from the first point on; the integral of a broken line, 1e-11 relative.

const points = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: -9, max: 9 })), {
    minLength: 1,
    maxLength: 12,
  })
  .map((pairs) => pairs.sort((a, b) => a[0] - b[0]));

function plainly(schedule: Exclude<Schedule, number>, timeS: number, before: boolean): number {
  if (schedule.kind === "sine") throw new Error("not here");
  const { timesS, values, kind } = schedule;
  let at = 0;
  const strictly = before && kind === "steps";
  while (at + 1 < timesS.length && (strictly ? timesS[at + 1]! < timeS : timesS[at + 1]! <= timeS)) at++;
  const [t0, t1] = [timesS[at]!, timesS[at + 1]];
  if (kind === "steps" || t1 === undefined || timeS <= t0) return values[at]!;
  return values[at]! + ((timeS - t0) / (t1 - t0)) * (values[at + 1]! - values[at]!);
}

describe("a schedule of steps or lines", () => {
  it("has at any time the value that a search from its first point finds", () => {
    fc.assert(
      fc.property(
        points,
        fc.constantFrom<"steps" | "lines">("steps", "lines"),
        fc.oneof(fc.integer({ min: -2, max: 52 }), fc.double({ min: -2, max: 52, noNaN: true })),
        fc.boolean(),
        (pairs, kind, timeS, before) => {
          const schedule = { kind, timesS: pairs.map(([t]) => t), values: pairs.map(([, v]) => v) };
          const set = new ScheduleSet([schedule]);
          set.evaluate(timeS, before);
          expect(set.values[0]).toBe(plainly(schedule, timeS, before));
        },
      ),
      { seed: 11 },
    );
  });

  it("makes a run start anew where it jumps, and only end a step where lines meet", () => {
    const timesS = [0, 10, 10, 30];
    const values = [1, 2, 5, 5];
    const lines = new ScheduleSet([{ kind: "lines", timesS, values }]);
    expect(lines.jumpTimesS()).toEqual([10]);
    expect(lines.kinkTimesS()).toEqual(timesS);
    const steps = new ScheduleSet([{ kind: "steps", timesS: [0, 10], values: [1, 2] }]);
    expect(steps.jumpTimesS()).toEqual([0, 10]);
    expect(steps.kinkTimesS()).toEqual([]);
  });

  it("gives a wall all the heat under a broken line, kinks and all", () => {
    const loadW = {
      kind: "lines" as const,
      timesS: [0, 100, 109, 700, 709, 1000],
      values: [50, 50, 400, 380, 20, 90],
    };
    const model = buildLoop({
      fluids: {},
      nodes: [],
      branches: [],
      walls: [{ id: "plate", heatCapacityJPerK: 5000, temperatureK: 280, loadW }],
    });
    const state = initialState(model);
    new LoopRun(model).advance(state, 1000);
    let heatJ = 0;
    for (let p = 1; p < loadW.timesS.length; p++)
      heatJ += 0.5 * (loadW.values[p]! + loadW.values[p - 1]!) * (loadW.timesS[p]! - loadW.timesS[p - 1]!);
    expect(Math.abs(state.temperatureK[0]! / (280 + heatJ / 5000) - 1)).toBeLessThan(1e-11);
    // One start, no more: three settling steps and the few that the kinks ask for.
    expect(state.sinceJump).toBe(state.steps);
  });
});
