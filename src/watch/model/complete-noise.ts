import type { NoiseDescription } from "../../vehicle/loop-description.ts";

/** Time in which the wander of a loop that says nothing of it dies out. */
const USUAL_WANDER_S = 600;

/**
 * Fills in what a description leaves out (zeros), from what it must say: code step and noise of a report. Taken: wander of half
 * of the larger, drift of twice of it in a day, a ripple that changes by a tenth each orbit. These are only a start: the watch
 * measures its own innovations and discounts its evidence where a loop is less quiet than this.
 */
export function completeNoise(noise: NoiseDescription): NoiseDescription {
  const grain = Math.max(noise.white, noise.step, 0.02 * noise.ripple);
  if (!(grain > 0)) {
    throw new RangeError("a loop's noise needs a code step, a white noise or a ripple above zero");
  }
  return {
    step: noise.step,
    white: noise.white,
    wander: noise.wander || 0.5 * grain,
    wanderTimeS: noise.wanderTimeS || USUAL_WANDER_S,
    driftPerRootDay: noise.driftPerRootDay || 2 * grain,
    ripple: noise.ripple,
    rippleChangePerOrbit: noise.rippleChangePerOrbit || 0.1 * noise.ripple,
  };
}
