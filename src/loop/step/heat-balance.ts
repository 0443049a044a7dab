import type { Workspace } from "../kernel/workspace.ts";
import type { LoopModel } from "../model/loop-model.ts";
import { SparseLu } from "../sparse/sparse-lu.ts";
import { BOUNDARY_ENTHALPY, type HeatArrays, OUTSIDE_HEAT } from "./heat.kernel.ts";
import type { HeatPlan } from "./heat-plan.ts";
import type { LineSet } from "./line-set.ts";
import type { Storage } from "./storage.ts";

/** What the heat balance shares with the stage solver. */
export interface HeatSharedArrays {
  readonly temperature: Float64Array;
  readonly flow: Float64Array;
  readonly accumulatorFlow: Float64Array;
  readonly leakFlow: Float64Array;
  readonly stageMass: Float64Array;
}

/**
 * Energy rates of all nodes, accumulator liquids and walls, and the matrix capacity - step * d(rate)/dT.
 * A stream carries its donor's enthalpy; passing a wall it relaxes towards it by exp(-UA/(m c)).
 */
export class HeatBalance {
  #model: LoopModel;
  readonly #storage: Storage;
  readonly #lines: LineSet;
  readonly #workspace: Workspace;
  readonly matrix: SparseLu;
  /** Elimination position of each thermal unknown; -1 where it is held. */
  readonly position: Int32Array;
  /** Net energy inflow of each thermal unknown [W]. */
  readonly rate: Float64Array;
  /** Enthalpy that each leak takes [W]. */
  readonly leakEnergy: Float64Array;
  /** Heat put into each wall by its load [W]. */
  readonly #load: Float64Array;
  /** Walls that have one. */
  readonly #loaded: readonly number[];
  readonly #outside: Float64Array;
  readonly #flow: Float64Array;
  readonly #plan: HeatPlan;
  /** What kernels know the balance by. */
  readonly record: HeatArrays;
  readonly #constants: [Float64Array, (model: LoopModel) => Float64Array][] = [];

  constructor(
    model: LoopModel,
    plan: HeatPlan,
    storage: Storage,
    lines: LineSet,
    shared: HeatSharedArrays,
    workspace: Workspace,
  ) {
    const w = workspace;
    this.#model = model;
    this.#plan = plan;
    this.#lines = lines;
    this.#storage = storage;
    this.#workspace = w;
    this.matrix = new SparseLu(plan.matrix, (u) => this.#model.names[plan.named[u]!]!, w);
    this.position = plan.position;
    this.rate = w.float64(model.names.length);
    this.leakEnergy = w.float64(model.leakNode.length);
    this.#load = w.float64(model.wallCount);
    const first = model.nodeCount + model.accumulatorCount;
    this.#loaded = Array.from({ length: model.wallCount }, (_, wall) => wall).filter(
      (wall) => model.loadSchedule[first + wall]! >= 0,
    );
    this.#outside = w.float64(2);
    this.#flow = shared.flow;
    const constant = (of: (model: LoopModel) => Float64Array) => {
      const copy = w.copy(of(model));
      this.#constants.push([copy, of]);
      return copy;
    };
    const { network } = model;
    this.record = w.place<HeatArrays>("HeatArrays", {
      nodeCount: model.nodeCount,
      accumulatorCount: model.accumulatorCount,
      wallCount: model.wallCount,
      thermalCount: model.names.length,
      branchCount: network.from.length,
      linkCount: model.linkA.length,
      leakCount: model.leakNode.length,
      storage: storage.record,
      matrix: this.matrix.record,
      from: w.copy(network.from),
      to: w.copy(network.to),
      lineOf: w.copy(lines.lineOf),
      exchangeWall: w.copy(model.exchangeWall),
      exchangeConductance: constant((of) => of.exchangeConductance),
      held: w.copy(model.held),
      wallCapacity: constant((of) => of.wallCapacity),
      load: this.#load,
      temperature: shared.temperature,
      flow: shared.flow,
      accumulatorFlow: shared.accumulatorFlow,
      leakFlow: shared.leakFlow,
      stageMass: shared.stageMass,
      rate: this.rate,
      leakEnergy: this.leakEnergy,
      kept: w.float64(network.from.length),
      outside: this.#outside,
      place: w.copy(plan.place),
      streamSlots: w.copy(plan.streamSlots),
      wallSlots: w.copy(plan.wallSlots),
      linkA: w.copy(model.linkA),
      linkB: w.copy(model.linkB),
      linkConductance: constant((of) => of.linkConductance),
      linkRadiation: constant((of) => of.linkRadiation),
      linkAb: w.copy(plan.linkAb),
      linkBa: w.copy(plan.linkBa),
      accumulatorNode: w.copy(model.accumulatorNode),
      accumulatorSlots: w.copy(plan.accumulatorSlots),
      leakNode: w.copy(model.leakNode),
    });
  }

  /** Takes the numbers of another model of the same topology. */
  use(model: LoopModel): void {
    this.#model = model;
    for (const [copy, of] of this.#constants) copy.set(of(model));
  }

  /** Heat and flow work that held unknowns and loads put into the loop [W]. */
  get outsideHeat(): number {
    return this.#outside[OUTSIDE_HEAT]!;
  }

  get boundaryEnthalpy(): number {
    return this.#outside[BOUNDARY_ENTHALPY]!;
  }

  /** Takes up loads as the schedules have them now. */
  holdLoads(): void {
    const { loadSchedule, schedules, nodeCount, accumulatorCount } = this.#model;
    const first = nodeCount + accumulatorCount;
    for (const w of this.#loaded) this.#load[w] = schedules.values[loadSchedule[first + w]!]!;
  }

  /**
   * Evaluates the rates at the present temperatures, flows and properties. With `stepS` above 0 the matrix is filled
   * too, for an implicit stage of that length (`lineStepS` is that length in any case).
   */
  evaluate(stepS: number, lineStepS: number): void {
    const { kernels } = this.#workspace;
    if (this.#lines.branch.length === 0) {
      kernels.heatRates(this.record, stepS);
      return;
    }
    kernels.streamRates(this.record, stepS);
    this.#lineEnds(stepS, lineStepS);
    kernels.otherRates(this.record, stepS);
  }

  #lineEnds(stepS: number, lineStepS: number): void {
    const lines = this.#lines;
    const flow = this.#flow;
    const { from, to } = this.#model.network;
    const { enthalpy, enthalpySlope } = this.#storage;
    const { rate } = this;
    const { place, streamSlots } = this.#plan;
    const values = this.matrix.values;
    for (let l = 0; l < lines.branch.length; l++) {
      const k = lines.branch[l]!;
      const forward = lines.forward[l] === 1;
      const entry = forward ? from[k]! : to[k]!;
      const exit = forward ? to[k]! : from[k]!;
      const along = forward ? flow[k]! : -flow[k]!;
      lines.evaluate(l, flow[k]!, lineStepS, enthalpy[entry]!, enthalpy[exit]!);
      rate[entry] = rate[entry]! - along * enthalpy[entry]!;
      rate[exit] = rate[exit]! + lines.exitRate[l]!;
      if (stepS > 0) {
        const at = place[entry]!;
        values[at] = values[at]! + stepS * Math.max(along, 0) * enthalpySlope[entry]!;
        const slot = streamSlots[4 * k + (forward ? 0 : 1)]!;
        values[slot] = values[slot]! - stepS * lines.exitSlope[l]! * enthalpySlope[entry]!;
      }
    }
  }
}
