import type { LoopModel } from "../model/loop-model.ts";
import { FREE, type LoopState } from "../model/loop-state.ts";
import { carryCavitation } from "./cavitation.ts";
import { GasVessels } from "./gas-vessels.ts";
import { modeLimit } from "./hard-stop.ts";
import { LEAST_MASS_KG } from "./heat-balance.ts";
import { StageSolver } from "./stage-solver.ts";
import { DIAGONAL, ERROR_WEIGHTS, NODES, STAGES, WEIGHTS } from "./tableau.ts";

/** What one attempted step came to. */
export interface Attempt {
  accepted: boolean;
  /** Error over tolerance; above 1 the step is refused. */
  error: number;
  /** Where in the step an accumulator met a hard stop, as part of it; 0 where none did. The step is then refused. */
  stopPart: number;
  /** Largest change of a pump's or branch's liquid part that the step brought. */
  cavitationChange: number;
}

/** How exactly to integrate. */
export interface Tolerance {
  /** Local error of any temperature in one step [K]. */
  readonly temperatureK: number;
  /** Local error of an accumulator's pressure in one step, relative. */
  readonly pressurePart: number;
}

export const DEFAULT_TOLERANCE: Tolerance = { temperatureK: 5e-4, pressurePart: 1e-5 };

/** Part of the step's tolerance that a stage may leave unsolved. */
const STAGE_PART = 0.05;
/** Every so many steps the rate of convergence is measured afresh. */
const CONTRACTION_CHECK = 16;

/** A limit met after this part of a step is met at its end. */
const MET_AT_END = 1 - 1e-5;

/** Backward Euler in the form of the tableau: all weight on the last stage. */
const SETTLING_WEIGHTS = Float64Array.of(0, 0, 0, 1);

/** Length of the backward-Euler steps taken after a jump [s]: they bring flows and pressures back into balance. */
export const SETTLING_STEP_S = 0.005;

/**
 * Advances a state by one step. Carries masses and energies by the same fluxes that the stages used, so what leaves
 * one element enters another to rounding.
 */
export class Integrator {
  readonly model: LoopModel;
  readonly solver: StageSolver;
  readonly #coolants: number;
  readonly #contents: number;
  readonly #unknowns: number;
  readonly #massRate: Float64Array[];
  readonly #energyRate: Float64Array[];
  readonly #leakRate: Float64Array[];
  readonly #leakEnergyRate: Float64Array[];
  readonly #outside: Float64Array[];
  readonly #knownMass: Float64Array;
  readonly #knownEnergy: Float64Array;
  /** Solutions at the stages, for prediction: temperatures, pressures, flows. */
  readonly #stage: Float64Array[];
  readonly #now: Float64Array;
  readonly #vessels: GasVessels;
  readonly #pressureSide: Float64Array;
  readonly #heatSide: Float64Array;
  readonly attempt: Attempt = { accepted: false, error: 0, stopPart: 0, cavitationChange: 0 };

  constructor(model: LoopModel) {
    this.model = model;
    this.solver = new StageSolver(model);
    this.#coolants = model.nodeCount + model.accumulatorCount;
    this.#contents = this.#coolants + model.wallCount;
    this.#unknowns = model.names.length + model.nodeCount + model.network.from.length;
    const arrays = (length: number) => Array.from({ length: STAGES }, () => new Float64Array(length));
    this.#massRate = arrays(this.#coolants);
    this.#energyRate = arrays(this.#contents);
    this.#leakRate = arrays(model.leakNode.length);
    this.#leakEnergyRate = arrays(model.leakNode.length);
    this.#outside = arrays(3);
    this.#stage = arrays(this.#unknowns);
    this.#now = new Float64Array(this.#unknowns);
    this.#knownMass = new Float64Array(this.#coolants);
    this.#knownEnergy = new Float64Array(this.#contents);
    this.#vessels = new GasVessels(model);
    this.#pressureSide = new Float64Array(this.solver.hydraulics.matrix.pattern.size);
    this.#heatSide = new Float64Array(this.solver.heat.matrix.pattern.size);
  }

