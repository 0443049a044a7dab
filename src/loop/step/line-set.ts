import { openWorkspace, type Workspace } from "../kernel/workspace.ts";
import type { LoopModel } from "../model/loop-model.ts";
import type { LoopState } from "../model/loop-state.ts";
import { addAtEnd, endEnthalpy, energyNearEnd, lineMass, removeAtEnd } from "./line-profile.ts";
import { STAGES } from "./tableau.ts";

/** Steps over which a line whose content does not fit its volume gives the difference up. */
const FITTING_STEPS = 4;

/**
 * The lines of a model during one step. What a line gives off up to a stage is read from its profile as an integral,
 * not as a rate, so a front that leaves within a step is neither smeared nor lost, and energy balances to rounding.
 */
export class LineSet {
  #model: LoopModel;
  /** Branch of each line. */
  readonly branch: Int32Array;
  /** Line of each branch, -1 for other branches. */
  readonly lineOf: Int32Array;
  /** 1 while coolant moves towards the `to` end in this step, 0 the other way. */
  readonly forward: Uint8Array;
  /** Extra outflow that keeps a line's content fitting its volume [kg/s]. */
  readonly swell: Float64Array;
  /** Energy rate given off at the exit end, and its slope with the enthalpy at the entry end [kg/s]. */
  readonly exitRate: Float64Array;
  readonly exitSlope: Float64Array;
  readonly #knownMass: Float64Array;
  readonly #knownEnergy: Float64Array;
  readonly #entryStart: Float64Array;
  readonly #outMass: Float64Array[];
  readonly #outEnergy: Float64Array[];
  readonly #inMass: Float64Array[];
  readonly #inEnergy: Float64Array[];
  #state: LoopState | undefined;
  #h = 0;

  constructor(model: LoopModel, workspace: Workspace = openWorkspace(0, "plain")) {
    this.#model = model;
    const branches: number[] = [];
    this.lineOf = Int32Array.from(model.lineVolumeM3, (volume, k) =>
      volume > 0 ? branches.push(k) - 1 : -1,
    );
    this.branch = workspace.copy(Int32Array.from(branches));
    const array = () => new Float64Array(branches.length);
    const arrays = () => Array.from({ length: STAGES }, array);
    this.forward = workspace.uint8(branches.length);
    this.swell = workspace.float64(branches.length);
    this.exitRate = array();
    this.exitSlope = array();
    this.#knownMass = array();
    this.#knownEnergy = array();
    this.#entryStart = array();
    this.#outMass = arrays();
    this.#outEnergy = arrays();
    this.#inMass = arrays();
    this.#inEnergy = arrays();
  }

  /** Takes the numbers of another model of the same topology. */
  use(model: LoopModel): void {
    this.#model = model;
  }

  /** Takes up the profiles at the start of a step of length h; flows of the first, explicit stage included. */
  startStep(state: LoopState, h: number): void {
    const { fluids, fluidOf, lineVolumeM3 } = this.#model;
    const { from, to } = this.#model.network;
    this.#state = state;
    this.#h = h;
    for (let l = 0; l < this.branch.length; l++) {
      const k = this.branch[l]!;
      const flow = state.flowKgPerS[k]!;
      const forward = flow >= 0;
      this.forward[l] = forward ? 1 : 0;
      const line = state.lines[l]!;
      const fluid = fluidOf[from[k]!]!;
      const entry = forward ? from[k]! : to[k]!;
      const entering = fluids.density(fluid, state.temperatureK[entry]!);
      let volume = 0;
      let guess = state.temperatureK[entry]!;
      for (let p = 0; p < line.count; p++) {
        guess = fluids.temperatureOf(fluid, line.meanJPerKg[p]!, guess);
        volume += line.massKg[p]! / fluids.density(fluid, guess);
      }
      const exitEnthalpy = endEnthalpy(line, forward);
      const leaving = fluids.density(fluid, fluids.temperatureOf(fluid, exitEnthalpy, guess));
      const size = Math.abs(flow);
      this.swell[l] =
        size * (leaving / entering - 1) + ((volume - lineVolumeM3[k]!) * leaving) / (FITTING_STEPS * h);
      if (size + this.swell[l]! < 0) this.swell[l] = -size;
      this.#entryStart[l] = fluids.enthalpy(fluid, state.temperatureK[entry]!);
      // The first stage repeats what the last step ended with, so that both sides of every flow agree.
      const r = 4 * l;
      const rates = state.lineRates;
      this.#inMass[0]![l] = forward ? rates[r]! : -rates[r + 2]!;
      this.#inEnergy[0]![l] = forward ? rates[r + 1]! : -rates[r + 3]!;
      this.#outMass[0]![l] = forward ? rates[r + 2]! : -rates[r]!;
      this.#outEnergy[0]![l] = forward ? rates[r + 3]! : -rates[r + 1]!;
    }
  }

  /** Sets what stages before s moved already; `weights[at + j]` is that of stage j. */
  startStage(s: number, weights: Float64Array, at: number): void {
    for (let l = 0; l < this.branch.length; l++) {
      let mass = 0;
      let energy = 0;
      for (let j = 0; j < s; j++) {
        const weight = this.#h * weights[at + j]!;
        mass += weight * this.#outMass[j]![l]!;
        energy += weight * this.#outEnergy[j]![l]!;
      }
      this.#knownMass[l] = mass;
      this.#knownEnergy[l] = energy;
    }
  }

