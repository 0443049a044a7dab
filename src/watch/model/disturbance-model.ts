import type { NoiseDescription } from "../../vehicle/loop-description.ts";

/** Harmonics of the orbit that the compensation follows. */
export const HARMONICS = 3;

const DAY_S = 86_400;
/**
 * Part of a coefficient's prior variance that a day adds to it: it changes with the state of the hardware, over months. Were it let change
 * within an orbit, it would take up a leak that begins while the temperature falls.
 */
const COEFFICIENT_CHANGE = 1e-4;

/**
 * The state-space model of everything that moves an inventory channel except a leak, discretised to one frame:
 *
 *     state: level, wander, (cos, sin) of each orbital harmonic, one coefficient for each explaining input, what gauges add
 *     measured = level + wander + sum of the cos parts + coefficients . inputs + what this gauge adds + white noise
 *
 * Level is a random walk (slow drift), wander a first-order Gauss-Markov process, each harmonic a rotation whose amplitude
 * and phase do a random walk, coefficients almost constant. Units are the inventory channel's own. What a gauge adds stands last:
 * a bias of its own, the rounding of its code.
 */
export interface DisturbanceModel {
  readonly size: number;
  readonly inputs: number;
  readonly periodS: number;
  readonly wanderDecay: number;
  /** cos and sin of the rotation of each harmonic over one frame; empty for a loop that does not orbit. */
  readonly rotation: Float64Array;
  /** Variance that one frame adds to each state. */
  readonly process: Float64Array;
  /** Mean and variance of each state before anything was measured. */
  readonly priorMean: Float64Array;
  readonly prior: Float64Array;
  /** Variance of one frame's mean that no state explains. */
  readonly whiteVariance: number;
  /** What is left after a frame of each state that a gauge adds; they are the last of the state. */
  readonly addedDecay: Float64Array;
}

/** What is known of an explaining input's coefficient beforehand, in channel units a unit of input. */
export interface InputPrior {
  readonly mean: number;
  /** Absent: as large as the largest of the channel's noises, for inputs scaled to order one. */
  readonly deviation?: number;
}

/** A state that one gauge alone shows: a first-order Gauss-Markov process, or with a decay of one a random walk. */
export interface AddedState {
  readonly decay: number;
  readonly process: number;
  readonly prior: number;
}

/** Index of the first state that is an input's coefficient. */
export function coefficientStart(model: DisturbanceModel): number {
  return 2 + model.rotation.length;
}

/**
 * Builds the model for one loop. `inputs` are the explaining inputs as the watch forms them.
 * Quantisation enters as white noise of step^2/12: a frame that holds one code throughout is no better known than that.
 */
export function buildDisturbanceModel(
  noise: NoiseDescription,
  periodS: number,
  orbitPeriodS: number,
  inputs: readonly InputPrior[],
  added: readonly AddedState[] = [],
): DisturbanceModel {
  const harmonics = orbitPeriodS > 0 && noise.ripple > 0 ? HARMONICS : 0;
  const plain = 2 + 2 * harmonics + inputs.length;
  const size = plain + added.length;
  const rotation = new Float64Array(2 * harmonics);
  const process = new Float64Array(size);
  const prior = new Float64Array(size);
  const priorMean = new Float64Array(size);

  const scale = Math.max(noise.step, noise.white, noise.ripple, noise.wander, 1e-12);
  prior[0] = (1000 * scale) ** 2;
  process[0] = (noise.driftPerRootDay ** 2 * periodS) / DAY_S;

  const wanderDecay = Math.exp(-periodS / noise.wanderTimeS);
  prior[1] = noise.wander ** 2;
  process[1] = noise.wander ** 2 * (1 - wanderDecay ** 2);

  for (let h = 0; h < harmonics; h++) {
    const angle = (2 * Math.PI * (h + 1) * periodS) / orbitPeriodS;
    rotation[2 * h] = Math.cos(angle);
    rotation[2 * h + 1] = Math.sin(angle);
    // Higher harmonics of the ripple are weaker, about as 1/order.
    const share = 1 / (h + 1);
    for (const state of [2 + 2 * h, 3 + 2 * h]) {
      prior[state] = (share * noise.ripple) ** 2;
      process[state] = ((share * noise.rippleChangePerOrbit) ** 2 * periodS) / orbitPeriodS / 2;
    }
  }
  for (const [i, { mean, deviation }] of inputs.entries()) {
    const state = 2 + 2 * harmonics + i;
    priorMean[state] = mean;
    prior[state] = (deviation ?? scale) ** 2;
    process[state] = (prior[state]! * COEFFICIENT_CHANGE * periodS) / DAY_S;
  }
  for (const [i, state] of added.entries()) {
    prior[plain + i] = state.prior;
    process[plain + i] = state.process;
  }
  return {
    size,
    inputs: inputs.length,
    periodS,
    wanderDecay,
    rotation,
    process,
    prior,
    priorMean,
    whiteVariance: noise.white ** 2 + noise.step ** 2 / 12,
    addedDecay: Float64Array.from(added, ({ decay }) => decay),
  };
}
