import type { Frame } from "../../telemetry/frame.ts";
import { followTrack, type LeakTrack } from "../course/leak-track.ts";
import { emptyBank } from "../detect/onset-bank.ts";
import { advancePath, advanceSpares, gaugeRow, type PathState } from "../detect/path.ts";
import { loosened, type PathPlan } from "../detect/path-plan.ts";
import type { GaugeReading } from "../gauge/read-gauges.ts";
import type { InputMemory } from "../model/inputs.ts";
import { innovate } from "../model/kalman.ts";
import type { WatchPlan } from "../plan.ts";
import type { WatchState } from "../state.ts";

/**
 * Coolant that goes through a valve whose position is reported. While the flag stands otherwise than usual, what the gauges do is no
 * evidence of a leak: what was known before is carried on beside the filter without looking, and takes over again when the valve has
 * closed, with a level that may be anywhere. Evidence of a leak from before it counts on, what comes after counts at once, and only what
 * went through the valve does not.
 */
export interface Transfer {
  /** The flag, by its place among the explaining channels. */
  readonly input: number;
  readonly sinceFrame: number;
  /** Latest frame in which a flag was away from where it usually stands. */
  readonly lastFrame: number;
  /** Statistic and reading of the inventory channel when it began. */
  readonly nat: number;
  readonly reading: number;
  readonly known: Known;
}

/** What the path of all gauges, those without one, and the leak that is followed knew, carried on without readings. */
interface Known {
  readonly path: PathState;
  readonly spares: readonly PathState[];
  readonly track: LeakTrack | null;
}

/** Where the flags of a loop usually stand. */
export interface FlagMemory {
  /** NaN for an explaining channel that is no flag, or was not read yet. */
  readonly usual: Float64Array;
  /** Frames with a reading, and those of them in which it stood otherwise. */
  readonly seen: Int32Array;
  readonly away: Int32Array;
  readonly transfer: Transfer | null;
}

/** Flags stand still but for rounding. */
const MOVED = 0.02;
/** After this a valve that stays open has become the usual state of the loop. */
const LONGEST_S = 2 * 3600;
/** What flows on after the valve has closed settles within this. */
const SETTLES_S = 60;
/** A flag that is away for more than this part of the time reports no transfers. */
const MOST_AWAY = 0.1;
/** Its part of the time is reckoned as if it had been seen at rest for so long before. */
const AS_IF_SEEN_S = 43_200;
/** A transfer does not take more than this part of what the inventory channel read: beyond it a fall is judged as ever. */
const MOST_MOVED = 0.25;
/** A level this many standard deviations from where it was expected has been moved. */
const HAS_MOVED_SD = 3;

export function beginFlags(explanations: number): FlagMemory {
  return {
    usual: new Float64Array(explanations).fill(Number.NaN),
    seen: new Int32Array(explanations),
    away: new Int32Array(explanations),
    transfer: null,
  };
}

/** The first flag that stands otherwise than usual in a frame; -1 for none. One that is away too often is none that reports transfers. */
export function flagAway({ loop }: WatchPlan, { usual, seen, away }: FlagMemory, frame: Frame): number {
  return loop.explainedBy.findIndex(({ quantity }, i) => {
    if (quantity !== "flag") return false;
    const value = frame.mean[1 + i]!;
    const often = away[i]! > MOST_AWAY * (seen[i]! + AS_IF_SEEN_S / loop.framePeriodS);
    return !often && Math.abs(value - usual[i]!) > MOVED;
  });
}

/** The statistic as far as it may count while a flag is away: no further than it stood, unless far more goes than transfers take. */
export function heldNat(state: WatchState, nat: number): number {
  const { transfer } = state.flags;
  return transfer === null || exceedsTransfer(state) ? nat : Math.min(nat, transfer.nat);
}

/** More is lost since a valve opened than transfers take. */
export function exceedsTransfer({ flags, lastReading }: Pick<WatchState, "flags" | "lastReading">): boolean {
  const { transfer } = flags;
  return transfer !== null && transfer.reading - lastReading > MOST_MOVED * Math.abs(transfer.reading);
}

/** A frame's readings, and what was known before it was looked at. */
export interface TransferMoment {
  readonly frame: Frame;
  readonly number: number;
  readonly row: Float64Array;
  readonly readings: readonly GaugeReading[];
  readonly testing: boolean;
  readonly before: Pick<WatchState, "statisticNat" | "lastReading"> & Known;
}

/** What has gone through a valve that has closed, in inventory channel units, positive for a loss. */
export interface Transferred {
  readonly channel: string;
  readonly lost: number;
}

