import type { Workspace } from "../kernel/workspace.ts";
import { SparseLdl } from "../sparse/sparse-ldl.ts";
import { BRANCH_PARAMETERS, FIXED_FLOW, PIPE, PUMP } from "./branch-kind.ts";
import { CELLS_PER_OCTAVE, FRICTION_CELL_DOUBLES } from "./friction-cells.kernel.ts";
import { type HydraulicPlan, pipeLaws } from "./hydraulic-plan.ts";
import { FLOW_CHANGE, type HydraulicArrays, LARGEST_FLOW, PRESSURE_CHANGE } from "./hydraulics.kernel.ts";

/** Topology and element constants of a network, in flat arrays. Branch k leads from node from[k] to node to[k]. */
export interface NetworkArrays {
  readonly nodeCount: number;
  readonly nodeIds: readonly string[];
  /** 1 where the pressure is given. */
  readonly fixed: Uint8Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly kind: Uint8Array;
  readonly branchIds: readonly string[];
  /** Friction law code of pipes. */
  readonly frictionLaw: Uint8Array;
  /** BRANCH_PARAMETERS a branch; see `branch-parameters.ts`. */
  readonly parameters: Float64Array;
}

/** Where a caller keeps what it shares with the hydraulics, and wants the results. */
export interface SharedArrays {
  readonly pressure: Float64Array;
  readonly flow: Float64Array;
  readonly density: Float64Array;
  readonly viscosity: Float64Array;
  /** Net inflow of each node through its branches [kg/s]. */
  readonly inflow: Float64Array;
}

/**
 * Newton on flows and pressures of an incompressible network at once (the global gradient method of Todini and Pilati,
 * 1988): each branch has p_from - p_to = loss(flow), each free node sum of inflow + supply - compliance * dp = 0.
 * Flows balance to rounding after every iteration, however far the pressures still are.
 *
 * Pressures in Pa, flows in kg/s positive from `from` to `to`. Writing `density`, `viscosity`, `supply`, `compliance`
 * and the settings is the caller's part; `iterate` allocates nothing.
 */
export class HydraulicSystem {
  readonly network: NetworkArrays;
  readonly pressure: Float64Array;
  readonly flow: Float64Array;
  readonly density: Float64Array;
  readonly viscosity: Float64Array;
  /** Mass flow into each node from outside the branches [kg/s], at the current pressure. */
  readonly supply: Float64Array;
  /** How much that supply falls per Pa of pressure [kg/(s Pa)], not negative. */
  readonly compliance: Float64Array;
  /** Valve opening (0 shut, 1 open), pump speed (1 rated), or fixed flow [kg/s]. */
  readonly setting: Float64Array;
  /** Part of a pump's lift that cavitation leaves, 0 to 1. */
  readonly derating: Float64Array;
  readonly matrix: SparseLdl;
  /** Elimination position of each node, -1 where its pressure is given. */
  readonly position: Int32Array;
  /** What kernels know the system by. */
  readonly record: HydraulicArrays;
  readonly #workspace: Workspace;
  readonly #change: Float64Array;
  readonly #parameters: Float64Array;
  /** Branches whose flow is given or rests, then -1. */
  readonly #given: Int32Array;
  readonly #alwaysGiven: Int32Array;
  readonly #law: Uint8Array;
  readonly #roughness: Float64Array;
  readonly #cells: Float64Array;

