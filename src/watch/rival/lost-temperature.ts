import type { Frame } from "../../telemetry/frame.ts";
import { pathOf } from "../compensate.ts";
import type { PathState } from "../detect/path.ts";
import { coefficientStart, type DisturbanceModel, HARMONICS } from "../model/disturbance-model.ts";
import type { WatchPlan } from "../plan.ts";
import type { WatchState } from "../state.ts";
import { type SwingWatch, swingAt, swingSlots } from "./swing-watch.ts";

/** A temperature that has been missing for so long is lost: until then a reading or two were. */
const LOST_S = 60;
/** How far the swing may be from the one expected, as a part of it: level, then each harmonic. Estimates. */
const UNKNOWN_LEVEL = 0.15;
const UNKNOWN_HARMONICS = [0.15, 0.25, 0.1] as const;
/** Part of itself by which an unseen swing changes in an orbit. An estimate. */
const CHANGE_PER_ORBIT = 0.05;

/**
 * A frame in which temperatures that are missing read what their swing lets expect of them; the same frame where none is missing, or no
 * swing is known. `number` counts slow frames, and may lie between two.
 */
export function withExpectedTemperatures(
  { loop }: WatchPlan,
  swings: SwingWatch,
  frame: Frame,
  number: number,
): Frame {
  let mean = frame.mean;
  for (const [place, slot] of swingSlots(loop).entries()) {
    if (slot === 0 || !Number.isNaN(frame.mean[slot]!)) continue;
    const { latest, level } = swings.channels[place]!;
    const swing = latest.at(-1);
    if (swing === undefined || Number.isNaN(level)) continue;
    if (mean === frame.mean) mean = mean.slice();
    mean[slot] = level + swingAt(loop, swing, number);
  }
  return mean === frame.mean ? frame : { ...frame, mean };
}

/**
 * What the loss of a temperature does to what is known: its swing goes on, and is known only as far as one orbit is like the next. The
 * filters are told so when it is lost and when it is back, and meanwhile that it may change. Pure.
 */
export function followLostTemperatures(
  plan: WatchPlan,
  state: WatchState,
  frame: Frame,
): Pick<WatchState, "lostFrames"> & Partial<WatchState> {
  const { loop, model } = plan;
  if (frame.mean.subarray(1).every((value) => !Number.isNaN(value)) && state.lostFrames.every((n) => n === 0))
    return { lostFrames: state.lostFrames };
  const limit = Math.max(1, Math.round(LOST_S / loop.framePeriodS));
  const lostFrames = state.lostFrames.slice();
  let once = 0;
  let meanwhile = 0;
  for (const [place, slot] of swingSlots(loop).entries()) {
    if (slot === 0) continue;
    const input = slot - 1;
    const before = lostFrames[input]!;
    lostFrames[input] = Number.isNaN(frame.mean[slot]!) ? before + 1 : 0;
    if (model.rotation.length === 0) continue;
    const swing = state.swings.channels[place]!.latest.at(-1);
    const start = coefficientStart(model) + 2 * input;
    const { mean } = state.kalman;
    const explained = Math.abs(mean[start]!) + Math.abs(mean[start + 1]!);
    const square = swing === undefined ? 0 : (explained * Math.hypot(swing.cos, swing.sin)) ** 2;
    if (lostFrames[input] === limit || (before >= limit && lostFrames[input] === 0)) once += square;
    else if (before >= limit) meanwhile += square;
  }
  const change = (meanwhile * CHANGE_PER_ORBIT ** 2 * loop.framePeriodS) / Math.max(loop.orbitPeriodS, 1);
  if (!(once + change > 0)) return { lostFrames };
  const widen = (path: PathState, { size }: DisturbanceModel): PathState => {
    const covariance = path.kalman.covariance.slice();
    covariance[0] = covariance[0]! + UNKNOWN_LEVEL ** 2 * once;
    for (let h = 0; h < HARMONICS; h++)
      for (const i of [2 + 2 * h, 3 + 2 * h])
        covariance[i * size + i] = covariance[i * size + i]! + UNKNOWN_HARMONICS[h]! ** 2 * once + change;
    return { ...path, kalman: { mean: path.kalman.mean, covariance } };
  };
  const { fast } = state;
  const { kalman } = widen(pathOf(state), model);
  return {
    lostFrames,
    kalman,
    spares: state.spares.map((spare) => widen(spare, model)),
    fast: fast && {
      ...fast,
      path: widen(fast.path, plan.fast!.model),
      spares: fast.spares.map((spare) => widen(spare, plan.fast!.model)),
    },
  };
}
