import type { Workspace } from "../kernel/workspace.ts";
import type { LoopModel } from "../model/loop-model.ts";
import { FREE } from "../model/loop-state.ts";
import { HydraulicSystem } from "../network/hydraulic-system.ts";
import { NEWTON } from "../network/hydraulics.kernel.ts";
import { SingularMatrixError } from "../sparse/sparse-lu.ts";
import { NO_MATRIX, RATES_ONLY } from "./heat.kernel.ts";
import { HeatBalance } from "./heat-balance.ts";
import { LineSet } from "./line-set.ts";
import type { LoopPlan } from "./loop-plan.ts";
import {
  BOUNDARY_FLOW,
  DONE,
  NO_HEAT_PIVOT,
  RUN_AWAY,
  type StageArrays,
  TEMPERATURE_CHANGE,
} from "./stage.kernel.ts";
import { Storage } from "./storage.ts";

/** Iterations after which a stage is given up and the step halved. */
const MOST_ITERATIONS = 20;
/** And rounds of hydraulics alone, after a jump. Quadratic losses that come to rest need one a halving. */
const MOST_SETTLING_ROUNDS = 60;
/**
 * Error left in a stage: in any flow as part of the largest one, or in absolute terms [kg/s]. At rest, rounding of
 * pressures alone moves flows by 1e-8 kg/s; mass balances to rounding all the same.
 */
const STAGE_FLOW_PART = 1e-7;
const LEAST_FLOW_KG_PER_S = 5e-8;
/** Flow changes this many times the limit pass after the last round. */
const TREMBLE = 20;
/** No better rate of convergence than this is believed. */
const LEAST_CONTRACTION = 1e-4;

/**
 * Solves one implicit stage of the whole loop: find temperatures, pressures and flows such that
 *   mass(T, p) = known mass + step * net inflow   at every node and accumulator,
 *   mass * enthalpy(T) = known energy + step * net energy inflow   there and at every wall,
 *   p_from - p_to = loss(flow)   along every branch.
 * Newton in two blocks, heat then hydraulics, repeated on the full residual until both stand still. The hydraulic
 * block leaves mass balanced to rounding after every round.
 */
export class StageSolver {
  model: LoopModel;
  readonly storage: Storage;
  readonly hydraulics: HydraulicSystem;
  readonly heat: HeatBalance;
  readonly lines: LineSet;
  /** Present iterate: temperatures, then pressures, then flows; and each part of it. */
  readonly solution: Float64Array;
  readonly temperature: Float64Array;
  /** What the stage starts from: contents of nodes and accumulators [kg], and of those and walls [J]. */
  readonly knownMass: Float64Array;
  readonly knownEnergy: Float64Array;
  /** Results: net mass inflow of nodes and accumulators, leak flows. */
  readonly massRate: Float64Array;
  readonly leakRate: Float64Array;
  readonly leakArea: Float64Array;
  /** What kernels know the stage by. */
  readonly record: StageArrays;
  rounds = 0;
  /** Error that may be left in any temperature of a stage [K]. */
  temperatureLimitK = 1e-5;
  /** And in the pressure at any free accumulator, relative. */
  pressureLimitPart = 1e-7;
  /** Name of the element whose equation failed, after `solve` returned false. */
  culprit = "";
  /** How much a round shrinks the error, as last seen; part of the state, so that a resumed run repeats itself. */
  contraction = 1;
  readonly #workspace: Workspace;
  readonly #temperature: Float64Array;
  readonly #pressureBefore: Float64Array;
  readonly #leakOutside: Float64Array;
  readonly #sums: Float64Array;
  readonly #worst: Int32Array;
  readonly #solveHeat: () => void;
  /** Thermal unknowns whose temperature a schedule gives. */
  readonly #scheduled: readonly number[];

