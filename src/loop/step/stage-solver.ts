import type { LoopModel } from "../model/loop-model.ts";
import { FREE } from "../model/loop-state.ts";
import { HydraulicSystem } from "../network/hydraulic-system.ts";
import { SingularMatrixError } from "../sparse/sparse-lu.ts";
import { HeatBalance, LEAST_MASS_KG, NO_MATRIX, RATES_ONLY } from "./heat-balance.ts";
import { leakFlow } from "./leak-law.ts";
import { LineSet } from "./line-set.ts";
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
  readonly model: LoopModel;
  readonly storage: Storage;
  readonly hydraulics: HydraulicSystem;
  readonly heat: HeatBalance;
  readonly lines: LineSet;
  /** Present iterate: thermal unknowns; pressures and flows live in `hydraulics`. */
  readonly temperature: Float64Array;
  /** Results: net mass inflow of nodes and accumulators, leak flows, mass given by boundaries. */
  readonly massRate: Float64Array;
  readonly accumulatorFlow: Float64Array;
  readonly leakRate: Float64Array;
  boundaryFlow = 0;
  readonly leakArea: Float64Array;
  rounds = 0;
  /** Error that may be left in any temperature of a stage [K]. */
  temperatureLimitK = 1e-5;
  /** And in the pressure at any free accumulator, relative. */
  pressureLimitPart = 1e-7;
  /** Name of the element whose equation failed, after `solve` returned false. */
  culprit = "";
  readonly #stageMass: Float64Array;
  readonly #side: Float64Array;
  readonly #leak = new Float64Array(2);
  readonly #leakSlope: Float64Array;
  readonly #pressureBefore: Float64Array;
  /** How much a round shrinks the error, as last seen; part of the state, so that a resumed run repeats itself. */
  contraction = 1;

  constructor(model: LoopModel) {
    this.model = model;
    this.storage = new Storage(model);
    this.hydraulics = new HydraulicSystem(model.network);
    this.lines = new LineSet(model);
    this.heat = new HeatBalance(model, this.storage, this.lines);
    this.temperature = new Float64Array(model.names.length);
    const coolants = model.nodeCount + model.accumulatorCount;
    this.massRate = new Float64Array(coolants);
    this.#stageMass = new Float64Array(coolants);
    this.accumulatorFlow = new Float64Array(model.accumulatorCount);
    this.leakRate = new Float64Array(model.leakNode.length);
    this.leakArea = new Float64Array(model.leakNode.length);
    this.#leakSlope = new Float64Array(model.leakNode.length);
    this.#pressureBefore = new Float64Array(model.nodeCount);
    this.#side = new Float64Array(this.heat.matrix.pattern.size);
  }

  /**
   * Solves the stage at `timeS` from the present iterate. `assemble` rebuilds both matrices in the first round; with
   * false those of an earlier stage of the same length serve. `settling` says that the flows at hand are no good, as
   * after a jump: hydraulics is then brought into balance before any heat moves. Returns whether it converged.
   */
  solve(
    knownMass: Float64Array,
    knownEnergy: Float64Array,
    stepS: number,
    timeS: number,
    before: boolean,
    assemble: boolean,
    settling: boolean,
  ): boolean {
    const { model, storage, hydraulics, temperature } = this;
    this.#stepS = stepS;
    this.#holdSchedules(timeS, before);
    storage.atTemperatures(temperature);
    if (settling) {
      if (!this.#settleFlows(knownMass, stepS)) return false;
    } else this.#trustFlows(knownMass, stepS);
    let fresh = assemble;
    let lastMeasure = Number.POSITIVE_INFINITY;
    for (let round = 1; round <= MOST_ITERATIONS; round++) {
      this.rounds++;
      this.#evaluateHeat(fresh ? stepS : NO_MATRIX);
      if (fresh && !this.#factoriseHeat()) return false;
      const change = this.#correctTemperatures(knownEnergy, stepS);
      if (!(change < 1e4)) {
        this.culprit = model.names[this.#worstUnknown] ?? "loop";
        return false;
      }
      storage.atTemperatures(temperature);
      this.#supplies(knownMass, stepS);
      const stuck = hydraulics.iterate(fresh);
      if (stuck >= 0) {
        this.culprit = model.network.nodeIds[stuck] ?? "network";
        return false;
      }
      this.#massRates(knownMass, stepS);
      const flowLimit = STAGE_FLOW_PART * this.#largestFlow + LEAST_FLOW_KG_PER_S;
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
        this.#evaluateHeat(RATES_ONLY);
        return true;
      }
      // Slow convergence asks for fresh matrices; fast convergence lives with the old ones.
      fresh = measure > 0.1 * lastMeasure || (round === 1 && measure > 1e5);
      lastMeasure = measure;
    }
    this.culprit = model.names[this.#worstUnknown] ?? "loop";
    return false;
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

  #evaluateHeat(stepS: number): void {
    this.heat.evaluate(
      this.temperature,
      this.hydraulics.flow,
      this.accumulatorFlow,
      this.leakRate,
      this.#stageMass,
      stepS,
      this.#stepS,
    );
  }

  /** Hydraulics alone, at fixed temperatures, until flows stand still. */
  #settleFlows(knownMass: Float64Array, stepS: number): boolean {
    const { hydraulics } = this;
    for (let round = 0; round < MOST_SETTLING_ROUNDS; round++) {
      this.#supplies(knownMass, stepS);
      const stuck = hydraulics.iterate(true);
      if (stuck >= 0) {
        this.culprit = this.model.network.nodeIds[stuck] ?? "network";
        return false;
      }
      this.#massRates(knownMass, stepS);
      if (hydraulics.flowChange < STAGE_FLOW_PART * this.#largestFlow + LEAST_FLOW_KG_PER_S) return true;
    }
    this.culprit = "network";
    return false;
  }

  /** Takes predicted flows as balanced: what they leave over at a node, its accumulator takes. */
  #trustFlows(knownMass: Float64Array, stepS: number): void {
    const { model, massRate } = this;
    const { nodeCount, accumulatorCount, accumulatorNode, leakNode } = model;
    const stageMass = this.#stageMass;
    this.#sumFlows();
    for (let l = 0; l < leakNode.length; l++)
      massRate[leakNode[l]!] = massRate[leakNode[l]!]! - this.leakRate[l]!;
    for (let a = 0; a < accumulatorCount; a++) {
      const node = accumulatorNode[a]!;
      this.accumulatorFlow[a] = massRate[node]!;
      massRate[nodeCount + a] = massRate[node]!;
      massRate[node] = 0;
    }
    for (let i = 0; i < massRate.length; i++) stageMass[i] = knownMass[i]! + stepS * massRate[i]!;
  }

  #sumFlows(): void {
    const { model, hydraulics, massRate } = this;
    const { from, to } = model.network;
    const { flow } = hydraulics;
    massRate.fill(0);
    let largest = 0;
    for (let k = 0; k < flow.length; k++) {
      const m = flow[k]!;
      const i = from[k]!;
      const j = to[k]!;
      massRate[i] = massRate[i]! - m;
      massRate[j] = massRate[j]! + m;
      const size = m < 0 ? -m : m;
      if (size > largest) largest = size;
    }
    const { lines } = this;
    for (let l = 0; l < lines.branch.length; l++) {
      const k = lines.branch[l]!;
      const exit = lines.forward[l] === 1 ? to[k]! : from[k]!;
      massRate[exit] = massRate[exit]! + lines.swell[l]!;
    }
    this.#largestFlow = largest;
  }

  #stepS = 0;
  #largestFlow = 0;
  #worstUnknown = 0;

  #holdSchedules(timeS: number, before: boolean): void {
    const { schedules, heldSchedule } = this.model;
    schedules.evaluate(timeS, before);
    for (let u = 0; u < heldSchedule.length; u++)
      if (heldSchedule[u]! >= 0) this.temperature[u] = schedules.values[heldSchedule[u]!]!;
  }

  #supplies(knownMass: Float64Array, stepS: number): void {
    const { model, storage, hydraulics, temperature } = this;
    const { nodeCount, accumulatorCount, accumulatorNode, leakNode, leakOutsidePa, fluidOf } = model;
    const { supply, compliance, pressure } = hydraulics;
    storage.atPressures(pressure);
    const { mass, massSlope, density } = storage;
    const perStep = 1 / stepS;
    for (let i = 0; i < nodeCount; i++) {
      supply[i] = (knownMass[i]! - mass[i]!) * perStep;
      compliance[i] = massSlope[i]! * perStep;
      hydraulics.density[i] = density[i]!;
    }
    if (model.needsViscosity)
      for (let i = 0; i < nodeCount; i++)
        hydraulics.viscosity[i] = model.fluids.viscosity(fluidOf[i]!, temperature[i]!);
    for (let a = 0; a < accumulatorCount; a++) {
      const node = accumulatorNode[a]!;
      const at = nodeCount + a;
      supply[node] = supply[node]! + (knownMass[at]! - mass[at]!) * perStep;
      compliance[node] = compliance[node]! + massSlope[at]! * perStep;
    }
    for (let l = 0; l < leakNode.length; l++) {
      const i = leakNode[l]!;
      const out = this.#leak;
      leakFlow(
        this.leakArea[l]!,
        pressure[i]!,
        leakOutsidePa[l]!,
        density[i]!,
        storage.liquidPart(i),
        model.fluids.vapourGasConstant[fluidOf[i]!]!,
        temperature[i]!,
        out,
      );
      this.leakRate[l] = out[0]!;
      this.#leakSlope[l] = out[1]!;
      supply[i] = supply[i]! - out[0]!;
      compliance[i] = compliance[i]! + out[1]!;
    }
    const { lines } = this;
    const { from, to } = model.network;
    for (let l = 0; l < lines.branch.length; l++) {
      const k = lines.branch[l]!;
      const exit = lines.forward[l] === 1 ? to[k]! : from[k]!;
      supply[exit] = supply[exit]! + lines.swell[l]!;
    }
    this.#pressureBefore.set(pressure);
  }

  /** Net inflows after the hydraulic round; leaks and accumulators take the linear share of the pressure change. */
  #massRates(knownMass: Float64Array, stepS: number): void {
    const { model, hydraulics, massRate, storage } = this;
    const { nodeCount, accumulatorCount, accumulatorNode, leakNode } = model;
    const { fixed } = model.network;
    const { pressure } = hydraulics;
    const pressureBefore = this.#pressureBefore;
    this.#sumFlows();
    for (let l = 0; l < leakNode.length; l++) {
      const i = leakNode[l]!;
      const m = this.leakRate[l]! + this.#leakSlope[l]! * (pressure[i]! - pressureBefore[i]!);
      this.leakRate[l] = m;
      massRate[i] = massRate[i]! - m;
    }
    for (let a = 0; a < accumulatorCount; a++) {
      const node = accumulatorNode[a]!;
      const at = nodeCount + a;
      const change = storage.massSlope[at]! * (pressure[node]! - pressureBefore[node]!);
      const m = (storage.mass[at]! + change - knownMass[at]!) / stepS;
      this.accumulatorFlow[a] = m;
      massRate[node] = massRate[node]! - m;
      massRate[at] = m;
    }
    let boundary = 0;
    const stageMass = this.#stageMass;
    for (let i = 0; i < massRate.length; i++) stageMass[i] = knownMass[i]! + stepS * massRate[i]!;
    for (let i = 0; i < nodeCount; i++) if (fixed[i] !== 0) boundary -= massRate[i]!;
    this.boundaryFlow = boundary;
  }

  /** One Newton correction of all temperatures; the largest change [K]. */
  #correctTemperatures(knownEnergy: Float64Array, stepS: number): number {
    const { model, heat, temperature, storage } = this;
    const { position, rate } = heat;
    const coolants = model.nodeCount + model.accumulatorCount;
    const side = this.#side;
    const stageMass = this.#stageMass;
    const { enthalpy } = storage;
    const { wallCapacity, wallCount } = model;
    for (let i = 0; i < coolants; i++) {
      const at = position[i]!;
      if (at < 0) continue;
      // Next to nothing has next to no temperature: it keeps the last one.
      side[at] =
        stageMass[i]! > LEAST_MASS_KG ? knownEnergy[i]! + stepS * rate[i]! - stageMass[i]! * enthalpy[i]! : 0;
    }
    for (let w = 0; w < wallCount; w++) {
      const u = coolants + w;
      side[position[u]!] = knownEnergy[u]! + stepS * rate[u]! - wallCapacity[w]! * temperature[u]!;
    }
    heat.matrix.solve(side);
    let largest = 0;
    for (let u = 0; u < coolants + model.wallCount; u++) {
      const at = position[u]!;
      if (at < 0) continue;
      const change = side[at]!;
      temperature[u] = temperature[u]! + change;
      const size = change < 0 ? -change : change;
      if (!(size <= largest)) {
        largest = size;
        this.#worstUnknown = u;
      }
    }
    return largest;
  }
}
