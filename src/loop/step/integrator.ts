import { type KernelVariant, openWorkspace, type Workspace } from "../kernel/workspace.ts";
import type { LoopModel } from "../model/loop-model.ts";
import { DRAINED, FREE, type LoopState } from "../model/loop-state.ts";
import { carryCavitation } from "./cavitation.ts";
import { GasVessels } from "./gas-vessels.ts";
import { modeLimit } from "./hard-stop.ts";
import { planOf, sharePlan, workspaceBytes } from "./loop-plan.ts";
import { StageSolver } from "./stage-solver.ts";
import type { StepArrays } from "./step.kernel.ts";
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

export const DEFAULT_TOLERANCE: Tolerance = { temperatureK: 4e-4, pressurePart: 1e-5 };

/** Part of the step's tolerance that a stage may leave unsolved. */
const STAGE_PART = 0.05;
/** Every so many steps the rate of convergence is measured afresh. */
const CONTRACTION_CHECK = 16;

/** Predictions further ahead than this many times the last step are straight lines. */
const FAR = 2;

/** A limit met after this part of a step is met at its end. */
const MET_AT_END = 1 - 1e-5;

/** Backward Euler in the form of the tableau: all weight on the last stage. */
const SETTLING_WEIGHTS = Float64Array.of(0, 0, 0, 1);

/** Length of the backward-Euler steps taken after a jump [s]: they bring flows and pressures back into balance. */
export const SETTLING_STEP_S = 0.005;
/** How many of them. They leave no history behind: the first step after them has none to be predicted from. */
export const SETTLING_STEPS = 3;

/** Rows of the history of solutions: the present one, one a stage, two earlier ones. */
const NOW = 0;
const EARLIER = STAGES;
const ROWS = STAGES + 2;
/** Where the settling weights follow the others in the workspace. */
const SETTLING_ROW = STAGES * STAGES;

/**
 * Advances a state by one step. Carries masses and energies by the same fluxes that the stages used, so what leaves
 * one element enters another to rounding.
 */
export class Integrator {
  model: LoopModel;
  readonly solver: StageSolver;
  readonly attempt: Attempt = { accepted: false, error: 0, stopPart: 0, cavitationChange: 0 };
  readonly #workspace: Workspace;
  readonly #coolants: number;
  readonly #contents: number;
  readonly #mass: Float64Array;
  readonly #energy: Float64Array;
  /** Rates of all stages, one after the other; and the parts that belong to the first and the last. */
  readonly #massRate: StageRates;
  readonly #energyRate: StageRates;
  readonly #leakRate: StageRates;
  readonly #leakEnergyRate: StageRates;
  readonly #outside: StageRates;
  readonly #leakedKg: Float64Array;
  readonly #leakedJ: Float64Array;
  readonly #supplied: Float64Array;
  readonly #rows: Float64Array[];
  readonly #passedRows: Float64Array[];
  readonly #heatSide: Float64Array;
  readonly #passedHeatSide: Float64Array;
  readonly #pressureSide: Float64Array;
  readonly #solveHeat: () => void;
  readonly #solvePressure: () => void;
  readonly #record: StepArrays;
  #vessels: GasVessels;

  constructor(model: LoopModel, variant?: KernelVariant) {
    const plan = planOf(model);
    const w = openWorkspace(workspaceBytes(model, plan), variant);
    this.model = model;
    this.#workspace = w;
    this.solver = new StageSolver(model, plan, w);
    const { hydraulics, heat, solution } = this.solver;
    const leakCount = model.leakNode.length;
    this.#coolants = model.nodeCount + model.accumulatorCount;
    this.#contents = this.#coolants + model.wallCount;
    this.#mass = w.float64(this.#coolants);
    this.#energy = w.float64(this.#contents);
    this.#massRate = new StageRates(w, this.#coolants);
    this.#energyRate = new StageRates(w, this.#contents);
    this.#leakRate = new StageRates(w, leakCount);
    this.#leakEnergyRate = new StageRates(w, leakCount);
    this.#outside = new StageRates(w, 3);
    this.#leakedKg = w.float64(leakCount);
    this.#leakedJ = w.float64(leakCount);
    this.#supplied = w.float64(3);
    const history = w.float64(ROWS * solution.length);
    this.#rows = Array.from({ length: ROWS }, (_, row) =>
      history.subarray(row * solution.length, (row + 1) * solution.length),
    );
    this.#passedRows = this.#rows.map((row) => w.pass(row));
    this.#heatSide = w.float64(heat.matrix.values.length);
    this.#passedHeatSide = w.pass(this.#heatSide);
    this.#pressureSide = w.float64(hydraulics.matrix.values.length);
    this.#solveHeat = heat.matrix.solverOf(this.#heatSide);
    this.#solvePressure = hydraulics.matrix.solverOf(this.#pressureSide);
    this.#record = w.place<StepArrays>("StepArrays", {
      stage: this.solver.record,
      nodeCount: model.nodeCount,
      coolants: this.#coolants,
      contents: this.#contents,
      unknowns: solution.length,
      leakCount,
      pressureSize: hydraulics.matrix.pattern.size,
      weights: w.copy(Float64Array.of(...WEIGHTS, ...SETTLING_WEIGHTS)),
      errorWeights: w.copy(ERROR_WEIGHTS),
      free: w.copy(Float64Array.from(model.held.subarray(0, this.#contents), (held) => 1 - held)),
      mass: this.#mass,
      energy: this.#energy,
      massRate: this.#massRate.all,
      energyRate: this.#energyRate.all,
      leakRate: this.#leakRate.all,
      leakEnergyRate: this.#leakEnergyRate.all,
      outside: this.#outside.all,
      leakedKg: this.#leakedKg,
      leakedJ: this.#leakedJ,
      supplied: this.#supplied,
      solution,
      history,
      heatSide: this.#heatSide,
      pressureSide: this.#pressureSide,
    });
    this.#vessels = new GasVessels(model);
    w.close();
  }

