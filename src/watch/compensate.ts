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

/** An innovation beyond this many standard deviations counts as this many: one frame alone never confirms a leak. */
const CLIP_SD = 3.5;
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
    const deviation = Math.abs(innovation.residual) / Math.sqrt(innovation.variance);
    if (deviation > JUMP_SD) {
      jumped = true;
      kalman = { mean: kalman.mean, covariance: loosenLevel(kalman.covariance, innovation) };
      innovation = innovate(model, kalman, row, amount / atReference, noise);
    }
    kalman = update(model, kalman, innovation);
  }

  const clipped = innovation && clip(innovation);
  let { bank, statisticNat } = state;
  if (testing) {
    const number = Math.round(frame.endS / loop.framePeriodS) - 1;
    const ratios = varianceRatios(calibration);
    bank = advanceBank(model, bank, {
      frame: number,
      row,
      innovation: clipped,
      ratios,
      longestFrames: plan.longestFrames,
    });
    if (clipped) statisticNat = logShiryaevRoberts(bank, number, plan.rates);
  }
  if (clipped && !jumped && state.phase !== "leaking") {
    calibration = calibrate(calibration, clipped.residual / Math.sqrt(clipped.variance));
  }
  return { kalman, inputs: advanced.memory, calibration, bank, statisticNat, row, innovation, jumped };
}

function loosenLevel(covariance: Float64Array, innovation: Innovation): Float64Array {
  const loosened = covariance.slice();
  loosened[0] = loosened[0]! + innovation.residual ** 2;
  return loosened;
}

function clip(innovation: Innovation): Innovation {
  const limit = CLIP_SD * Math.sqrt(innovation.variance);
  return { ...innovation, residual: Math.max(-limit, Math.min(limit, innovation.residual)) };
}
