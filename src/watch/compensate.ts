import type { Frame } from "../telemetry/frame.ts";
import { logShiryaevRoberts } from "./detect/mixture.ts";
import { advanceBank, type OnsetBank } from "./detect/onset-bank.ts";
import { calibrate, type SelfCalibration, varianceRatios } from "./detect/self-calibration.ts";
import { advanceInputs, type InputMemory } from "./model/inputs.ts";
import {
  type Innovation,
  innovate,
  type KalmanState,
  measurementRow,
  predict,
  update,
} from "./model/kalman.ts";
import { observe } from "./observe.ts";
import type { WatchPlan } from "./plan.ts";
import type { WatchState } from "./state.ts";

/**
 * An innovation beyond this many standard deviations counts as this many in the test: 4.5 nat at most, so that it takes a fall
 * that goes on for four frames to confirm a leak, and a step that settles within three never does.
 */
const CLIP_SD = 3;
/** Beyond this the level is taken to have jumped, and is learned anew instead of being followed as if it drifted. */
const JUMP_SD = 6;
/** Share of a frame that must be covered before its mean is used. */
const LEAST_COVERAGE = 0.3;

/** What one frame says, after compensation: the residual, and the test carried one frame on. */
export interface Compensated {
  readonly kalman: KalmanState;
  readonly inputs: InputMemory;
  readonly calibration: SelfCalibration;
  readonly bank: OnsetBank;
  readonly statisticNat: number;
  readonly row: Float64Array;
  /** null for a frame without usable data. In channel units at the reference reading. */
  readonly innovation: Innovation | null;
  /** The innovation was beyond what any disturbance of the description explains. */
  readonly jumped: boolean;
}

export function hasData(frame: Frame): boolean {
  return frame.coverage[0]! >= LEAST_COVERAGE && Number.isFinite(frame.mean[0]!);
}

/** Compensates one frame and carries filter, calibration and onset bank on by it. Pure. */
export function compensate(plan: WatchPlan, state: WatchState, frame: Frame, testing: boolean): Compensated {
  const { loop, model } = plan;
  const advanced = advanceInputs(loop.explainedBy, state.inputs, frame.mean.subarray(1), loop.framePeriodS);
  const row = measurementRow(model, advanced.inputs);
  let kalman = predict(model, state.kalman);
  let innovation: Innovation | null = null;
  let jumped = false;
  let { calibration } = state;

  if (hasData(frame) && state.referenceReading !== null) {
    const atReference = observe(loop, state.referenceReading, state.referenceReading).slope;
    const { amount, slope } = observe(loop, state.referenceReading, frame.mean[0]!);
    const noise = (model.whiteVariance * (slope / atReference) ** 2) / frame.coverage[0]!;
    innovation = innovate(model, kalman, row, amount / atReference, noise);
    let used = innovation;
    // Within a known leak a large innovation is the leak itself: letting the level go would throw its slope away.
    const beyond = Math.abs(innovation.residual) > JUMP_SD * Math.sqrt(innovation.variance);
    jumped = beyond && state.phase !== "leaking";
    if (jumped) {
      kalman = { mean: kalman.mean, covariance: loosenLevel(kalman.covariance, innovation) };
      used = innovate(model, kalman, row, amount / atReference, noise);
    }
    kalman = update(model, kalman, used);
    // Evidence is weighed against what was expected before the level was let go; the gain is the one that was used.
    innovation = { ...innovation, gain: used.gain };
  }

  const clipped = innovation && clip(innovation);
  let { bank, statisticNat } = state;
  if (testing) {
    const number = Math.round(frame.endS / loop.framePeriodS) - 1;
    const ratios = varianceRatios(calibration);
    const taken = innovation && { ...innovation, clipped: clipped! };
    bank = advanceBank(model, bank, {
      frame: number,
      row,
      innovation: taken,
      ratios,
      longestFrames: plan.longestFrames,
    });
    if (innovation) statisticNat = logShiryaevRoberts(bank, number, plan.rates);
  }
  if (innovation && !jumped && state.phase !== "leaking") {
    calibration = calibrate(calibration, clipped! / Math.sqrt(innovation.variance));
  }
  return { kalman, inputs: advanced.memory, calibration, bank, statisticNat, row, innovation, jumped };
}

function loosenLevel(covariance: Float64Array, innovation: Innovation): Float64Array {
  const loosened = covariance.slice();
  loosened[0] = loosened[0]! + innovation.residual ** 2;
  return loosened;
}

function clip(innovation: Innovation): number {
  const limit = CLIP_SD * Math.sqrt(innovation.variance);
  return Math.max(-limit, Math.min(limit, innovation.residual));
}
