import { type KernelVariant, openWorkspace } from "../kernel/workspace.ts";
import { buildLoop } from "../model/build-loop.ts";
import type { CircuitDescription } from "../model/description.ts";
import { initialState } from "../model/initial-state.ts";
import type { LoopModel } from "../model/loop-model.ts";
import { planHydraulics } from "./hydraulic-plan.ts";
import { HydraulicSystem, hydraulicBytes } from "./hydraulic-system.ts";
import { CHORD, NEWTON, START } from "./hydraulics.kernel.ts";

/** How a steady hydraulic solution came out. */
export interface NetworkSolution {
  readonly converged: boolean;
  readonly iterations: number;
  /** Sum of flow changes over sum of flows in the last iteration: EPANET's measure. */
  readonly flowError: number;
  /** Node without a solution when it did not converge. */
  readonly culprit?: string;
}

/** Convergence of a steady network. */
export interface NetworkOptions {
  /** Largest change of any flow over the largest flow; 1e-8 where not given. */
  readonly flowPart?: number;
  readonly mostIterations?: number;
  /** Which kernels to run; WebAssembly where the platform has it, if not given. Results are equal bit for bit. */
  readonly kernels?: KernelVariant;
}

/**
 * Steady flows and pressures of a network at given temperatures: the hydraulic half of the loop by itself, for
 * design, for checks against other hydraulic solvers, and to start from. Keep one to solve many times: `solveCold`
 * starts from a guess, `solveWarm` from the last solution.
 */
export class SteadyNetwork {
  readonly model: LoopModel;
  readonly hydraulics: HydraulicSystem;
  /** Mass drawn from each node [kg/s]; change between solutions. */
  readonly demandKgPerS: Float64Array;
  readonly #flowPart: number;
  readonly #mostIterations: number;

  constructor(description: CircuitDescription, options: NetworkOptions = {}) {
    this.model = buildLoop(description);
    const { nodeCount, fluids, fluidOf } = this.model;
    const plan = planHydraulics(this.model.network);
    const bytes = hydraulicBytes(this.model.network, plan);
    this.hydraulics = new HydraulicSystem(this.model.network, plan, openWorkspace(bytes, options.kernels));
    this.demandKgPerS = new Float64Array(nodeCount);
    this.#flowPart = options.flowPart ?? 1e-8;
    this.#mostIterations = options.mostIterations ?? 200;
    const start = initialState(this.model);
    this.hydraulics.setting.set(start.setting);
    this.hydraulics.pressure.set(start.pressurePa);
    for (let i = 0; i < nodeCount; i++) {
      this.hydraulics.density[i] = fluids.density(fluidOf[i]!, start.temperatureK[i]!);
      this.hydraulics.viscosity[i] = fluids.viscosity(fluidOf[i]!, start.temperatureK[i]!);
    }
  }

  solveCold(): NetworkSolution {
    this.hydraulics.guessFlows();
    return this.#solve(START);
  }

  solveWarm(): NetworkSolution {
    return this.#solve(NEWTON);
  }

  #solve(first: number): NetworkSolution {
    const { hydraulics, demandKgPerS } = this;
    const { supply, compliance } = hydraulics;
    // An accumulator holds the pressure of its node in a steady state.
    compliance.fill(0);
    for (const node of this.model.accumulatorNode) compliance[node] = ANCHOR_KG_PER_S_PA;
    for (let i = 0; i < supply.length; i++) supply[i] = -demandKgPerS[i]!;
    let mode = first;
    for (let iterations = 1; ; iterations++) {
      const stuck = hydraulics.iterate(mode);
      if (stuck >= 0)
        return {
          converged: false,
          iterations,
          flowError: Number.POSITIVE_INFINITY,
          culprit: this.model.network.nodeIds[stuck] ?? "network",
        };
      const flowError = hydraulics.flowChange / hydraulics.largestFlow;
      const converged = mode !== START && hydraulics.flowChange <= this.#flowPart * hydraulics.largestFlow;
      if (converged || iterations >= this.#mostIterations) return { converged, iterations, flowError };
      mode = mode === NEWTON && flowError < NEAR_FLOW_PART ? CHORD : NEWTON;
    }
  }
}

/** Once flows change less than this part of the largest, the slopes at hand serve one iteration more. */
const NEAR_FLOW_PART = 0.01;
/** Stiffness with which an accumulator holds its node's pressure in a steady solution [kg/(s Pa)]. */
const ANCHOR_KG_PER_S_PA = 1;