/** Carries the flags on by a frame; at the end of a transfer that moved something, gives what the watch then knows. Pure. */
export function followFlags(
  plan: WatchPlan,
  state: WatchState,
  now: TransferMoment,
): { patch: Partial<WatchState>; transferred: Transferred | null } {
  const { flags } = state;
  if (plan.loop.explainedBy.every(({ quantity }) => quantity !== "flag"))
    return { patch: {}, transferred: null };
  const memory = learnFlags(plan, flags, now.frame);
  const input = flagAway(plan, memory, now.frame);
  let { transfer } = flags;
  if (transfer === null) {
    if (input < 0) return { patch: { flags: memory }, transferred: null };
    const { statisticNat: nat, lastReading: reading, ...known } = now.before;
    transfer = { input, sinceFrame: now.number, lastFrame: now.number, nat, reading, known };
  }
  transfer = {
    ...transfer,
    lastFrame: input < 0 ? transfer.lastFrame : now.number,
    known: carriedOn(plan, transfer.known, state, now),
  };
  const { periodS } = plan;
  const ageS = (now.number - transfer.sinceFrame) * periodS;
  // A loss that was found while the valve was open is none of the transfer's.
  const foundMeanwhile = state.phase === "leaking" && state.phaseSinceS > transfer.sinceFrame * periodS;
  if (ageS > LONGEST_S || foundMeanwhile)
    return {
      patch: { flags: { ...memory, usual: standing(memory, now.frame), transfer: null } },
      transferred: null,
    };
  if ((now.number - transfer.lastFrame) * periodS < SETTLES_S)
    return { patch: { flags: { ...memory, transfer } }, transferred: null };
  const moved = movedBy(plan, transfer.known.path, now);
  const closed = { ...memory, transfer: null };
  if (moved === null) return { patch: { flags: closed }, transferred: null };
  return {
    patch: { ...resumed(plan, state, transfer), flags: closed },
    transferred: { channel: plan.loop.explainedBy[transfer.input]!.channel, lost: -moved },
  };
}

function learnFlags({ loop }: WatchPlan, before: FlagMemory, frame: Frame): FlagMemory {
  const usual = before.usual.slice();
  const seen = before.seen.slice();
  const away = before.away.slice();
  for (const [i, { quantity }] of loop.explainedBy.entries()) {
    const value = frame.mean[1 + i]!;
    if (quantity !== "flag" || Number.isNaN(value)) continue;
    if (Number.isNaN(usual[i]!)) usual[i] = value;
    seen[i] = seen[i]! + 1;
    if (Math.abs(value - usual[i]!) > MOVED) away[i] = away[i]! + 1;
  }
  return { ...before, usual, seen, away };
}

function standing({ usual }: FlagMemory, frame: Frame): Float64Array {
  return usual.map((value, i) => (Number.isNaN(frame.mean[1 + i]!) ? value : frame.mean[1 + i]!));
}

function carriedOn(plan: WatchPlan, known: Known, state: WatchState, now: TransferMoment): Known {
  const { number, row, testing } = now;
  const moment = { number, row, testing, readings: [], leaking: state.phase === "leaking", scored: false };
  return {
    path: advancePath(plan, known.path, moment).state,
    spares: advanceSpares(plan, known.spares, moment),
    track: known.track && followTrack(plan.model, known.track, number, []).track,
  };
}

/** By how much the level stands off where it was last known, from the gauge that shows it most plainly; null where it may not have moved. */
function movedBy(plan: WatchPlan, { kalman }: PathState, { row, readings }: TransferMoment): number | null {
  let plainest = { off: 0, residual: 0 };
  for (const { place, amount, variance, stretch } of readings) {
    const innovation = innovate(plan.model, kalman, gaugeRow(plan, place, row, stretch), amount, variance);
    const off = Math.abs(innovation.residual) / Math.sqrt(innovation.variance);
    if (off > plainest.off) plainest = { off, residual: innovation.residual };
  }
  return plainest.off > HAS_MOVED_SD ? plainest.residual : null;
}

/**
 * What was known before the transfer, with a level that may be anywhere: that is all that the flag has done, so it has no lag to show any
 * more. A transfer explains no witness's fall either.
 */
function resumed(plan: WatchPlan, state: WatchState, { input, known }: Transfer): Partial<WatchState> {
  const { path, spares, track } = known;
  const settled = (inputs: InputMemory) => ({ ...inputs, lagged: inputs.lagged.with(input, 0) });
  const { statisticNat, ...rest } = anywhere(plan, path);
  const { fast } = state;
  const anew = (each: PathState): PathState => ({
    ...anywhere(plan.fast!, each),
    bank: emptyBank(),
    statisticNat: Number.NEGATIVE_INFINITY,
    hold: null,
  });
  return {
    ...rest,
    pathNat: statisticNat,
    statisticNat,
    spares: spares.map((spare) => anywhere(plan, spare)),
    track,
    inputs: settled(state.inputs),
    fast: fast && {
      ...fast,
      path: anew(fast.path),
      spares: fast.spares.map(anew),
      inputs: settled(fast.inputs),
    },
    witnesses: state.witnesses.map((witness) => ({ ...witness, bank: emptyBank() })),
  };
}

function anywhere(plan: PathPlan, path: PathState): PathState {
  const { mean, covariance } = path.kalman;
  return { ...path, kalman: { mean, covariance: loosened(plan, covariance, 0, plan.model.prior[0]!, true) } };
}
