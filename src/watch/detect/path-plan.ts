import type { GaugePlan } from "../gauge/gauge-plan.ts";
import { coefficientStart, type DisturbanceModel } from "../model/disturbance-model.ts";

/** What stays fixed of one path: a filter, its gauges and its test, on frames of one length. */
export interface PathPlan {
  readonly periodS: number;
  readonly model: DisturbanceModel;
  readonly gauges: readonly GaugePlan[];
  readonly rates: Float64Array;
  /** True where frames are long enough for the drift's scale to be learned from them. */
  readonly learnsDrift: boolean;
  /** Onset hypotheses older than this are given up. */
  readonly longestFrames: number;
}

/** Index of the first state that a gauge adds. */
export function addedStart(model: DisturbanceModel): number {
  return coefficientStart(model) + model.inputs;
}

/**
 * A covariance in which one gauge may read anything within a variance: of its own bias, or, for the first gauge, which has none, of the
 * level and every other gauge's bias the other way. `together`: the level alone, for what every gauge has seen.
 */
export function loosened(
  { model, gauges }: PathPlan,
  covariance: Float64Array,
  place: number,
  variance: number,
  together = false,
): Float64Array {
  const start = addedStart(model);
  const direction = new Float64Array(model.size);
  const { biasState } = gauges[place]!;
  if (together || place === 0) direction[0] = 1;
  else direction[start + biasState] = 1;
  if (!together && place === 0)
    for (const other of gauges) if (other.biasState >= 0) direction[start + other.biasState] = -1;
  const n = model.size;
  return covariance.map(
    (value, at) => value + direction[Math.floor(at / n)]! * direction[at % n]! * variance,
  );
}

/** How far the effect of one operation on the inventory may be from the last one's, as a part of what was unknown of it at first. An estimate. */
const OPERATIONS_DIFFER = 0.3;

/**
 * A covariance in which some inputs may act otherwise than they did. What a change of a pump or a valve did the last time is no measure
 * of what the next one does: with a coefficient held for known, the inventory would seem to fall by what did not happen this time.
 */
export function loosenedInputs(
  model: DisturbanceModel,
  covariance: Float64Array,
  inputs: readonly number[],
): Float64Array {
  if (inputs.length === 0) return covariance;
  const next = covariance.slice();
  for (const input of inputs) {
    const start = coefficientStart(model) + 2 * input;
    for (const i of [start, start + 1]) {
      const at = i * model.size + i;
      next[at] = next[at]! + OPERATIONS_DIFFER ** 2 * model.prior[i]!;
    }
  }
  return next;
}
