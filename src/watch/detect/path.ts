import type { GaugeReading } from "../gauge/read-gauges.ts";
import {
  type Innovation,
  initialKalman,
  innovate,
  type KalmanState,
  predict,
  update,
} from "../model/kalman.ts";
import { clipped } from "../model/robust.ts";
import { absorb, carryHold, emptyHold, type Hold, meetJump } from "./jump.ts";
import { logShiryaevRoberts } from "./mixture.ts";
import { advanceBank, emptyBank, type OnsetBank } from "./onset-bank.ts";
import { addedStart, loosenedInputs, type PathPlan } from "./path-plan.ts";
import { beginCalibration, calibrate, type SelfCalibration, varianceRatios } from "./self-calibration.ts";

/** What a path remembers: plain data, replaced and never changed. */
export interface PathState {
  readonly kalman: KalmanState;
  readonly calibration: SelfCalibration;
  readonly bank: OnsetBank;
  readonly statisticNat: number;
  /** Gauges whose readings have jumped and are not followed yet; null where none has. */
  readonly hold: Hold | null;
}

export function beginPath({ model }: PathPlan): PathState {
  return {
    kalman: initialKalman(model),
    calibration: beginCalibration(),
    bank: emptyBank(),
    statisticNat: Number.NEGATIVE_INFINITY,
    hold: null,
  };
}

/** One gauge's reading set against what was expected of it. */
export interface Measurement {
  /** Place in the path's gauges. */
  readonly place: number;
  readonly row: Float64Array;
  readonly innovation: Innovation;
  /** The residual, held within what one reading may say. */
  readonly clipped: number;
}

export interface PathMoment {
  /** Number of the frame on the path's grid. */
  readonly number: number;
  /** How the shared states show in every gauge. */
  readonly row: Float64Array;
  readonly readings: readonly GaugeReading[];
  /** Inputs that were operated in this frame. */
  readonly operated?: readonly number[];
  /** The loop has been learned: the test runs. */
  readonly testing: boolean;
  /** Within a known leak a large innovation is the leak itself, and is followed. */
  readonly leaking: boolean;
  /** Within a known leak, a rise by a jump is coolant that was put in: it is let go, not followed. */
  readonly refills?: boolean;
  /** False for a path that only has to carry its hypotheses on: its statistic is not worked out. */
  readonly scored?: boolean;
  /** How the leak that is followed shows in the measurements of this frame. */
  readonly follow?: (measurements: readonly Measurement[]) => readonly number[];
}

export interface PathStep {
  readonly state: PathState;
  /** What each gauge said, in the order in which the filter took it. */
  readonly measurements: readonly Measurement[];
  /** The first gauge's innovation, held back or not; null where it was not read. */
  readonly first: Innovation | null;
  /** By how much the first gauge jumped within this frame, beyond any described disturbance; null where it did not. */
  readonly jump: number | null;
}

