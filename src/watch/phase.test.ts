import { describe, expect, it } from "vitest";
import { watchFrames } from "./testing/loop-fixture.case.ts";
import { aloneLoop, type Scenario, scenarioFrames, witnessedLoop } from "./testing/scenario.case.ts";

// Oracle: what was put into the made-up telemetry: which sensors read nothing from five hours on, and until when.

const AT = 5 * 360;

function watch(loop: typeof witnessedLoop, dead: readonly number[], until = Number.POSITIVE_INFINITY) {
  const spoil: Scenario["spoil"] = (readings, _, index) => {
    if (index >= AT && index < until) for (const place of dead) readings[place] = 0.5 * (index % 2);
  };
  const { steps } = watchFrames(loop, scenarioFrames({ seed: 4, hours: 8, spoil }, loop));
  return {
    states: steps.slice(AT + 7).map(({ point }) => point.state),
    kinds: steps.flatMap(({ findings }) => findings).flatMap((f) => (f.type === "fault" ? [f.kind] : [])),
  };
}

describe("a pressure that goes to nothing within a frame", () => {
  it.each([
    ["no other sensor tells", aloneLoop, [0]],
    ["both sensors read nothing", witnessedLoop, [0, 3]],
  ] as const)("never passes for normal where %s", (_, loop, dead) => {
    for (const state of watch(loop, dead).states) expect(["suspected", "leaking"]).toContain(state);
  });

  it("makes the loop blind, and no leak, where a like sensor reads as before", () => {
    const { states, kinds } = watch(witnessedLoop, [0]);
    expect(kinds).toContain("sensor step");
    expect(new Set(states)).toEqual(new Set(["blind"]));
  });

  it("is judged again once the sensor is back", () => {
    const { states } = watch(witnessedLoop, [0], AT + 180);
    expect(states).toContain("blind");
    expect(states.at(-1)).toBe("normal");
    expect(states).not.toContain("leaking");
  });
});
