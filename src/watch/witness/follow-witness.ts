import type { Frame } from "../../telemetry/frame.ts";
import { fromSi, toSi } from "../../units/index.ts";
import type { LoopDescription } from "../../vehicle/loop-description.ts";
import { advanceBank, emptyBank, type OnsetBank } from "../detect/onset-bank.ts";
import {
  beginCalibration,
  calibrate,
  type SelfCalibration,
  varianceRatios,
} from "../detect/self-calibration.ts";
import {
  type Innovation,
  initialKalman,
  innovate,
  type KalmanState,
  measurementRow,
  predict,
  update,
} from "../model/kalman.ts";
import { clipped, isJump, loosenLevel } from "../model/robust.ts";
import { observe } from "../observe.ts";
import { type Dwell, noDwell, rest, restNat } from "../rival/dwell.ts";
import type { WitnessPlan } from "./witness-plan.ts";

/** What is remembered of one witness: plain data, replaced and never changed. */
export interface WitnessState {
  readonly reference: number | null;
  readonly dwell: Dwell;
  /** Number of the frame in which its code last changed; a witness that does not move tells nothing. */
  readonly changedFrame: number;
  readonly kalman: KalmanState;
  readonly calibration: SelfCalibration;
  /** How a ramp of the inventory channel alone would show in the difference, for each onset; of a dissimilar one, its own fall. */
  readonly bank: OnsetBank;
  /** The latest frame's innovation was beyond any described disturbance. */
  readonly jumped: boolean;
  readonly lastDataS: number | null;
}

const LEAST_COVERAGE = 0.3;
/** A rest that a healthy channel takes with a chance below e^-6: whatever the witness seems to say is then not used. */
const RESTS_NAT = 6;

/** True for a witness that has not moved for much longer than it usually rests. */
export function rests(dwell: Dwell): boolean {
  return restNat(dwell) > RESTS_NAT;
}

const NO_INPUTS = new Float64Array(0);

export function beginWitness(plan: WitnessPlan): WitnessState {
  return {
    reference: null,
    dwell: noDwell,
    changedFrame: Number.NEGATIVE_INFINITY,
    kalman: initialKalman(plan.model),
    calibration: beginCalibration(),
    bank: emptyBank(),
    jumped: false,
    lastDataS: null,
  };
}

/** What the watch of the loop knows while a witness is followed. */
export interface WitnessMoment {
  readonly frame: Frame;
  readonly number: number;
  /** Reference of the inventory channel. */
  readonly reference: number | null;
  readonly testing: boolean;
  readonly leaking: boolean;
  readonly longestFrames: number;
}

/** Carries one witness over one frame. Pure. */
export function followWitness(
  loop: LoopDescription,
  plan: WitnessPlan,
  before: WitnessState,
  now: WitnessMoment,
): WitnessState {
  const { model } = plan;
  const { frame, number } = now;
  const row = measurementRow(model, NO_INPUTS);
  let kalman = predict(model, before.kalman);
  let { calibration, reference, dwell, changedFrame, lastDataS } = before;
  let innovation: Innovation | null = null;
  let jumped = false;

  const covered = frame.coverage[plan.slot] ?? 0;
  const raw = frame.mean[plan.slot] ?? Number.NaN;
  if (covered >= LEAST_COVERAGE && Number.isFinite(raw)) {
    if (raw !== dwell.value) changedFrame = number;
    dwell = rest(dwell, raw);
    lastDataS = frame.endS;
    const seen = rests(dwell) ? null : measured(loop, plan, raw, reference, now);
    if (seen !== null) {
      reference = seen.reference;
      innovation = innovate(model, kalman, row, seen.value, seen.noise);
      let used = innovation;
      jumped = isJump(innovation);
      // A leak leaves the difference where it is, so a jump of it is let go in any phase; a dissimilar witness may fall fast.
      if (jumped && (plan.compares || !now.leaking)) {
        kalman = { mean: kalman.mean, covariance: loosenLevel(kalman.covariance, innovation) };
        used = innovate(model, kalman, row, seen.value, seen.noise);
      }
      kalman = update(model, kalman, used);
      innovation = { ...innovation, gain: used.gain };
    }
  }
  let { bank } = before;
  if (now.testing) {
    bank = advanceBank(model, bank, {
      frame: number,
      row,
      innovation: innovation && { ...innovation, clipped: clipped(innovation) },
      ratios: varianceRatios(calibration),
      longestFrames: now.longestFrames,
    });
  }
  if (innovation && !jumped && !now.leaking) {
    calibration = calibrate(calibration, clipped(innovation) / Math.sqrt(innovation.variance));
  }
  return { reference, dwell, changedFrame, kalman, calibration, bank, jumped, lastDataS };
}

interface Measured {
  readonly reference: number;
  readonly value: number;
  readonly noise: number;
}

function measured(
  loop: LoopDescription,
  plan: WitnessPlan,
  raw: number,
  known: number | null,
  now: WitnessMoment,
): Measured | null {
  const { whiteVariance } = plan.model;
  if (!plan.compares) {
    return { reference: known ?? raw, value: raw, noise: whiteVariance / now.frame.coverage[plan.slot]! };
  }
  const coverage = Math.min(now.frame.coverage[0]!, now.frame.coverage[plan.slot]!);
  if (now.reference === null || coverage < LEAST_COVERAGE || !Number.isFinite(now.frame.mean[0]!))
    return null;
  const { inventoryUnit } = loop;
  const same =
    plan.witness.unit === inventoryUnit ? raw : fromSi(toSi(raw, plan.witness.unit), inventoryUnit);
  const reference = known ?? same;
  const own = atReference(loop, now.reference, now.frame.mean[0]!);
  const other = atReference(loop, reference, same);
  const noise = (0.5 * whiteVariance * (own.stretch ** 2 + other.stretch ** 2)) / coverage;
  return { reference, value: own.amount - other.amount, noise };
}

function atReference(loop: LoopDescription, reference: number, reading: number) {
  const slope = observe(loop, reference, reference).slope;
  const { amount, slope: here } = observe(loop, reference, reading);
  return { amount: amount / slope, stretch: here / slope };
}
