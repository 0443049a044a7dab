import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compileKernels, OUTPUT } from "../../../scripts/kernels/compile.ts";
import { peerLoop, SIZE_20, SIZE_60 } from "../gunns-loop.case.ts";
import { buildLoop, initialState, LoopRun } from "../index.ts";
import type { KernelVariant } from "./workspace.ts";

// Bit for bit: the tolerance is zero. The same operations in the same order give the same doubles (IEEE 754).

describe("kernels in WebAssembly and in TypeScript", () => {
  it("are compiled from what stands in the source now", () => {
    expect(compileKernels()).toBe(readFileSync(OUTPUT, "utf8"));
  });

  it.each([
    ["20 nodes with a leak", SIZE_20, true],
    ["60 nodes", SIZE_60, false],
  ] as const)("agree to the last bit over a run of the cooling loop, %s", (_, size, leak) => {
    const model = buildLoop(peerLoop(size, leak));
    const end = (kernels: KernelVariant) => {
      const state = initialState(model);
      const run = new LoopRun(model, { kernels });
      expect(run.integrator.variant).toBe(kernels);
      run.advance(state, 3000);
      return state;
    };
    expect(end("webassembly")).toEqual(end("plain"));
  });
});
