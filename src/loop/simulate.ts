import type { KernelVariant } from "./kernel/workspace.ts";
import type { LoopModel } from "./model/loop-model.ts";
import type { LoopState } from "./model/loop-state.ts";
import { PRIME_STEP_S } from "./step/cavitation.ts";
import {
  DEFAULT_TOLERANCE,
  Integrator,
  SETTLING_STEP_S,
  SETTLING_STEPS,
  type Tolerance,
} from "./step/integrator.ts";
import { noteWarnings } from "./step/note-warnings.ts";

/** Steps shorter than this are not taken: the loop asks for something that no step can resolve [s]. */
const SHORTEST_STEP_S = 1e-9;
const FIRST_STEP_S = 0.1;
/** So often at most, in one call, a run that finds no step starts anew from flows in balance. */
const MOST_FRESH_STARTS = 50;
/** A change of a pump's or branch's liquid part from one step to the next beyond this counts as a jump. */
const CAVITATION_JUMP = 0.1;

/** Options of a run. */
export interface SimulateOptions {
  readonly tolerance?: Tolerance;
  readonly longestStepS?: number;
  /** Which kernels to run; WebAssembly where the platform has it, if not given. Results are equal bit for bit. */
  readonly kernels?: KernelVariant;
}

/** The run cannot go on; says when and at which element. */
export class SimulationError extends Error {
  readonly timeS: number;
  readonly element: string;
  constructor(timeS: number, element: string, problem: string) {
    super(`at ${timeS.toFixed(3)} s, ${element}: ${problem}`);
    this.name = "SimulationError";
    this.timeS = timeS;
    this.element = element;
  }
}

/**
 * Runs a loop from `state` to `untilS`, changing `state` in place, and calls `onStep` after each accepted step.
 * Stops exactly at `untilS`, at jumps of schedules and where leaks open. The state is plain data: clone it to keep it.
 */
export function simulate(
  model: LoopModel,
  state: LoopState,
  untilS: number,
  onStep: (state: LoopState) => void = () => {},
  options: SimulateOptions = {},
): LoopState {
  const run = new LoopRun(model, options);
  run.advance(state, untilS, onStep);
  return state;
}

/**
 * A model with its work space: keep one to advance many states of the same loop without planning again, and with `use`
 * many models of the same topology, as the members of an ensemble are.
 */
export class LoopRun {
  readonly integrator: Integrator;
  readonly #tolerance: Tolerance;
  readonly #longestStepS: number;
  /** Times at which a step must end, and those among them at which it starts anew. */
  #stopsS = new Float64Array();
  #jumpsS: ReadonlySet<number> = new Set();

  constructor(model: LoopModel, options: SimulateOptions = {}) {
    this.integrator = new Integrator(model, options.kernels);
    this.#tolerance = options.tolerance ?? DEFAULT_TOLERANCE;
    this.#longestStepS = options.longestStepS ?? Number.POSITIVE_INFINITY;
    this.#findStops();
  }

  get model(): LoopModel {
    return this.integrator.model;
  }

  /**
   * Goes on with another model: same elements, joined alike, of other sizes, properties, loads and schedules. Costs
   * microseconds, where a new run costs milliseconds. Throws a RangeError where the topology differs.
   */
  use(model: LoopModel): void {
    this.integrator.use(model);
    this.#findStops();
  }

  #findStops(): void {
    const { schedules, leakOpensAtS } = this.model;
    this.#jumpsS = new Set([...schedules.jumpTimesS(), ...leakOpensAtS.filter(Number.isFinite)]);
    this.#stopsS = Float64Array.from([...schedules.kinkTimesS(), ...this.#jumpsS]).sort();
  }

  #fresh = MOST_FRESH_STARTS;

  advance(state: LoopState, untilS: number, onStep: (state: LoopState) => void = () => {}): void {
    this.#fresh = MOST_FRESH_STARTS;
    while (state.timeS < untilS) {
      const stopS = Math.min(untilS, this.#nextStop(state.timeS));
      this.#stepTowards(state, stopS);
      noteWarnings(this.model, this.integrator.solver.storage, state);
      if (state.timeS === stopS) this.#jump(state);
      onStep(state);
    }
  }

  #nextStop(timeS: number): number {
    const stopsS = this.#stopsS;
    let low = 0;
    let high = stopsS.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (stopsS[middle]! > timeS) high = middle;
      else low = middle + 1;
    }
    return stopsS[low] ?? Number.POSITIVE_INFINITY;
  }

  /** Applies what changes at this very time. */
  #jump(state: LoopState): void {
    const { leakOpensAtS, leakAreaM2 } = this.model;
    if (!this.#jumpsS.has(state.timeS)) return;
    for (let l = 0; l < leakAreaM2.length; l++)
      if (leakOpensAtS[l] === state.timeS) state.leakAreaM2[l] = leakAreaM2[l]!;
    state.sinceJump = 0;
  }

  #stepTowards(state: LoopState, stopS: number): void {
    const left = stopS - state.timeS;
    if (state.sinceJump < SETTLING_STEPS) {
      this.#settle(state, stopS, left);
      return;
    }
    let h = Math.min(state.nextStepS, this.#longestStepS);
    if (state.priming) h = Math.min(h, PRIME_STEP_S);
    for (;;) {
      // Two equal steps rather than a long one and a sliver.
      const clipped = h >= left * (1 - 1e-12) ? left : Math.min(h, 0.5 * left);
      const attempt = this.integrator.step(state, clipped, this.#tolerance);
      if (attempt.accepted) {
        const growth = attempt.error > 0 ? 0.9 * attempt.error ** (-1 / 3) : 3;
        const next = clipped * Math.min(3, Math.max(0.3, growth));
        // A step cut short by a stop says nothing against the longer one that was planned.
        state.nextStepS = clipped < h ? Math.max(next, Math.min(h, state.nextStepS)) : next;
        if (clipped === left) state.timeS = stopS;
        if (attempt.cavitationChange > CAVITATION_JUMP) state.sinceJump = 0;
        return;
      }
      if (attempt.stopPart > 0) {
        h = clipped * attempt.stopPart;
        continue;
      }
      state.refusedSteps++;
      h = Number.isFinite(attempt.error)
        ? clipped * Math.min(0.7, Math.max(0.1, 0.9 * attempt.error ** (-1 / 3)))
        : clipped * 0.25;
      if (h > SHORTEST_STEP_S) continue;
      // where a law has a corner, pressures may have been left beside their balance: found anew, as after a jump
      if (this.#fresh-- > 0) {
        state.sinceJump = 0;
        this.#settle(state, stopS, left);
        return;
      }
      throw new SimulationError(
        state.timeS,
        this.integrator.solver.culprit || "loop",
        `no step above ${SHORTEST_STEP_S} s satisfies the balances`,
      );
    }
  }

  #settle(state: LoopState, stopS: number, left: number): void {
    let h = Math.min(SETTLING_STEP_S, left);
    while (!this.integrator.settle(state, h)) {
      h *= 0.1;
      if (!(h > SHORTEST_STEP_S))
        throw new SimulationError(
          state.timeS,
          this.integrator.solver.culprit || "loop",
          "flows and pressures find no balance after the jump",
        );
    }
    if (state.sinceJump === SETTLING_STEPS) state.nextStepS = FIRST_STEP_S;
    if (h === left) state.timeS = stopS;
  }
}
