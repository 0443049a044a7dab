import type { GaugePlan } from "../gauge/gauge-plan.ts";
import { coefficientStart, type DisturbanceModel } from "../model/disturbance-model.ts";

/** What stays fixed of one path: a filter, its gauges and its test, on frames of one length. */
export interface PathPlan {
  readonly periodS: number;
  readonly model: DisturbanceModel;
  readonly gauges: readonly GaugePlan[];
  readonly rates: Float64Array;
  /** Onset hypotheses older than this are given up. */
  readonly longestFrames: number;
}

/** Index of the first state that a gauge adds. */
export function addedStart(model: DisturbanceModel): number {
  return coefficientStart(model) + model.inputs;
}