  constructor(model: LoopModel, plan: LoopPlan, workspace: Workspace) {
    const w = workspace;
    const { nodeCount, accumulatorCount, names, network } = model;
    const coolants = nodeCount + accumulatorCount;
    const leakCount = model.leakNode.length;
    this.model = model;
    this.#workspace = w;
    this.solution = w.float64(names.length + nodeCount + network.from.length);
    this.temperature = this.solution.subarray(0, names.length);
    this.#temperature = w.pass(this.temperature);
    const pressure = this.solution.subarray(names.length, names.length + nodeCount);
    const flow = this.solution.subarray(names.length + nodeCount);
    this.storage = new Storage(model, w);
    const { density, viscosity } = this.storage;
    this.massRate = w.float64(coolants);
    const inflow = this.massRate;
    const own = { pressure, flow, density, viscosity, inflow };
    this.hydraulics = new HydraulicSystem(network, plan.hydraulics, w, own);
    this.lines = new LineSet(model, w);
    this.knownMass = w.float64(coolants);
    this.knownEnergy = w.float64(coolants + model.wallCount);
    this.leakRate = w.float64(leakCount);
    this.leakArea = w.float64(leakCount);
    this.#leakOutside = w.copy(model.leakOutsidePa);
    this.#pressureBefore = w.float64(nodeCount);
    this.#scheduled = [...model.heldSchedule.keys()].filter((u) => model.heldSchedule[u]! >= 0);
    this.#sums = w.float64(2);
    this.#worst = w.int32(1);
    const accumulatorFlow = w.float64(accumulatorCount);
    const stageMass = w.float64(coolants);
    const shared = {
      temperature: this.temperature,
      flow,
      accumulatorFlow,
      leakFlow: this.leakRate,
      stageMass,
    };
    this.heat = new HeatBalance(model, plan.heat, this.storage, this.lines, shared, w);
    const side = w.float64(this.heat.matrix.values.length);
    this.#solveHeat = this.heat.matrix.solverOf(side);
    this.record = w.place<StageArrays>("StageArrays", {
      heat: this.heat.record,
      storage: this.storage.record,
      hydraulics: this.hydraulics.record,
      nodeCount,
      accumulatorCount,
      leakCount,
      lineCount: this.lines.branch.length,
      viscous: model.needsViscosity ? 1 : 0,
      fixed: w.copy(network.fixed),
      accumulatorNode: w.copy(model.accumulatorNode),
      leakNode: w.copy(model.leakNode),
      leakOutside: this.#leakOutside,
      leakArea: this.leakArea,
      leakRate: this.leakRate,
      leakSlope: w.float64(leakCount),
      leakLaw: w.float64(2),
      lineBranch: this.lines.branch,
      lineForward: this.lines.forward,
      lineSwell: this.lines.swell,
      knownMass: this.knownMass,
      knownEnergy: this.knownEnergy,
      massRate: this.massRate,
      stageMass,
      accumulatorFlow,
      pressureBefore: this.#pressureBefore,
      side,
      sums: this.#sums,
      worst: this.#worst,
    });
  }

  /** Takes the numbers of another model of the same topology. */
  use(model: LoopModel): void {
    this.model = model;
    this.#leakOutside.set(model.leakOutsidePa);
    this.storage.use(model);
    this.hydraulics.use(model.network);
    this.lines.use(model);
    this.heat.use(model);
  }

  /** Mass given by boundary nodes [kg/s]. */
  get boundaryFlow(): number {
    return this.#sums[BOUNDARY_FLOW]!;
  }