  constructor(network: NetworkArrays, plan: HydraulicPlan, workspace: Workspace, shared?: SharedArrays) {
    const { nodeCount, from, to, kind } = network;
    const branchCount = from.length;
    const w = workspace;
    this.network = network;
    this.#workspace = w;
    this.pressure = shared?.pressure ?? w.float64(nodeCount);
    this.flow = shared?.flow ?? w.float64(branchCount);
    this.density = shared?.density ?? w.float64(nodeCount).fill(1000);
    this.viscosity = shared?.viscosity ?? w.float64(nodeCount).fill(1e-3);
    this.supply = w.float64(nodeCount);
    this.compliance = w.float64(nodeCount);
    this.setting = w.float64(branchCount).fill(1);
    this.derating = w.float64(branchCount).fill(1);
    this.matrix = new SparseLdl(plan.matrix, w);
    this.position = plan.position;
    this.#change = w.float64(3);
    this.#parameters = w.copy(network.parameters);
    this.#alwaysGiven = plan.given;
    this.#given = w.int32(branchCount).fill(-1);
    this.#given.set(plan.given);
    const laws = pipeLaws(network);
    this.#law = w.copy(laws.law);
    this.#roughness = w.copy(laws.roughness);
    this.#cells = w.float64(plan.pipes.length * CELLS_PER_OCTAVE * FRICTION_CELL_DOUBLES);
    const probe = w.float64(1);
    this.record = w.place<HydraulicArrays>("HydraulicArrays", {
      nodeCount,
      branchCount,
      from: w.copy(from),
      to: w.copy(to),
      kind: w.copy(kind),
      parameters: this.#parameters,
      pressure: this.pressure,
      flow: this.flow,
      density: this.density,
      viscosity: this.viscosity,
      supply: this.supply,
      compliance: this.compliance,
      setting: this.setting,
      derating: this.derating,
      position: w.copy(plan.place),
      offDiagonal: w.copy(plan.offDiagonal),
      conductance: w.float64(branchCount),
      step: w.float64(branchCount),
      side: w.float64(this.matrix.values.length),
      pipeCount: plan.pipes.length,
      pipes: w.copy(plan.pipes),
      fittingCount: plan.fittings.length,
      fittings: w.copy(plan.fittings),
      machineCount: plan.machines.length,
      machines: w.copy(plan.machines),
      given: this.#given,
      friction: w.place("FrictionArrays", {
        law: this.#law,
        roughness: this.#roughness,
        cells: this.#cells,
        probe,
        probeBits: w.bitsOf(probe),
      }),
      factor: w.float64(2),
      loss: w.float64(branchCount),
      slope: w.float64(branchCount),
      change: this.#change,
      inflow: shared?.inflow ?? w.float64(nodeCount),
      matrix: this.matrix.record,
    });
  }

  /** Takes another network of the same topology and branch kinds. */
  use(network: NetworkArrays): void {
    this.#parameters.set(network.parameters);
    const laws = pipeLaws(network);
    this.#law.set(laws.law);
    this.#roughness.set(laws.roughness);
    this.#cells.fill(0);
  }

  /** Lets nothing flow through these branches, whatever their setting, and all others be what they are. */
  rest(branches: readonly number[]): void {
    const { kind } = this.network;
    this.#given.fill(-1);
    this.#given.set(this.#alwaysGiven);
    this.#given.set(
      branches.filter((k) => kind[k] !== FIXED_FLOW),
      this.#alwaysGiven.length,
    );
    for (const k of branches) this.setting[k] = 0;
  }

  /** Change of the last iteration: of flow [kg/s] and of pressure [Pa], largest. */
  get flowChange(): number {
    return this.#change[FLOW_CHANGE]!;
  }

  /** Largest flow of any branch after it [kg/s]. */
  get largestFlow(): number {
    return this.#change[LARGEST_FLOW]!;
  }

  get pressureChange(): number {
    return this.#change[PRESSURE_CHANGE]!;
  }

  /** Starting flows for a network that was never solved: the order of magnitude suffices. */
  guessFlows(): void {
    const { kind, parameters, from } = this.network;
    for (let k = 0; k < kind.length; k++) {
      const at = k * BRANCH_PARAMETERS;
      const density = this.density[from[k]!]!;
      if (kind[k] === PIPE) {
        // 0.3 m/s, EPANET's habit.
        this.flow[k] = 0.3 * density * parameters[at + 4]!;
      } else if (kind[k] === FIXED_FLOW) this.flow[k] = this.setting[k]!;
      else if (kind[k] === PUMP) this.flow[k] = 0.1;
      else this.flow[k] = this.setting[k]! > 0 ? Math.sqrt((1e4 * density) / parameters[at]!) : 0;
    }
  }

  /** One iteration of a kind: CHORD, NEWTON or START. Returns the node without a positive pivot, or -1. */
  iterate(mode: number): number {
    const stuck = this.#workspace.kernels.iterateHydraulics(this.record, mode);
    return stuck < 0 ? -1 : this.position.indexOf(stuck);
  }
}

/** Room that a system needs in a workspace, generously. */
export function hydraulicBytes(network: NetworkArrays, plan: HydraulicPlan): number {
  const { pattern, target } = plan.matrix;
  const cells = plan.pipes.length * CELLS_PER_OCTAVE * FRICTION_CELL_DOUBLES;
  return (
    8 * (28 * network.from.length + 16 * network.nodeCount + 4 * pattern.upperCount + cells) +
    8 * target.length +
    4096
  );
}
