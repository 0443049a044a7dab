import type { OnsetBank } from "../detect/onset-bank.ts";
import { sizeEvidence } from "../detect/onset-bank.ts";
import type { DisturbanceModel } from "../model/disturbance-model.ts";
import { type Innovation, transitionVector } from "../model/kalman.ts";

/**
 * One confirmed leak followed on: the hypothesis of its likeliest onset, kept out of the bank's thinning, so that every later
 * hypothesis can be set against "it goes on as it did". Statistics are from whole innovations, as for the size.
 */
export interface LeakTrack {
  readonly onset: number;
  /** Frame from which changes of the leak are looked for. */
  readonly since: number;
  readonly sensitivity: Float64Array;
  readonly a: number;
  readonly b: number;
}

/** Takes up the likeliest hypothesis of a bank, or the one of a given onset; null if there is none. */
export function beginTrack(
  model: DisturbanceModel,
  bank: OnsetBank,
  frame: number,
  onset?: number,
): LeakTrack | null {
  let best = -1;
  let peak = 0;
  for (let j = 0; j < bank.count; j++) {
    if (onset !== undefined && bank.onset[j] !== onset) continue;
    const { a, b } = sizeEvidence(bank, j, frame);
    if (a > 0 && b > 0 && (a * a) / (2 * b) > peak) {
      peak = (a * a) / (2 * b);
      best = j;
    }
  }
  if (best < 0) return null;
  const from = best * model.size;
  return {
    onset: bank.onset[best]!,
    since: frame,
    sensitivity: bank.sensitivity.slice(from, from + model.size),
    a: bank.whole[best]!,
    b: bank.b[best]!,
  };
}

/** Carries the track over one frame, and gives how a unit leak from its onset shows in each measurement of that frame. */
export function followTrack(
  model: DisturbanceModel,
  track: LeakTrack,
  frame: number,
  measurements: readonly { readonly row: Float64Array; readonly innovation: Innovation }[],
): { track: LeakTrack; psi: number[] } {
  const sensitivity = track.sensitivity.slice();
  transitionVector(model, sensitivity);
  let { a, b } = track;
  const shown: number[] = [];
  for (const { row, innovation } of measurements) {
    let psi = -(frame - track.onset + 0.5) * model.periodS;
    for (let i = 0; i < model.size; i++) psi -= row[i]! * sensitivity[i]!;
    for (let i = 0; i < model.size; i++) sensitivity[i] = sensitivity[i]! + innovation.gain[i]! * psi;
    a += (psi * innovation.residual) / innovation.variance;
    b += (psi * psi) / innovation.variance;
    shown.push(psi);
  }
  return { track: { ...track, sensitivity, a, b }, psi: shown };
}
