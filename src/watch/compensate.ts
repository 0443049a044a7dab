import type { Frame } from "../telemetry/frame.ts";
import { followTrack, type LeakTrack } from "./course/leak-track.ts";
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
import { clipped as clip, isJump, loosenLevel } from "./model/robust.ts";
import { observe } from "./observe.ts";
import type { WatchPlan } from "./plan.ts";
import type { WatchState } from "./state.ts";

/** Share of a frame that must be covered before its mean is used. */
const LEAST_COVERAGE = 0.3;

/** What one frame says, after compensation: the residual, and the test carried one frame on. */
export interface Compensated {
  readonly kalman: KalmanState;
  readonly inputs: InputMemory;
  readonly calibration: SelfCalibration;
  readonly bank: OnsetBank;
  readonly track: LeakTrack | null;
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
    jumped = isJump(innovation) && state.phase !== "leaking";
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
  let { track } = state;
  if (testing) {
    const number = Math.round(frame.endS / loop.framePeriodS) - 1;
    const ratios = varianceRatios(calibration);
    const taken = innovation && { ...innovation, clipped: clipped! };
    let followedPsi = 0;
    if (track !== null) ({ track, psi: followedPsi } = followTrack(model, track, number, row, innovation));
    bank = advanceBank(model, bank, {
      frame: number,
      row,
      innovation: taken,
      ratios,
      longestFrames: plan.longestFrames,
      followedPsi,
    });
    if (innovation) statisticNat = logShiryaevRoberts(bank, number, plan.rates);
  }
  if (innovation && !jumped && state.phase !== "leaking") {
    calibration = calibrate(calibration, clipped! / Math.sqrt(innovation.variance));
  }
  return { kalman, inputs: advanced.memory, calibration, bank, track, statisticNat, row, innovation, jumped };
}
