import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compileKernels, OUTPUT } from "../../../scripts/kernels/compile.ts";
import { coolantNamed } from "../../fluids/index.ts";
import { gunnsWater, peerLoop, SIZE_20, SIZE_60 } from "../gunns-loop.case.ts";
import {
  buildLoop,
  type CircuitDescription,
  coolantLaw,
  initialState,
  LoopRun,
  SteadyNetwork,
  setBranch,
} from "../index.ts";
import { type KernelVariant, openWorkspace } from "./workspace.ts";

// Bit for bit: the tolerance is zero. The same operations in the same order give the same doubles (IEEE 754).

const boiling = {
  ...gunnsWater,
  vapourPressure: (t: number) => 611 * Math.exp((17.27 * (t - 273.15)) / (t - 35.85)),
};
const cooling = peerLoop(SIZE_20, true);

/** The leaking loop with a pipe of each law, a check valve, a given flow, a line, a spring and viscosity. */
const mixed: CircuitDescription = {
  ...cooling,
  fluids: { water: coolantLaw(coolantNamed("water")) },
  accumulators: cooling.accumulators!.map((each) => ({
    ...each,
    charge: { kind: "spring", basePressurePa: 150e3, stiffnessPaPerM3: 100e3 / each.liquidM3 },
  })),
  branches: [
    ...cooling.branches.map((branch) => {
      const { id, from, to } = branch;
      const friction = { "b-link1": "churchill", "c-link0": "swamee-jain", "c-link1": "colebrook" } as const;
      if (id in friction)
        return {
          id,
          from,
          to,
          kind: "pipe" as const,
          lengthM: 4,
          boreM: 0.02,
          roughnessM: 2e-6,
          friction: friction[id as keyof typeof friction],
        };
      if (id === "c-link2") return { id, from, to, kind: "check-valve" as const, conductanceM2: 1e-4 };
      if (id === "b-link0")
        return {
          id,
          from,
          to,
          kind: "line" as const,
          conductanceM2: 1e-4,
          volumeM3: 0.003,
          temperatureK: 290,
        };
      return branch;
    }),
    { id: "bleed", kind: "fixed-flow", from: "M2", to: "M1", flowKgPerS: 0.01 },
  ],
};

describe("kernels in WebAssembly and in TypeScript", () => {
  it("are compiled from what stands in the source now", () => {
    expect(compileKernels()).toBe(readFileSync(OUTPUT, "utf8"));
  });

  it.each<[string, CircuitDescription, number]>([
    ["20 nodes with a leak", cooling, 3000],
    ["60 nodes", peerLoop(SIZE_60, false), 3000],
    [
      "a loop that runs dry, through hard stop, cavity and lost prime",
      { ...cooling, fluids: { water: boiling } },
      60_000,
    ],
    ["pipes of every law, check valve, given flow, line, spring and viscosity", mixed, 4000],
  ])("agree to the last bit over a run of %s", (_, description, untilS) => {
    const model = buildLoop(description);
    const end = (kernels: KernelVariant) => {
      const state = initialState(model);
      const run = new LoopRun(model, { kernels });
      expect(run.integrator.variant).toBe(kernels);
      run.advance(state, untilS / 2);
      setBranch(model, state, "pump", 0.7);
      run.advance(state, untilS);
      return state;
    };
    const plain = end("plain");
    expect(plain.steps).toBeGreaterThan(40);
    expect(end("webassembly")).toEqual(plain);
  });

  it("agree to the last bit on steady networks, from a guess and from the last solution", () => {
    const flows = (kernels: KernelVariant) => {
      const network = new SteadyNetwork(mixed, { kernels });
      const cold = network.solveCold();
      const coldFlow = network.hydraulics.flow.slice();
      network.demandKgPerS[3] = 0.001;
      const warm = network.solveWarm();
      expect([cold.converged, warm.converged]).toEqual([true, true]);
      return { cold, coldFlow, warm, warmFlow: network.hydraulics.flow.slice() };
    };
    expect(flows("webassembly")).toEqual(flows("plain"));
  });

  it("refuse a record that lacks a field, or whose arrays lie elsewhere, and name the field", () => {
    const workspace = openWorkspace(4096, "webassembly");
    expect(() => workspace.place("LdlArrays", { size: 1 })).toThrow(/rowStart of record LdlArrays/);
    const fields = { size: 1, rowStart: new Int32Array(2) };
    expect(() => workspace.place("LdlArrays", fields)).toThrow(/rowStart/);
    expect(() => workspace.place("Nonsense", {})).toThrow(/Nonsense/);
    expect(() => workspace.float64(1e6)).toThrow(/too small/);
  });
});
