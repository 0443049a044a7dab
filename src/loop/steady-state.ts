import type { LoopModel } from "./model/loop-model.ts";
import type { LoopState } from "./model/loop-state.ts";
import { SimulationError } from "./simulate.ts";
import { Integrator } from "./step/integrator.ts";

const FIRST_STEP_S = 1;
const LONGEST_STEP_S = 1e7;
const MOST_STEPS = 200;

/** Where a search for steady state ended. */
export interface SteadyState {
  readonly state: LoopState;
  /** Largest change of any temperature in the last step of `LONGEST_STEP_S` [K]. */
  readonly lastChangeK: number;
}

/**
 * The state in which nothing changes any more, with loads, sinks and settings held as they are at the state's time:
 * implicit steps that grow to months. Contents are conserved on the way, so the accumulator ends where the loop's
 * charge puts it. Throws {@link SimulationError} naming the element that finds no rest. The given state is not changed.
 */
export function steadyState(model: LoopModel, from: LoopState, toleranceK = 1e-8): SteadyState {
  const integrator = new Integrator(model);
  integrator.solver.temperatureLimitK = 0.1 * toleranceK;
  const state = structuredClone(from);
  const timeS = from.timeS;
  let h = FIRST_STEP_S;
  let lastChangeK = Number.POSITIVE_INFINITY;
  for (let step = 0; step < MOST_STEPS; step++) {
    const before = state.temperatureK.slice();
    state.sinceJump = 0;
    if (!integrator.settle(state, h, timeS)) {
      h *= 0.25;
      if (h < 1e-6) break;
      continue;
    }
    state.timeS = timeS;
    lastChangeK = state.temperatureK.reduce(
      (most, value, u) => Math.max(most, Math.abs(value - before[u]!)),
      0,
    );
    if (h === LONGEST_STEP_S && lastChangeK < toleranceK) {
      state.sinceJump = 0;
      return { state, lastChangeK };
    }
    h = Math.min(LONGEST_STEP_S, 4 * h);
  }
  throw new SimulationError(
    timeS,
    integrator.solver.culprit || "loop",
    `finds no steady state within ${MOST_STEPS} steps; it still moves ${lastChangeK.toExponential(1)} K a step`,
  );
}
