import type { GaugeReading } from "../gauge/read-gauges.ts";
import type { Innovation, KalmanState } from "../model/kalman.ts";
import { JUMP_SD } from "../model/robust.ts";
import { loosened, type PathPlan } from "./path-plan.ts";

/**
 * Gauges whose readings lie beyond any described disturbance. A spike, a step and the first seconds of a burst all begin like this, so
 * the filter waits: a spike comes back, a step stays, a burst goes on. What stays is taken for a step, and let go; what goes on is
 * evidence. Each array has a place for each gauge.
 */
export interface Hold {
  /** Residual in the first frame of the jump; NaN where the gauge has not jumped. */
  readonly first: Float64Array;
  readonly last: Float64Array;
  /** Frames for which it has been held, this one counted. */
  readonly frames: Int32Array;
}

/** After so many frames a jump that has not gone on is a step. */
const SETTLES_WITHIN = 3;
/** What still goes on after so many frames has been weighed long enough. */
const LONGEST_HOLD = 12;
/** A jump goes on while it grows by more than this each frame, in standard deviations of a reading. */
const GROWS_SD = 1;
/** A jump that has moved by less than this, and by less than a quarter of itself, has stayed. */
const STAYS_SD = 3;
const STAYS_SHARE = 0.25;

export function emptyHold(gauges: number): Hold {
  return {
    first: new Float64Array(gauges).fill(Number.NaN),
    last: new Float64Array(gauges).fill(Number.NaN),
    frames: new Int32Array(gauges),
  };
}

/** What is held of gauges that are not read in this frame: they may still be where they were. */
export function carryHold(
  before: Hold | null,
  readings: readonly GaugeReading[],
  gauges: number,
): Hold | null {
  if (before === null) return null;
  let hold: Hold | null = null;
  for (let place = 0; place < gauges; place++) {
    if (before.frames[place] === 0 || readings.some((reading) => reading.place === place)) continue;
    hold ??= emptyHold(gauges);
    hold.first[place] = before.first[place]!;
    hold.last[place] = before.last[place]!;
    hold.frames[place] = before.frames[place]!;
  }
  return hold;
}

/** What a reading that has jumped means; null for one that has not, or that has come back. */
export function meetJump(
  before: Hold | null,
  path: PathPlan,
  place: number,
  { residual, variance }: Innovation,
): { first: number; frames: number; counts: boolean; jump: number | null } | null {
  const sd = Math.sqrt(variance);
  const limit = JUMP_SD * sd + path.gauges[place]!.codeReach;
  if (Math.abs(residual) <= limit) return null;
  const last = before?.last[place] ?? Number.NaN;
  const isNew = Number.isNaN(last) || residual * last < 0;
  if (isNew) return { first: residual, frames: 1, counts: true, jump: residual };
  const grown = (residual - last) * Math.sign(residual);
  return {
    first: before!.first[place]!,
    frames: before!.frames[place]! + 1,
    counts: grown > GROWS_SD * sd,
    jump: Math.abs(residual - last) > limit ? residual - last : null,
  };
}

/**
 * Lets go of jumps that have stayed: of the level where every gauge that is read has jumped, else of that gauge's own bias. Gives the
 * filter's state after that, and what is still held.
 */
export function absorb(
  path: PathPlan,
  hold: Hold,
  readings: readonly GaugeReading[],
  kalman: KalmanState,
): { kalman: KalmanState; hold: Hold | null } {
  const isHeld = (place: number) => hold.frames[place]! > 0;
  const together = readings.every(({ place }) => isHeld(place));
  let covariance = kalman.covariance;
  let held = false;
  for (const { place, variance } of readings) {
    if (!isHeld(place)) continue;
    const frames = hold.frames[place]!;
    const moved = Math.abs(hold.last[place]! - hold.first[place]!);
    const stays =
      moved < Math.max(STAYS_SD * Math.sqrt(variance), STAYS_SHARE * Math.abs(hold.first[place]!));
    if (frames < SETTLES_WITHIN || (!stays && frames < LONGEST_HOLD)) {
      held = true;
      continue;
    }
    covariance = loosened(path, covariance, place, hold.last[place]! ** 2, together);
    hold.first[place] = Number.NaN;
    hold.last[place] = Number.NaN;
    hold.frames[place] = 0;
  }
  held ||= hold.frames.some((frames) => frames > 0);
  return { kalman: { mean: kalman.mean, covariance }, hold: held ? hold : null };
}
