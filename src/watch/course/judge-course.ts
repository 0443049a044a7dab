import { onsetsRepresented } from "../detect/onset-bank.ts";
import { evidenceDivisor, varianceRatios } from "../detect/self-calibration.ts";
import { cushionHoldsPa, cushionSpentPa, pressurePa } from "../observe.ts";
import type { WatchPlan } from "../plan.ts";
import { restNat } from "../rival/dwell.ts";
import { shouldMoveWithin } from "../rival/should-move.ts";
import { speaks } from "../rival/weigh.ts";
import type { WatchState } from "../state.ts";
import { LogSum, slopeNat } from "../witness/witness-evidence.ts";

/** A change of a confirmed leak that the data now show. */
export interface CourseChange {
  readonly kind: "grew" | "ended";
  /** Frame number at whose start it is likeliest to have changed. */
  readonly frame: number;
  /** Odds that the verdict is right, against a leak that goes on as it did. */
  readonly oddsAgainstError: number;
  /** Rate until then, in amount units a second. */
  readonly rateBefore: number;
}

/** "Ended" may be wrong once in a hundred leaks. */
const WRONG_ENDS = 0.01;
/** What may be left of the rate, at the upper end of its 95 % band, for a leak to be called ended. */
const LEFT_OF_RATE = 0.3;
/** Growth by less than this part of the rate is left to the estimate. */
const LEAST_GROWTH = 0.25;
/** A second rate that is free costs so much on average. */
const FREE_RATE_NAT = 2;
const LEAST_AGE = 6;
/** Below this part of the reference reading, or of an accumulator's scale, a loop is empty rather than tight. */
const EMPTY_PART = 0.05;
/** A witness that goes on falling with these odds denies that the leak has ended. */
const DENIED_NAT = 3;

/**
 * Asks of a confirmed leak whether it has stopped or grown: the mirrored ramp. With s the rate so far and r its change at an instant
 * e, both enter the innovations linearly, so ln L(s, r) = s A0 + r Ae - (s^2 B0 + 2 s r C + r^2 Be) / 2 with the sums of the track
 * (0), of the hypothesis that opened at e, and of their product (C). Going on is r = 0, an end is r = -s, growth is r > 0;
 * each at its likeliest, summed over e by the onsets that a hypothesis stands for.
 */
export function judgeCourse(plan: WatchPlan, state: WatchState, frame: number): CourseChange | null {
  const { track, bank } = state;
  if (track === null || state.drain.cushionSpent || !(track.b > 0)) return null;
  const divisor = evidenceDivisor(varianceRatios(state.calibration), 0, frame - track.onset + 1);
  const goesOn = (track.a * track.a) / (2 * track.b);
  const ends = new LogSum();
  const grows = new LogSum();
  let end = { nat: Number.NEGATIVE_INFINITY, frame: 0, rate: 0, clean: false };
  let growth = { nat: Number.NEGATIVE_INFINITY, frame: 0, rate: 0, enough: false };
  for (let j = 0; j < bank.count; j++) {
    const onset = bank.onset[j]!;
    if (onset <= track.since || frame - onset < LEAST_AGE) continue;
    const [ae, be, c] = [bank.whole[j]!, bank.b[j]!, bank.cross[j]!];
    const det = track.b * be - c * c;
    if (!(det > 1e-9 * track.b * be)) continue;
    const weight = Math.log(onsetsRepresented(bank, j, frame));
    const rate = (track.a * be - ae * c) / det;
    const change = (ae * track.b - track.a * c) / det;
    const both = 0.5 * (rate * track.a + change * ae);
    const stopped = track.b - 2 * c + be;
    if (track.a > ae && stopped > 0 && rate > 0) {
      const nat = ((track.a - ae) ** 2 / (2 * stopped) - goesOn) / divisor + weight;
      ends.add(nat);
      const sd = Math.sqrt((stopped * divisor) / det);
      const held = (track.a - ae) / stopped;
      if (nat > end.nat)
        end = { nat, frame: onset, rate: held, clean: rate + change + 2 * sd < LEFT_OF_RATE * rate };
    }
    if (change > 0 && rate > 0) {
      const nat = (both - goesOn) / divisor + weight - FREE_RATE_NAT;
      grows.add(nat);
      if (nat > growth.nat) growth = { nat, frame: onset, rate, enough: change > LEAST_GROWTH * rate };
    }
  }
  const followed = Math.max(frame - track.since, 1);
  const endLimit = Math.log(followed / WRONG_ENDS);
  if (end.clean && ends.value > endLimit && mayJudgeEnd(plan, state, frame, end.frame, end.rate))
    return {
      kind: "ended",
      frame: end.frame,
      oddsAgainstError: oddsOf(ends.value - endLimit, 1 / WRONG_ENDS),
      rateBefore: end.rate,
    };
  if (growth.enough && grows.value > plan.confirmNat && mayJudgeGrowth(plan, state))
    return {
      kind: "grew",
      frame: growth.frame,
      oddsAgainstError: oddsOf(grows.value - plan.confirmNat, 1),
      rateBefore: growth.rate,
    };
  return null;
}

function oddsOf(nat: number, atLimit: number): number {
  return atLimit * Math.exp(Math.min(nat, 500));
}

/** A cushion that reaches its stop lets the pressure fall faster than gas does: that is no growth. */
function mayJudgeGrowth({ loop }: WatchPlan, { lastReading, referenceReading }: WatchState): boolean {
  if (loop.inventory.kind !== "gas-pressure" || referenceReading === null) return true;
  const holdsPa = cushionHoldsPa(loop.inventory, pressurePa(loop, referenceReading));
  return pressurePa(loop, lastReading) > holdsPa;
}

/** A loop that has run empty, a stuck channel, and a witness that goes on falling all look like an end from one channel. */
function mayJudgeEnd(
  plan: WatchPlan,
  state: WatchState,
  frame: number,
  endFrame: number,
  rate: number,
): boolean {
  const { loop } = plan;
  const reading = state.lastReading;
  const reference = state.referenceReading ?? Number.NaN;
  if (loop.inventory.kind === "gas-pressure") {
    const spentPa = cushionSpentPa(loop.inventory, pressurePa(loop, reference));
    if (pressurePa(loop, reading) < 1.5 * spentPa) return false;
  } else if (reading < EMPTY_PART * reference) return false;
  const restsTooLong = restNat(state.dwell) > 6 && state.dwell.frames >= shouldMoveWithin(plan);
  if (restsTooLong) return false;
  return plan.witnesses.every(({ compares }, i) => {
    if (!compares || !speaks(plan, state, i, frame)) return true;
    const { bank } = state.witnesses[i]!;
    const j = bank.onset.indexOf(endFrame);
    // Where the channel rests and its witness goes on falling, their difference rises at the rate of the leak.
    return j < 0 || slopeNat(bank.a[j]!, bank.b[j]!, -rate, (0.1 * rate) ** 2) < DENIED_NAT;
  });
}
