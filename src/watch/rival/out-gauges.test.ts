import { describe, expect, it } from "vitest";
import type { Frame } from "../../telemetry/frame.ts";
import type { LoopDescription } from "../../vehicle/loop-description.ts";
import type { LeakFinding } from "../finding.ts";
import { watchFrames } from "../testing/loop-fixture.case.ts";
import { type Scenario, scenarioFrames, witnessedLoop } from "../testing/scenario.case.ts";
import { judgeGauges } from "./out-gauges.ts";

// Oracle: which sensor was held, from when, and the leak that was put in after it.

const HOUR_S = 3600;
const loop: LoopDescription = {
  ...witnessedLoop,
  witnesses: [{ ...witnessedLoop.witnesses![0]!, noise: witnessedLoop.noise }],
};
/** Holds one reading from an hour on, or loses it. */
function held(place: number, lost: boolean): NonNullable<Scenario["spoil"]> {
  let last = Number.NaN;
  return (readings, timeS) => {
    if (timeS < 4 * HOUR_S) last = readings[place]!;
    else readings[place] = lost ? Number.NaN : last;
  };
}
const fall = (perHour: number) => (timeS: number) => (-perHour * Math.max(0, timeS - 5 * HOUR_S)) / HOUR_S;
const run = (scenario: Scenario) => watchFrames(loop, scenarioFrames(scenario, loop) as Frame[]);

describe("a loop with a witness that joins its filter", () => {
  it.each([
    ["the inventory sensor", 0, 0],
    ["the witness", 3, 1],
  ] as const)(
    "leaves out %s once it is stuck, and no other, and no sensor while all move",
    (_, slot, place) => {
      const { steps, plan } = run({ seed: 1, hours: 5, spoil: held(slot, false) });
      const before = steps[4 * 360 - 10]!.state;
      expect(judgeGauges(plan, before)).toEqual([]);
      expect(judgeGauges(plan, steps.at(-1)!.state)).toEqual([{ place, why: "stuck" }]);
    },
  );

  it.each([
    ["stuck", false],
    ["lost", true],
  ] as const)(
    "finds a leak within twice the time when its inventory sensor is %s, and is not blind",
    (_, lost) => {
      for (const seed of [1, 2, 3]) {
        const delay = (spoil?: Scenario["spoil"]) => {
          const { steps } = run({ seed, hours: 7, pressure: fall(60), ...(spoil && { spoil }) });
          const confirmed = steps
            .flatMap(({ findings }) => findings)
            .find((f): f is LeakFinding => f.type === "leak" && f.phase === "confirmed");
          expect(steps.some(({ point }) => point.state === "blind")).toBe(false);
          return confirmed!.timeS - 5 * HOUR_S;
        };
        expect(delay(held(0, lost))).toBeLessThanOrEqual(2 * delay() + 10);
      }
    },
  );

  it("names the stuck sensor, and raises no leak", () => {
    const { steps } = run({ seed: 4, hours: 7, spoil: held(0, false) });
    const findings = steps.flatMap((step) => step.findings);
    expect(findings.some((f) => f.type === "fault" && f.kind === "sensor stuck")).toBe(true);
    expect(findings.some((f) => f.type === "leak")).toBe(false);
  });
});