  /** Third-order step of length h. On refusal the state is untouched. */
  step(state: LoopState, h: number, tolerance: Tolerance): Attempt {
    this.#load(state);
    const attempt = this.attempt;
    attempt.accepted = false;
    attempt.stopPart = 0;
    this.solver.temperatureLimitK = STAGE_PART * tolerance.temperatureK;
    this.solver.pressureLimitPart = STAGE_PART * tolerance.pressurePart;
    this.#massRate[0]!.set(state.massRate);
    this.#energyRate[0]!.set(state.energyRate);
    this.#leakRate[0]!.set(state.leakRate);
    this.#leakEnergyRate[0]!.set(state.leakEnergyRate);
    this.#outside[0]!.set(state.outsideRate);
    this.solver.lines.startStep(state, h);
    for (let s = 1; s < STAGES; s++) {
      this.solver.lines.startStage(s, WEIGHTS, s * STAGES);
      this.#known(state, h, s);
      this.#predict(state, h, s);
      const timeS = state.timeS + h * NODES[s]!;
      if (!this.solver.solve(this.#knownMass, this.#knownEnergy, h * DIAGONAL, timeS, true, s === 1, false)) {
        attempt.error = Number.POSITIVE_INFINITY;
        return attempt;
      }
      this.#keepStage(s);
    }
    attempt.error = this.#error(state, h, tolerance);
    const vesselError = this.#vessels.step(state.vesselKg, h) / tolerance.pressurePart;
    if (vesselError > attempt.error) attempt.error = vesselError;
    if (!(attempt.error <= 1)) return attempt;
    attempt.stopPart = this.#stopPart(state);
    if (attempt.stopPart > 0) return attempt;
    attempt.accepted = true;
    this.#vessels.accept(state.vesselKg);
    state.earlierTimesS[0] = state.timeS;
    state.earlier[0].set(this.#now);
    state.earlierTimesS[1] = state.timeS + h * NODES[2]!;
    state.earlier[1].set(this.#stage[2]!);
    this.#accept(state, h);
    return attempt;
  }

  /**
   * First-order implicit step: settles flows and pressures after a jump, or, with a long h and schedules held at one
   * time, approaches steady state.
   */
  settle(state: LoopState, h: number, scheduleTimeS = state.timeS + h): boolean {
    const { solver } = this;
    this.#load(state);
    this.#knownMass.set(state.massKg);
    this.#knownEnergy.set(state.energyJ);
    solver.lines.startStep(state, h);
    solver.lines.startStage(0, SETTLING_WEIGHTS, 0);
    const before = state.sinceJump !== 0;
    if (!solver.solve(this.#knownMass, this.#knownEnergy, h, scheduleTimeS, before, true, true)) return false;
    this.#keepStage(STAGES - 1);
    this.#vessels.settle(state.vesselKg, h);
    this.#accept(state, h, true);
    return true;
  }

  #load(state: LoopState): void {
    const { temperature, hydraulics, leakArea } = this.solver;
    this.solver.contraction = state.sinceJump % CONTRACTION_CHECK === 0 ? 1 : state.contraction;
    temperature.set(state.temperatureK);
    this.solver.storage.holdModes(state.mode, state.temperatureK);
    hydraulics.pressure.set(state.pressurePa);
    hydraulics.flow.set(state.flowKgPerS);
    hydraulics.setting.set(state.setting);
    hydraulics.derating.set(state.derating);
    leakArea.set(state.leakAreaM2);
    this.solver.leakRate.set(state.leakRate);
    this.#gather(this.#now);
  }

  #gather(into: Float64Array): void {
    const { temperature, hydraulics } = this.solver;
    into.set(temperature, 0);
    into.set(hydraulics.pressure, temperature.length);
    into.set(hydraulics.flow, temperature.length + hydraulics.pressure.length);
  }

  #known(state: LoopState, h: number, s: number): void {
    const mass = this.#knownMass;
    const energy = this.#knownEnergy;
    mass.set(state.massKg);
    energy.set(state.energyJ);
    for (let j = 0; j < s; j++) {
      const weight = h * WEIGHTS[s * STAGES + j]!;
      const massRate = this.#massRate[j]!;
      const energyRate = this.#energyRate[j]!;
      for (let i = 0; i < mass.length; i++) mass[i] = mass[i]! + weight * massRate[i]!;
      for (let i = 0; i < energy.length; i++) energy[i] = energy[i]! + weight * energyRate[i]!;
    }
  }

  /** Starting iterate of a stage: the parabola through the three latest solutions known, near it in time. */
  #predict(state: LoopState, h: number, s: number): void {
    if (s === 1 && state.sinceJump < 2) return;
    const t = state.timeS + h * NODES[s]!;
    const c = this.#now;
    const tc = state.timeS;
    let a: Float64Array;
    let ta: number;
    let b: Float64Array;
    let tb: number;
    if (s === 3) {
      a = this.#stage[1]!;
      ta = tc + h * NODES[1]!;
      b = this.#stage[2]!;
      tb = tc + h * NODES[2]!;
    } else if (s === 2) {
      b = this.#stage[1]!;
      tb = tc + h * NODES[1]!;
      const known = state.sinceJump >= 2;
      a = known ? state.earlier[1] : b;
      ta = known ? state.earlierTimesS[1] : tb;
    } else {
      a = state.earlier[0];
      ta = state.earlierTimesS[0];
      b = state.earlier[1];
      tb = state.earlierTimesS[1];
    }
    let wa = 0;
    let wb: number;
    let wc: number;
    if (ta === tb) {
      wb = (t - tc) / (tb - tc);
      wc = 1 - wb;
    } else {
      wa = ((t - tb) * (t - tc)) / ((ta - tb) * (ta - tc));
      wb = ((t - ta) * (t - tc)) / ((tb - ta) * (tb - tc));
      wc = ((t - ta) * (t - tb)) / ((tc - ta) * (tc - tb));
    }
    const { temperature, hydraulics } = this.solver;
    const n = temperature.length;
    for (let i = 0; i < n; i++) temperature[i] = wa * a[i]! + wb * b[i]! + wc * c[i]!;
    const { pressure, flow } = hydraulics;
    const q = n + pressure.length;
    for (let i = 0; i < pressure.length; i++) pressure[i] = wa * a[n + i]! + wb * b[n + i]! + wc * c[n + i]!;
    for (let k = 0; k < flow.length; k++) flow[k] = wa * a[q + k]! + wb * b[q + k]! + wc * c[q + k]!;
  }

  #keepStage(s: number): void {
    const { solver } = this;
    this.#massRate[s]!.set(solver.massRate);
    const energy = this.#energyRate[s]!;
    const rate = solver.heat.rate;
    for (let i = 0; i < energy.length; i++) energy[i] = rate[i]!;
    this.#leakRate[s]!.set(solver.leakRate);
    this.#leakEnergyRate[s]!.set(solver.heat.leakEnergy);
    const outside = this.#outside[s]!;
    outside[0] = solver.boundaryFlow;
    outside[1] = solver.heat.boundaryEnthalpy;
    outside[2] = solver.heat.outsideHeat;
    solver.lines.keepStage(s, solver.hydraulics.flow, solver.storage.enthalpy);
    this.#gather(this.#stage[s]!);
  }

