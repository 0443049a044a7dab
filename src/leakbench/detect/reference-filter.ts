import type { LoopDescription } from "../../vehicle/loop-description.ts";
import { buildDisturbanceModel, type DisturbanceModel } from "../../watch/model/disturbance-model.ts";
import { initialKalman, innovate, measurementRow, predict, update } from "../../watch/model/kalman.ts";

/** The steady state of a loop's disturbance filter, and how a unit leak shows in its innovations. */
export interface SteadyFilter {
  readonly model: DisturbanceModel;
  readonly gain: Float64Array;
  readonly row: Float64Array;
  /** Variance of the innovations, channel units squared. */
  readonly variance: number;
}

const LONGEST_SETTLING = 2_000_000;
const SETTLED = 1e-9;

/**
 * Runs the filter's own covariance through frames that all carry data until its gain no longer moves. Explaining channels rest
 * at their reference, so what it costs to learn their coefficients is not in it.
 */
export function settleFilter(loop: LoopDescription): SteadyFilter {
  const model = buildDisturbanceModel(loop.noise, loop.framePeriodS, loop.orbitPeriodS, []);
  const row = measurementRow(model, new Float64Array(0));
  let kalman = initialKalman(model);
  let before = 0;
  for (let frame = 1; ; frame++) {
    kalman = predict(model, kalman);
    const innovation = innovate(model, kalman, row, 0, model.whiteVariance);
    kalman = update(model, kalman, { ...innovation, residual: 0 });
    if (frame % 2000 === 0) {
      const level = innovation.gain[0]!;
      if (Math.abs(level - before) < SETTLED * Math.abs(level) || frame >= LONGEST_SETTLING) {
        return { model, gain: innovation.gain, row, variance: innovation.variance };
      }
      before = level;
    }
  }
}

/**
 * psi_1 ... psi_n: the innovations' response to a leak of one channel unit a second that begins at the start of frame 1
 * (Willsky and Jones 1976), in channel units. A frame's mean sees the ramp at the frame's middle.
 */
export function leakSignature(filter: SteadyFilter, frames: number): Float64Array {
  const { model, gain, row } = filter;
  const signature = new Float64Array(frames);
  const followed = new Float64Array(model.size);
  for (let k = 0; k < frames; k++) {
    carry(model, followed);
    let psi = -(k + 0.5) * model.periodS;
    for (let i = 0; i < model.size; i++) psi -= row[i]! * followed[i]!;
    for (let i = 0; i < model.size; i++) followed[i] = followed[i]! + gain[i]! * psi;
    signature[k] = psi;
  }
  return signature;
}

/** d_n for a leak of one channel unit a second: the root of the sum of psi^2 / S over the first n frames; d[0] = 0. */
export function unitSignal(filter: SteadyFilter, signature: Float64Array): Float64Array {
  const signal = new Float64Array(signature.length + 1);
  let sum = 0;
  for (let k = 0; k < signature.length; k++) {
    sum += signature[k]! ** 2 / filter.variance;
    signal[k + 1] = Math.sqrt(sum);
  }
  return signal;
}

/** Carries a state one frame on in place. */
export function carry(model: DisturbanceModel, x: Float64Array): void {
  x[1] = x[1]! * model.wanderDecay;
  const { rotation } = model;
  for (let h = 0; h < rotation.length; h += 2) {
    const [c, s, a, b] = [rotation[h]!, rotation[h + 1]!, x[2 + h]!, x[3 + h]!];
    x[2 + h] = c * a + s * b;
    x[3 + h] = c * b - s * a;
  }
}
