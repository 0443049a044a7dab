import type { LoopDescription } from "../../vehicle/loop-description.ts";
import type { KalmanState } from "../model/kalman.ts";
import { type ChannelSwing, phaseAt, type SwingWatch } from "./swing-watch.ts";

/**
 * A gap that is being judged: did time pass, or did the clock leap? Coolant and temperatures swing with the orbit. After a true gap
 * they stand where the swing has gone meanwhile; after a leap of the clock they go on from where they were.
 */
export interface ClockGap {
  /** Length of the gap in frames; 0 while none is judged. */
  readonly gapFrames: number;
  readonly sinceFrame: number;
  /** Channels as they were known before the gap. */
  readonly channels: readonly ChannelSwing[];
  /** The filter as it stood then; null while no gap is judged. */
  readonly kalman: KalmanState | null;
  /** Frames without any report until now. */
  readonly silent: number;
  readonly held: KalmanState | null;
  /** ln of the likelihood ratio of a leap against a gap, and mean square misfit of the leap. */
  readonly nat: number;
  readonly misfit: number;
  readonly readings: number;
}

export const noClockGap: ClockGap = {
  gapFrames: 0,
  sinceFrame: 0,
  channels: [],
  kalman: null,
  silent: 0,
  held: null,
  nat: 0,
  misfit: 0,
  readings: 0,
};

/** Shorter gaps move no swing enough to tell. */
const LEAST_GAP_S = 120;
/** A gap is judged for so long. */
const JUDGED_S = 2400;
/** A reading is taken so often, and each counts for its part of the time over which what swing and trend leave is correlated. */
const EVERY_S = 60;
const CORRELATED_S = 300;
/** ln odds at which a leap is named: gaps come a thousand times as often. */
const LEAP_NAT = Math.log(1000) + Math.log(20);
/** A channel whose swing is not this many times what it leaves tells no gap from a leap. */
const CLEAR = 3;
/** One reading says no more than this. */
const MOST_NAT = 6;
/** The leap must fit by itself: mean square misfit in units of what is usual. */
const MOST_MISFIT = 4;

/**
 * Takes in one frame; gives the leap, in seconds, in the frame in which it is certain. `kalman` is the filter before the frame, and
 * `isSilent` says that no channel reported in it. Pure.
 */
export function judgeGap(
  loop: LoopDescription,
  before: ClockGap,
  swings: SwingWatch,
  kalman: KalmanState,
  number: number,
  readings: readonly number[],
  isSilent: boolean,
): { gap: ClockGap; leapS: number | null } {
  if (isSilent) {
    const held = before.silent === 0 ? kalman : before.held;
    return { gap: { ...before, silent: before.silent + 1, held }, leapS: null };
  }
  const periodS = loop.framePeriodS;
  let gap: ClockGap = before.silent === 0 ? before : { ...before, silent: 0, held: null };
  if (before.silent * periodS >= LEAST_GAP_S) {
    const { channels } = swings;
    gap = {
      ...noClockGap,
      gapFrames: before.silent,
      sinceFrame: number,
      channels,
      kalman: before.held,
    };
  }
  if (gap.gapFrames === 0) return { gap, leapS: null };
  const age = number - gap.sinceFrame;
  if (age * periodS > JUDGED_S) return { gap: noClockGap, leapS: null };
  if (age % Math.round(EVERY_S / periodS) !== 0) return { gap, leapS: null };
  let { nat, misfit } = gap;
  let taken = gap.readings;
  const { noise } = loop;
  for (const [i, reading] of readings.entries()) {
    const channel = gap.channels[i]!;
    const swing = channel.latest.at(-1);
    const usual = i === 0 ? Math.max(channel.rms, noise.wander, noise.step / 2) : channel.rms;
    const isClear = swing !== undefined && usual > 0 && Math.hypot(swing.cos, swing.sin) >= CLEAR * usual;
    // Temperatures of a loop whose inventory does not swing say nothing of the time that passed for it.
    if (i === 0 && !isClear) break;
    if (!isClear || Number.isNaN(reading)) continue;
    const leap = residual(loop, channel, swing, number - gap.gapFrames, reading);
    const passed = residual(loop, channel, swing, number, reading);
    const weight = EVERY_S / CORRELATED_S;
    nat += weight * Math.max(-MOST_NAT, Math.min(MOST_NAT, (passed ** 2 - leap ** 2) / 2));
    misfit += leap ** 2;
    taken++;
  }
  gap = { ...gap, nat, misfit, readings: taken };
  if (nat < LEAP_NAT || misfit > MOST_MISFIT * taken) return { gap, leapS: null };
  return { gap: { ...gap, gapFrames: 0 }, leapS: gap.gapFrames * periodS };
}

/** How far a reading is from level and swing at a frame's phase, in units of what they usually leave. */
function residual(
  loop: LoopDescription,
  { level, rms }: ChannelSwing,
  swing: { cos: number; sin: number },
  number: number,
  reading: number,
): number {
  const { cos, sin } = phaseAt(loop, number);
  // The level itself was known from minutes, and drifts on meanwhile.
  return (reading - level - swing.cos * cos - swing.sin * sin) / (Math.SQRT2 * rms);
}
