import { describe, expect, it } from "vitest";
import { peerLoop, SIZE_20, SIZE_60 } from "./gunns-loop.case.ts";
import { buildLoop, type CircuitDescription, initialState, LoopRun } from "./index.ts";
import type { KernelVariant } from "./kernel/workspace.ts";
import type { LoopModel } from "./model/loop-model.ts";

// Bit for bit: the tolerance is zero.

const base = peerLoop(SIZE_20, true);

/** The same loop with other sizes, loads, properties and a larger hole that opens earlier. */
const member: CircuitDescription = {
  ...base,
  nodes: base.nodes.map((node) => ({ ...node, volumeM3: 1.3 * node.volumeM3! })),
  branches: base.branches.map((branch) =>
    branch.kind === "conductance" ? { ...branch, conductanceM2: 0.9 * branch.conductanceM2 } : branch,
  ),
  walls: base.walls!.map((wall) => ({ ...wall, heatCapacityJPerK: 0.8 * wall.heatCapacityJPerK })),
  heatLinks: base.heatLinks!.map((link) =>
    link.radiatingAreaM2 === undefined ? link : { ...link, radiatingAreaM2: 1.1 * link.radiatingAreaM2 },
  ),
  leaks: base.leaks!.map((leak) => ({ ...leak, effectiveAreaM2: 6e-7, opensAtS: 300 })),
};

function endOf(run: LoopRun, model: LoopModel) {
  const state = initialState(model);
  run.advance(state, 900);
  return state;
}

describe("a run that goes on with another model of the same topology", () => {
  it.each<KernelVariant>(["webassembly", "plain"])(
    "gives what a new run gives, bit for bit, %s",
    (kernels) => {
      const first = buildLoop(base);
      const second = buildLoop(member);
      const run = new LoopRun(first, { kernels });
      const ofFirst = endOf(run, first);
      run.use(second);
      expect(run.model).toBe(second);
      const ofSecond = endOf(run, second);
      expect(ofSecond).toEqual(endOf(new LoopRun(second, { kernels }), second));
      expect(ofSecond.temperatureK).not.toEqual(ofFirst.temperatureK);
      run.use(first);
      expect(endOf(run, first)).toEqual(ofFirst);
    },
  );

  it("refuses a model whose elements are joined differently, and says what to do", () => {
    const run = new LoopRun(buildLoop(base));
    expect(() => run.use(buildLoop(peerLoop(SIZE_60, true)))).toThrow(/start a new LoopRun/);
    const [first, ...others] = base.branches;
    const turned = { ...base, branches: [{ ...first!, from: first!.to, to: first!.from }, ...others] };
    expect(() => run.use(buildLoop(turned))).toThrow(RangeError);
  });

  it("leaves many runs alive at once undisturbed by each other", () => {
    const model = buildLoop(base);
    const alone = endOf(new LoopRun(model), model);
    const runs = Array.from({ length: 200 }, () => new LoopRun(model));
    expect(endOf(runs[0]!, model)).toEqual(alone);
    expect(endOf(runs[199]!, model)).toEqual(alone);
  });
});