  /** Energy that line l gives off per second in a stage of length stepS with branch flow m. */
  evaluate(l: number, m: number, stepS: number, entryEnthalpy: number, exitEnthalpy: number): void {
    const line = this.#state!.lines[l]!;
    const forward = this.forward[l] === 1;
    const out = (forward ? m : -m) + this.swell[l]!;
    const moved = this.#knownMass[l]! + stepS * out;
    let energy: number;
    this.exitSlope[l] = 0;
    if (moved >= 0) {
      const content = lineMass(line);
      const beyond = moved - content;
      // What enters and leaves within the step: its enthalpy runs from that at the start to that now.
      const part = beyond > 0 ? beyond / moved : 0;
      const mean = this.#entryStart[l]! + 0.5 * part * (entryEnthalpy - this.#entryStart[l]!);
      energy = energyNearEnd(line, moved, forward, mean);
      if (beyond > 0) this.exitSlope[l] = (0.5 * part * beyond) / stepS;
    } else energy = moved * exitEnthalpy;
    this.exitRate[l] = (energy - this.#knownEnergy[l]!) / stepS;
  }

  /** Keeps what a finished stage moved. */
  keepStage(s: number, flow: Float64Array, enthalpy: Float64Array): void {
    const { from, to } = this.#model.network;
    for (let l = 0; l < this.branch.length; l++) {
      const k = this.branch[l]!;
      const forward = this.forward[l] === 1;
      const along = forward ? flow[k]! : -flow[k]!;
      this.#outMass[s]![l] = along + this.swell[l]!;
      this.#outEnergy[s]![l] = this.exitRate[l]!;
      this.#inMass[s]![l] = along;
      this.#inEnergy[s]![l] = along * enthalpy[forward ? from[k]! : to[k]!]!;
    }
  }

  /** Moves the profiles on by an accepted step; `weights[at + j]` are the solution's, stages `first` to the last. */
  accept(state: LoopState, weights: Float64Array, at: number, first: number, enthalpy: Float64Array): void {
    const { from, to } = this.#model.network;
    for (let l = 0; l < this.branch.length; l++) {
      let massOut = 0;
      let energyOut = 0;
      let massIn = 0;
      let energyIn = 0;
      for (let j = first; j < STAGES; j++) {
        const weight = this.#h * weights[at + j]!;
        massOut += weight * this.#outMass[j]![l]!;
        energyOut += weight * this.#outEnergy[j]![l]!;
        massIn += weight * this.#inMass[j]![l]!;
        energyIn += weight * this.#inEnergy[j]![l]!;
      }
      const forward = this.forward[l] === 1;
      const last = STAGES - 1;
      const r = 4 * l;
      const sign = forward ? 1 : -1;
      const entry = forward ? r : r + 2;
      const exit = forward ? r + 2 : r;
      state.lineRates[entry] = sign * this.#inMass[last]![l]!;
      state.lineRates[entry + 1] = sign * this.#inEnergy[last]![l]!;
      state.lineRates[exit] = sign * this.#outMass[last]![l]!;
      state.lineRates[exit + 1] = sign * this.#outEnergy[last]![l]!;
      const k = this.branch[l]!;
      const line = state.lines[l]!;
      const content = lineMass(line);
      const now = enthalpy[forward ? from[k]! : to[k]!]!;
      const then = this.#entryStart[l]!;
      const low = Math.min(now, then);
      const high = Math.max(now, then);
      if (massOut < 0 || massIn < 0) {
        // The flow turned within the step: the piece at each end takes up the difference.
        this.#absorb(line, massIn, energyIn, !forward);
        this.#absorb(line, -massOut, -energyOut, forward);
      } else if (massOut >= content) {
        line.count = 0;
        addAtEnd(
          line,
          content + massIn - massOut,
          state.lineEnergyJ[l]! + energyIn - energyOut,
          now,
          low,
          high,
          !forward,
        );
      } else {
        removeAtEnd(line, massOut, forward);
        addAtEnd(line, massIn, energyIn, now, low, high, !forward);
      }
      state.lineMassKg[l] = state.lineMassKg[l]! + massIn - massOut;
      state.lineEnergyJ[l] = state.lineEnergyJ[l]! + energyIn - energyOut;
      // The profile follows the books, not the other way round: rounding never accumulates.
      if (line.count > 0) correct(line, state.lineMassKg[l]!, state.lineEnergyJ[l]!);
    }
  }

  #absorb(line: LoopState["lines"][number], mass: number, energy: number, atTo: boolean): void {
    if (line.count === 0) return;
    const p = atTo ? 0 : line.count - 1;
    const own = line.massKg[p]!;
    if (own + mass <= 0) return;
    line.meanJPerKg[p] = (own * line.meanJPerKg[p]! + energy) / (own + mass);
    line.massKg[p] = own + mass;
    line.halfSlopeJPerKg[p] = 0;
  }
}

function correct(line: LoopState["lines"][number], mass: number, energy: number): void {
  let massNow = 0;
  let energyNow = 0;
  for (let p = 0; p < line.count; p++) {
    massNow += line.massKg[p]!;
    energyNow += line.massKg[p]! * line.meanJPerKg[p]!;
  }
  if (!(massNow > 0) || !(mass > 0)) return;
  const stretch = mass / massNow;
  const shift = energy / mass - energyNow / massNow;
  for (let p = 0; p < line.count; p++) {
    line.massKg[p] = line.massKg[p]! * stretch;
    line.meanJPerKg[p] = line.meanJPerKg[p]! + shift;
  }
}