  /**
   * Solves the stage at `timeS` from the present iterate and the known contents. `assemble` rebuilds both matrices in
   * the first round; with false those of an earlier stage of the same length serve. `settling` says that the flows at
   * hand are no good, as after a jump: hydraulics is then brought into balance before any heat moves. Returns whether
   * it converged.
   */
  solve(stepS: number, timeS: number, before: boolean, assemble: boolean, settling: boolean): boolean {
    const { model, hydraulics, heat, record } = this;
    const { kernels } = this.#workspace;
    this.#holdSchedules(timeS, before);
    if (settling) {
      kernels.contentProperties(this.storage.record, this.#temperature, model.needsViscosity);
      if (!this.#settleFlows(stepS)) return false;
    } else kernels.trustFlows(record, stepS);
    let fresh = assemble;
    let lastMeasure = Number.POSITIVE_INFINITY;
    for (let round = 1; round <= MOST_ITERATIONS; round++) {
      this.rounds++;
      const outcome = this.#round(stepS, fresh);
      if (outcome !== DONE) {
        if (outcome === RUN_AWAY) this.culprit = model.names[this.#worst[0]!] ?? "loop";
        else if (outcome >= 0)
          this.culprit = model.network.nodeIds[hydraulics.position.indexOf(outcome)] ?? "network";
        return false;
      }
      const change = this.#sums[TEMPERATURE_CHANGE]!;
      const flowLimit = STAGE_FLOW_PART * hydraulics.largestFlow + LEAST_FLOW_KG_PER_S;
      const measure = Math.max(
        change / this.temperatureLimitK,
        hydraulics.flowChange / flowLimit,
        this.#levelChange() / this.pressureLimitPart,
      );
      // A good start may end in rounding at once, which says nothing of the rate.
      if (round > 1) this.contraction = Math.min(1, Math.max(measure / lastMeasure, LEAST_CONTRACTION));
      // Near rest flows may tremble at rounding for ever: temperatures then decide.
      const trembling =
        round === MOST_ITERATIONS &&
        change < this.temperatureLimitK &&
        hydraulics.flowChange < TREMBLE * flowLimit;
      if (measure * this.contraction < 1 || trembling) {
        heat.evaluate(RATES_ONLY, stepS);
        return true;
      }
      // Slow convergence asks for fresh matrices; fast convergence lives with the old ones.
      fresh = measure > 0.1 * lastMeasure || (round === 1 && measure > 1e5);
      lastMeasure = measure;
    }
    this.culprit = model.names[this.#worst[0]!] ?? "loop";
    return false;
  }

  /** One round; lines, and a heat matrix that needs row exchange, are beyond the kernel that does it in one go. */
  #round(stepS: number, fresh: boolean): number {
    const { kernels } = this.#workspace;
    const { heat, record } = this;
    if (this.lines.branch.length === 0 && (fresh || !heat.matrix.fellBack)) {
      if (fresh) heat.matrix.fellBack = false;
      const outcome = kernels.stageRound(record, stepS, fresh);
      if (outcome !== NO_HEAT_PIVOT) return outcome;
    } else {
      kernels.streamProperties(this.storage.record, this.#temperature, fresh);
      heat.evaluate(fresh ? stepS : NO_MATRIX, stepS);
    }
    if (fresh && !this.#factoriseHeat()) return NO_HEAT_PIVOT;
    kernels.heatMismatch(record, stepS);
    this.#solveHeat();
    return kernels.hydraulicHalf(record, stepS, fresh);
  }

  /** A singular heat matrix refuses the stage rather than ending the run: a shorter step may do. */
  #factoriseHeat(): boolean {
    try {
      this.heat.matrix.factorise();
      return true;
    } catch (error) {
      if (!(error instanceof SingularMatrixError)) throw error;
      this.culprit = error.element;
      return false;
    }
  }

  /** Largest relative change of pressure at accumulators that are free to move, in the last round. */
  #levelChange(): number {
    const { accumulatorNode } = this.model;
    const { pressure } = this.hydraulics;
    let largest = 0;
    for (let a = 0; a < accumulatorNode.length; a++) {
      if (this.storage.mode[a] !== FREE) continue;
      const i = accumulatorNode[a]!;
      const change = Math.abs(pressure[i]! / this.#pressureBefore[i]! - 1);
      if (change > largest) largest = change;
    }
    return largest;
  }

  /** Hydraulics alone, at fixed temperatures, until flows stand still. */
  #settleFlows(stepS: number): boolean {
    const { hydraulics, record } = this;
    const { kernels } = this.#workspace;
    for (let round = 0; round < MOST_SETTLING_ROUNDS; round++) {
      kernels.nodeSupplies(record, stepS);
      const stuck = hydraulics.iterate(NEWTON);
      if (stuck >= 0) {
        this.culprit = this.model.network.nodeIds[stuck] ?? "network";
        return false;
      }
      kernels.massRates(record, stepS);
      if (hydraulics.flowChange < STAGE_FLOW_PART * hydraulics.largestFlow + LEAST_FLOW_KG_PER_S) return true;
    }
    this.culprit = "network";
    return false;
  }

  #holdSchedules(timeS: number, before: boolean): void {
    const { schedules, heldSchedule } = this.model;
    schedules.evaluate(timeS, before);
    for (const u of this.#scheduled) this.temperature[u] = schedules.values[heldSchedule[u]!]!;
    this.heat.holdLoads();
  }
}