  /** Which kernels this integrator runs on. */
  get variant(): KernelVariant {
    return this.#workspace.variant;
  }

  /** Takes the numbers of another model; throws a RangeError where its topology differs. */
  use(model: LoopModel): void {
    if (model === this.model) return;
    if (!sharePlan(model, this.model))
      throw new RangeError(
        "this model joins its elements differently from the one that the run was planned for; start a new LoopRun for it",
      );
    this.model = model;
    this.solver.use(model);
    this.#vessels = new GasVessels(model);
  }

  /** Third-order step of length h. On refusal the state is untouched. */
  step(state: LoopState, h: number, tolerance: Tolerance): Attempt {
    this.#load(state);
    const attempt = this.attempt;
    attempt.accepted = false;
    attempt.stopPart = 0;
    this.solver.temperatureLimitK = STAGE_PART * tolerance.temperatureK;
    this.solver.pressureLimitPart = STAGE_PART * tolerance.pressurePart;
    this.#massRate.first.set(state.massRate);
    this.#energyRate.first.set(state.energyRate);
    copy(this.#leakRate.first, state.leakRate);
    copy(this.#leakEnergyRate.first, state.leakEnergyRate);
    copy(this.#outside.first, state.outsideRate);
    this.#rows[EARLIER]!.set(state.earlier[0]);
    this.#rows[EARLIER + 1]!.set(state.earlier[1]);
    this.solver.lines.startStep(state, h);
    for (let s = 1; s < STAGES; s++) {
      this.solver.lines.startStage(s, WEIGHTS, s * STAGES);
      this.#workspace.kernels.knownContents(this.#record, h, s);
      this.#predict(state, h, s);
      this.#moveSettings(state, h * NODES[s]!);
      const timeS = state.timeS + h * NODES[s]!;
      if (!this.solver.solve(h * DIAGONAL, timeS, true, s === 1, false)) {
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
    state.earlier[0].set(this.#rows[NOW]!);
    state.earlierTimesS[1] = state.timeS + h * NODES[2]!;
    state.earlier[1].set(this.#rows[2]!);
    this.#accept(state, h, false);
    return attempt;
  }

  /**
   * First-order implicit step: settles flows and pressures after a jump, or, with a long h and schedules held at one
   * time, approaches steady state.
   */
  settle(state: LoopState, h: number, scheduleTimeS = state.timeS + h): boolean {
    const { solver } = this;
    this.#load(state);
    solver.knownMass.set(state.massKg);
    solver.knownEnergy.set(state.energyJ);
    solver.lines.startStep(state, h);
    solver.lines.startStage(0, SETTLING_WEIGHTS, 0);
    if (!solver.solve(h, scheduleTimeS, state.sinceJump !== 0, true, true)) return false;
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
    this.#restDry(state);
    hydraulics.derating.set(state.derating);
    copy(leakArea, state.leakAreaM2);
    copy(this.solver.leakRate, state.leakRate);
    this.#mass.set(state.massKg);
    this.#energy.set(state.energyJ);
    this.#workspace.kernels.keepSolution(this.#record, NOW);
  }

  /** Where valves under way are after a time. */
  #moveSettings(state: LoopState, afterS: number): void {
    const { setting } = this.solver.hydraulics;
    const { settingRate } = state;
    if (this.#someRest) return;
    for (let k = 0; k < setting.length; k++)
      if (settingRate[k] !== 0) setting[k] = state.setting[k]! + afterS * settingRate[k]!;
  }

  /** Nothing flows in a part of the network that has run dry. */
  #restDry(state: LoopState): void {
    const { accumulatorOf, network } = this.model;
    const dry = state.mode.includes(DRAINED);
    if (!dry && !this.#someRest) return;
    const resting: number[] = [];
    for (let k = 0; k < network.from.length; k++) {
      const a = accumulatorOf[network.from[k]!]!;
      if (a >= 0 && state.mode[a] === DRAINED) resting.push(k);
    }
    this.solver.hydraulics.rest(resting);
    this.#someRest = dry;
  }

  #someRest = false;

  /** Starting iterate of a stage: the parabola through the three latest solutions known, near it in time. */
  #predict(state: LoopState, h: number, s: number): void {
    const remembered = state.sinceJump > SETTLING_STEPS;
    if (s === 1 && !remembered) return;
    const t = state.timeS + h * NODES[s]!;
    const tc = state.timeS;
    let a: number;
    let ta: number;
    let b: number;
    let tb: number;
    if (s === 3) {
      a = 1;
      ta = tc + h * NODES[1]!;
      b = 2;
      tb = tc + h * NODES[2]!;
    } else if (s === 2) {
      b = 1;
      tb = tc + h * NODES[1]!;
      a = remembered ? EARLIER + 1 : b;
      ta = remembered ? state.earlierTimesS[1] : tb;
    } else {
      a = EARLIER;
      ta = state.earlierTimesS[0];
      // Far ahead a parabola magnifies what noise the points have: a straight line then serves better.
      const far = t - tc > FAR * (tc - ta);
      b = far ? EARLIER : EARLIER + 1;
      tb = far ? ta : state.earlierTimesS[1];
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
    const rows = this.#passedRows;
    this.#workspace.kernels.predictSolution(this.#record, rows[a]!, rows[b]!, rows[NOW]!, wa, wb, wc);
  }

  #keepStage(s: number): void {
    this.#workspace.kernels.keepStage(this.#record, s);
    this.solver.lines.keepStage(s, this.solver.hydraulics.flow, this.solver.storage.enthalpy);
  }

  /** Largest local error over its tolerance, filtered through the stage matrices so that stiff parts do not mislead. */
  #error(state: LoopState, h: number, tolerance: Tolerance): number {
    const { model } = this;
    const { heat, hydraulics } = this.solver;
    const { kernels } = this.#workspace;
    kernels.errorSides(this.#record, h, DIAGONAL);
    this.#solveHeat();
    const largest = kernels.largestOf(this.#passedHeatSide, heat.matrix.pattern.size);
    let worst = largest / tolerance.temperatureK;
    if (model.accumulatorCount === 0) return worst;
    this.#solvePressure();
    for (let a = 0; a < model.accumulatorCount; a++) {
      const node = model.accumulatorNode[a]!;
      const at = hydraulics.position[node]!;
      // Against a stop the loop is rigid: a thousandth of a kelvin is hundreds of pascals, and temperatures rule alone.
      if (at < 0 || state.mode[a] !== FREE) continue;
      const size =
        Math.abs(this.#pressureSide[at]!) /
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

  #accept(state: LoopState, h: number, settling: boolean): void {
    const { solver, model } = this;
    const last = STAGES - 1;
    copy(this.#leakedKg, state.leakedKg);
    copy(this.#leakedJ, state.leakedJ);
    this.#supplied[0] = state.suppliedKg;
    this.#supplied[1] = state.suppliedJ;
    this.#supplied[2] = state.heatJ;
    const first = settling ? last : 0;
    this.#workspace.kernels.bookStages(this.#record, first, settling ? SETTLING_ROW : last * STAGES, h);
    state.massKg.set(this.#mass);
    state.energyJ.set(this.#energy);
    copy(state.leakedKg, this.#leakedKg);
    copy(state.leakedJ, this.#leakedJ);
    state.suppliedKg = this.#supplied[0]!;
    state.suppliedJ = this.#supplied[1]!;
    state.heatJ = this.#supplied[2]!;
    const weights = settling ? SETTLING_WEIGHTS : WEIGHTS;
    solver.lines.accept(state, weights, settling ? 0 : last * STAGES, first, solver.storage.enthalpy);
    state.massRate.set(this.#massRate.last);
    state.energyRate.set(this.#energyRate.last);
    copy(state.leakRate, this.#leakRate.last);
    copy(state.leakEnergyRate, this.#leakEnergyRate.last);
    copy(state.outsideRate, this.#outside.last);
    state.temperatureK.set(solver.temperature);
    state.pressurePa.set(solver.hydraulics.pressure);
    state.flowKgPerS.set(solver.hydraulics.flow);
    state.contraction = solver.contraction;
    for (let k = 0; k < state.setting.length; k++)
      if (state.settingRate[k] !== 0) state.setting[k] = state.setting[k]! + h * state.settingRate[k]!;
    state.timeS += h;
    state.sinceJump++;
    state.steps++;
    this.attempt.cavitationChange = carryCavitation(model, state, h);
  }
}

/** For a handful of numbers, quicker than `set`. */
function copy(into: Float64Array, from: Float64Array): void {
  for (let i = 0; i < into.length; i++) into[i] = from[i]!;
}

/** One kind of rate at all stages. */
class StageRates {
  readonly all: Float64Array;
  readonly first: Float64Array;
  readonly last: Float64Array;

  constructor(workspace: Workspace, count: number) {
    this.all = workspace.float64(STAGES * count);
    this.first = this.all.subarray(0, count);
    this.last = this.all.subarray((STAGES - 1) * count);
  }
}