  /** Largest local error over its tolerance, filtered through the stage matrices so that stiff parts do not mislead. */
  #error(state: LoopState, h: number, tolerance: Tolerance): number {
    const { model, solver } = this;
    const { heat, hydraulics } = solver;
    const side = this.#heatSide;
    for (let u = 0; u < this.#contents; u++) {
      const at = heat.position[u]!;
      if (at < 0) continue;
      let sum = 0;
      for (let s = 0; s < STAGES; s++) sum += ERROR_WEIGHTS[s]! * this.#energyRate[s]![u]!;
      side[at] = h * sum;
    }
    // Mass that went astray carries its enthalpy with it: only the difference changes a temperature.
    for (let i = 0; i < this.#coolants; i++) {
      const at = heat.position[i]!;
      if (at < 0) continue;
      let sum = 0;
      for (let s = 0; s < STAGES; s++) sum += ERROR_WEIGHTS[s]! * this.#massRate[s]![i]!;
      side[at] =
        solver.storage.mass[i]! > LEAST_MASS_KG ? side[at]! - h * sum * solver.storage.enthalpy[i]! : 0;
    }
    heat.matrix.solve(side);
    let largest = 0;
    for (let i = 0; i < side.length; i++) {
      const size = Math.abs(side[i]!);
      if (!(size <= largest)) largest = size;
    }
    let worst = largest / tolerance.temperatureK;
    if (model.accumulatorCount === 0) return worst;
    const pressureSide = this.#pressureSide;
    pressureSide.fill(0);
    for (let i = 0; i < this.#coolants; i++) {
      const node = i < model.nodeCount ? i : model.accumulatorNode[i - model.nodeCount]!;
      const at = hydraulics.position[node]!;
      if (at < 0) continue;
      let sum = 0;
      for (let s = 0; s < STAGES; s++) sum += ERROR_WEIGHTS[s]! * this.#massRate[s]![i]!;
      pressureSide[at] = pressureSide[at]! + sum / DIAGONAL;
    }
    hydraulics.respond(pressureSide);
    for (let a = 0; a < model.accumulatorCount; a++) {
      const node = model.accumulatorNode[a]!;
      const at = hydraulics.position[node]!;
      // Against a stop the loop is rigid: a thousandth of a kelvin is hundreds of pascals, and temperatures rule alone.
      if (at < 0 || state.mode[a] !== FREE) continue;
      const size =
        Math.abs(pressureSide[at]!) /
        (tolerance.pressurePart * Math.max(Math.abs(state.pressurePa[node]!), 1));
      if (!(size <= worst)) worst = size;
    }
    return worst;
  }

  /** Part of the step after which the first accumulator changes mode, by the chord of its pressure; 0 for none. */
  #stopPart(state: LoopState): number {
    const { model, solver } = this;
    let first = 0;
    for (let a = 0; a < model.accumulatorCount; a++) {
      const node = model.accumulatorNode[a]!;
      const before = state.pressurePa[node]!;
      const after = solver.hydraulics.pressure[node]!;
      const limit = modeLimit(model, solver.storage, state, a, after > before);
      const part = (before - limit) / (before - after);
      if (part > 0 && part < MET_AT_END && (first === 0 || part < first)) first = part;
    }
    return first;
  }

  #accept(state: LoopState, h: number, settling = false): void {
    const { solver, model } = this;
    const last = STAGES - 1;
    for (let s = settling ? last : 0; s < STAGES; s++) {
      const weight = settling ? h : h * WEIGHTS[last * STAGES + s]!;
      const massRate = this.#massRate[s]!;
      const energyRate = this.#energyRate[s]!;
      for (let i = 0; i < this.#coolants; i++)
        if (i >= model.nodeCount || model.held[i] === 0)
          state.massKg[i] = state.massKg[i]! + weight * massRate[i]!;
      for (let i = 0; i < this.#contents; i++)
        if (model.held[i] === 0) state.energyJ[i] = state.energyJ[i]! + weight * energyRate[i]!;
      for (let l = 0; l < model.leakNode.length; l++) {
        state.leakedKg[l] = state.leakedKg[l]! + weight * this.#leakRate[s]![l]!;
        state.leakedJ[l] = state.leakedJ[l]! + weight * this.#leakEnergyRate[s]![l]!;
      }
      const outside = this.#outside[s]!;
      state.suppliedKg += weight * outside[0]!;
      state.suppliedJ += weight * outside[1]!;
      state.heatJ += weight * outside[2]!;
    }
    solver.lines.accept(
      state,
      settling ? SETTLING_WEIGHTS : WEIGHTS,
      settling ? 0 : last * STAGES,
      settling ? last : 0,
      solver.storage.enthalpy,
    );
    state.massRate.set(this.#massRate[last]!);
    state.energyRate.set(this.#energyRate[last]!);
    state.leakRate.set(this.#leakRate[last]!);
    state.leakEnergyRate.set(this.#leakEnergyRate[last]!);
    state.outsideRate.set(this.#outside[last]!);
    state.temperatureK.set(solver.temperature);
    state.pressurePa.set(solver.hydraulics.pressure);
    state.flowKgPerS.set(solver.hydraulics.flow);
    state.contraction = solver.contraction;
    state.timeS += h;
    state.sinceJump++;
    state.steps++;
    this.attempt.cavitationChange = carryCavitation(model, state, h);
  }
}
