import { describe, expect, it } from "vitest";
import { setBranch, setLeak } from "./command.ts";
import { peerLoop, SIZE_20 } from "./gunns-loop.case.ts";
import { buildLoop, CircuitError, initialState, LoopRun } from "./index.ts";

// Properties: a stopped loop stands still and keeps its mass; a restarted one flows as before; Torricelli for the leak, 1e-4.

describe("commanding a running loop", () => {
  it("stops all flow when the pump trips, and finds the old flow again when it restarts", () => {
    const model = buildLoop(peerLoop(SIZE_20, false));
    const state = initialState(model);
    const run = new LoopRun(model);
    run.advance(state, 600);
    const before = state.flowKgPerS[0]!;
    const mass = state.massKg.reduce((a, b) => a + b, 0);
    setBranch(model, state, "pump", 0);
    run.advance(state, 1200);
    for (const flow of state.flowKgPerS) expect(Math.abs(flow)).toBeLessThan(1e-3);
    for (const temperature of state.temperatureK.subarray(0, model.nodeCount)) {
      expect(temperature).toBeGreaterThan(200);
      expect(temperature).toBeLessThan(400);
    }
    setBranch(model, state, "pump", 1);
    run.advance(state, 3000);
    expect(Math.abs(state.flowKgPerS[0]! / before - 1)).toBeLessThan(0.01);
    expect(Math.abs(state.massKg.reduce((a, b) => a + b, 0) / mass - 1)).toBeLessThan(1e-13);
  });

  it("shuts one branch and sends its flow through the others", () => {
    const base = peerLoop(SIZE_20, false);
    const model = buildLoop({
      ...base,
      branches: base.branches.map((branch) =>
        branch.id === "branch0-link0" && branch.kind === "conductance"
          ? { ...branch, kind: "valve" as const }
          : branch,
      ),
    });
    const state = initialState(model);
    const run = new LoopRun(model);
    const flow = (id: string) => state.flowKgPerS[model.network.branchIds.indexOf(id)]!;
    run.advance(state, 300);
    const other = flow("branch1-link0");
    setBranch(model, state, "branch0-link0", 0);
    run.advance(state, 310);
    expect(Math.abs(flow("branch0-link0"))).toBeLessThan(1e-8);
    expect(flow("branch1-link0")).toBeGreaterThan(1.2 * other);
    run.advance(state, 3000);
    expect(Number.isFinite(state.temperatureK.reduce((a, b) => a + b, 0))).toBe(true);
  });

  it("opens a leak that passes what Torricelli says, and closes it again", () => {
    const model = buildLoop(peerLoop(SIZE_20, true));
    const state = initialState(model);
    const run = new LoopRun(model);
    run.advance(state, 100);
    setLeak(model, state, "leak", 1e-7);
    run.advance(state, 101);
    const node = model.network.nodeIds.indexOf("panel0-1");
    const expected = 1e-7 * Math.sqrt(2 * 998.1 * state.pressurePa[node]!);
    expect(Math.abs(state.leakRate[0]! / expected - 1)).toBeLessThan(1e-3);
    setLeak(model, state, "leak", 0);
    run.advance(state, 102);
    expect(state.leakRate[0]).toBe(0);
  });

  it("refuses names that the loop does not have", () => {
    const model = buildLoop(peerLoop(SIZE_20, false));
    const state = initialState(model);
    expect(() => setBranch(model, state, "pomp", 0)).toThrow(CircuitError);
    expect(() => setLeak(model, state, "leek", 0)).toThrow(/no leak of this name/);
  });
});