/** Carries a path over one frame: gauges are taken one after the other, each by its own row, as measurements of one inventory. Pure. */
export function advancePath(path: PathPlan, before: PathState, now: PathMoment): PathStep {
  const { model } = path;
  const driftScale = path.learnsDrift ? Math.exp(before.calibration.lnDrift) : 1;
  const { mean, covariance } = before.kalman;
  const known = { mean, covariance: loosenedInputs(model, covariance, now.operated ?? []) };
  let kalman = predict(model, known, driftScale);
  const measurements: Measurement[] = [];
  let hold = carryHold(before.hold, now.readings, path.gauges.length);
  let first: Innovation | null = null;
  let jump: number | null = null;
  for (const reading of now.readings) {
    const { place, amount, variance } = reading;
    const row = gaugeRow(path, place, now.row, reading.stretch);
    const innovation = innovate(model, kalman, row, amount, variance);
    if (place === 0) first = innovation;
    const mayJump = !now.leaking || (now.refills === true && innovation.residual > 0);
    const met = mayJump ? meetJump(before.hold, path, place, innovation) : null;
    if (met !== null) {
      hold ??= emptyHold(path.gauges.length);
      hold.first[place] = met.first;
      hold.last[place] = innovation.residual;
      hold.frames[place] = met.frames;
      if (place === 0) jump = met.jump;
      if (met.counts && !now.leaking)
        measurements.push(weighed(place, row, { ...innovation, gain: new Float64Array(model.size) }));
      continue;
    }
    // A spike that is over: the reading has jumped back.
    if (place === 0 && before.hold !== null && !now.leaking && Number.isFinite(before.hold.last[0]!))
      jump = innovation.residual - before.hold.last[0]!;
    kalman = update(model, kalman, innovation);
    measurements.push(weighed(place, row, innovation));
  }
  if (hold !== null) {
    const absorbed = absorb(path, hold, now.readings, kalman);
    kalman = absorbed.kalman;
    hold = absorbed.hold;
  }

  let { bank, statisticNat, calibration } = before;
  if (now.testing) {
    const ofFirst = measurements[0]?.place === 0 ? measurements[0] : undefined;
    bank = advanceBank(model, bank, {
      frame: now.number,
      row: ofFirst?.row ?? now.row,
      innovation: ofFirst === undefined ? null : taken(ofFirst),
      further: measurements.slice(ofFirst === undefined ? 0 : 1).map((each) => ({
        row: each.row,
        innovation: taken(each),
      })),
      ratios: varianceRatios(calibration),
      longestFrames: path.longestFrames,
      followedPsi: now.follow?.(measurements) ?? [],
    });
    if (measurements.length > 0 && now.scored !== false)
      statisticNat = logShiryaevRoberts(bank, now.number, path.rates);
  }
  if (measurements.length > 0 && hold === null && before.hold === null && !now.leaking) {
    let sum = 0;
    for (const { clipped: residual, innovation } of measurements)
      sum += residual / Math.sqrt(innovation.variance);
    calibration = calibrate(calibration, sum / Math.sqrt(measurements.length));
  }
  return { state: { kalman, calibration, bank, statisticNat, hold }, measurements, first, jump };
}

/** What the paths that each leave one gauge out are given beside the main path's readings. */
export interface SparesMoment extends Omit<PathMoment, "follow"> {
  /** Readings of gauges that work but are not believed at present. */
  readonly doubted?: readonly GaugeReading[];
  /** Places of all gauges that are not believed or do not work. */
  readonly leftOut?: readonly number[];
}

/**
 * Carries the paths that each leave one gauge out over the same frame. A path for which no gauge is left that is believed goes on with
 * those that are doubted: what the last believed gauge says can then still be denied.
 */
export function advanceSpares(
  path: PathPlan,
  before: readonly PathState[],
  { doubted = [], leftOut = [], ...now }: SparesMoment,
): PathState[] {
  return before.map((spare, left) => {
    const isBelieved = path.gauges.some((_, place) => place !== left && !leftOut.includes(place));
    const readings = (isBelieved ? now.readings : doubted).filter(({ place }) => place !== left);
    return advancePath(path, spare, { ...now, readings, scored: false }).state;
  });
}

function weighed(place: number, row: Float64Array, innovation: Innovation): Measurement {
  return { place, row, innovation, clipped: clipped(innovation) };
}

function taken({ innovation, clipped: held }: Measurement) {
  const { gain, residual, variance } = innovation;
  return { gain, residual, clipped: held, variance };
}

/** How the state shows in one gauge: the shared part, its bias and the rounding of its code. */
export function gaugeRow(path: PathPlan, place: number, shared: Float64Array, stretch: number): Float64Array {
  const { biasState, codeState } = path.gauges[place]!;
  if (biasState < 0 && codeState < 0) return shared;
  const row = shared.slice();
  const start = addedStart(path.model);
  if (biasState >= 0) row[start + biasState] = 1;
  if (codeState >= 0) row[start + codeState] = stretch;
  return row;
}
