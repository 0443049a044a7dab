import { pathOf } from "../compensate.ts";
import { emptyBank, type OnsetBank, onsetsRepresented, testEvidence } from "../detect/onset-bank.ts";
import type { PathState } from "../detect/path.ts";
import { loosened, type PathPlan } from "../detect/path-plan.ts";
import type { KalmanState } from "../model/kalman.ts";
import type { WatchPlan } from "../plan.ts";
import { rampOverlap } from "../size/ramp-overlap.ts";
import type { WatchState } from "../state.ts";

/** ln of the likelihood ratio of a leak at which the gauges that are left speak against it. */
const DENIED_NAT = -2;
/** Information, nat, from which the gauges that are left must have seen at least something of a leak. */
const SEES_NAT = 2;
/** Evidence of a move, nat, from which some of the gauges see it plainly. */
const PLAIN_NAT = 10;

/**
 * Place of a gauge without which the leak is denied: the others, at the very onset and rate that all gauges together make likeliest,
 * find it less likely than none. Then that gauge moves alone, and what it does is not the loop's. Null where nobody denies: the others
 * agree, or are too coarse to have seen it yet. The path that has gone furthest is asked.
 */
export function deniedByOthers(plan: WatchPlan, state: WatchState): number | null {
  const { path, main, spares } = furthest(plan, state);
  return lonelyGauge(path, main, spares, state.leftOut);
}

function lonelyGauge(
  path: PathPlan,
  state: PathState,
  spares: readonly PathState[],
  leftOut: readonly number[],
): number | null {
  if (spares.length === 0) return null;
  const moves = [state, ...spares].flatMap((each) => likeliestMove(path, each, 1) ?? []);
  // What fewer gauges make likeliest is asked for too: beside one that rests, all together settle on another onset and rate.
  const weighty = moves.filter(({ nat }, i) => i === 0 || nat > PLAIN_NAT);
  const denied = weighty.flatMap((move) => mostDenied(asked(spares, leftOut, move, state)) ?? []);
  return denied.sort((one, other) => one.nat - other.nat)[0]?.place ?? null;
}

/**
 * True where the fall that the last believed gauge sees is denied by those that are not believed at present. What such a gauge did
 * before the fall began, since it was found to move alone, it may go on doing: only a fall beside that counts.
 */
export function deniedByDoubted(plan: WatchPlan, state: WatchState): boolean {
  const { distrusted, leftOut } = state;
  if (distrusted.length === 0) return false;
  const { path, main, spares, framesASlow } = furthest(plan, state);
  const move = likeliestMove(path, main, 1);
  if (move === null) return false;
  const sinceFrame = Math.min(...distrusted.map((each) => each.sinceFrame)) * framesASlow;
  return spares.some(({ bank }, place) => {
    const isLast = plan.gauges.every((_, other) => other === place || leftOut.includes(other));
    if (!isLast || leftOut.includes(place)) return false;
    const beside = fallBeside(path, bank, move, sinceFrame, main.bank.onset[main.bank.count - 1]!);
    return beside !== null && denies(beside);
  });
}

/** The path that has gone furthest, with those that leave a gauge out of it. */
function furthest(plan: WatchPlan, state: WatchState) {
  const { fast } = state;
  return plan.fast !== null && fast !== null && state.statisticNat > state.pathNat
    ? { path: plan.fast, main: fast.path, spares: fast.spares, framesASlow: plan.fast.framesASlow }
    : { path: plan, main: pathOf(state), spares: state.spares, framesASlow: 1 };
}

/**
 * True where the fall that all gauges together see stands without either of two of them, at odds of its own: it is then seen by two kinds
 * of sensor, and not by one and its echo in a filter that both share. Nat: ln of those odds.
 */
export function standsWithout(
  plan: WatchPlan,
  state: WatchState,
  places: readonly number[],
  nat: number,
): boolean {
  const { path, main, spares } = furthest(plan, state);
  const move = likeliestMove(path, main, 1);
  if (move === null || places.some((place) => state.leftOut.includes(place))) return false;
  return places.every((place) => {
    const { bank } = spares[place]!;
    const j = bank.onset.indexOf(move.onset);
    if (j < 0) return false;
    const { a, b } = testEvidence(bank, j, bank.onset[bank.count - 1]!);
    return move.rate * (a - 0.5 * move.rate * b) >= nat;
  });
}

/** ln of the likelihood ratio of a fall, and the information that there is about it, nat. */
interface Heard {
  readonly nat: number;
  readonly seesNat: number;
}

function denies({ nat, seesNat }: Heard): boolean {
  return nat < (seesNat > SEES_NAT ? 0 : DENIED_NAT);
}

/** Part by which overlaps of the settled filter may be wrong for the one that runs: the leak has the benefit of it. An estimate. */
const OVERLAP_WRONG_BY = 0.15;

/**
 * What a path says of a fall beside a steady move of its own since `sinceFrame`, of any rate: that rate is projected out. With A, B of both
 * ramps and C the overlap of them,  a = A - C/B0 A0,  b = B - C^2/B0  are those of the fall alone (Gauss-Markov). Null where the path has
 * no such hypothesis.
 */
function fallBeside(
  { model }: PathPlan,
  bank: OnsetBank,
  { onset, rate }: Move,
  sinceFrame: number,
  frame: number,
): Heard | null {
  const j = bank.onset.indexOf(onset);
  if (j < 0) return null;
  if (onset <= sinceFrame) {
    const { a, b } = testEvidence(bank, j, frame);
    return { nat: rate * (a - 0.5 * rate * b), seesNat: 0.5 * rate * rate * b };
  }
  const first = bank.onset.findIndex((each) => each >= sinceFrame);
  const [a0, b0, b1] = [bank.a[first]!, bank.b[first]!, bank.b[j]!];
  if (first === j || !(b0 > 0 && b1 > 0)) return null;
  const [older, younger] = [frame - bank.onset[first]! + 1, frame - onset + 1];
  const settled = rampOverlap(model, older, younger) / rampOverlap(model, younger, younger);
  const overlap = Math.min(Math.max(settled * b1, 0), Math.sqrt(b0 * b1));
  // Its noise as it was measured before it moved: the move itself, taken for noise, would silence it.
  const worth = testEvidence(bank, first, frame).b / b0;
  const a = worth * (bank.a[j]! - (overlap / b0) * a0);
  const b = worth * (b1 - overlap ** 2 / b0);
  const doubt = OVERLAP_WRONG_BY * worth * Math.abs((overlap / b0) * a0 * rate);
  return { nat: rate * (a - 0.5 * rate * b) + doubt, seesNat: 0.5 * rate * rate * b };
}

interface Move {
  readonly nat: number;
  readonly onset: number;
  /** Positive for a fall. */
  readonly rate: number;
}

/** The likeliest fall (sign 1) or rise (-1) of all gauges together. */
function likeliestMove({ rates }: PathPlan, { bank }: PathState, sign: 1 | -1): Move | null {
  if (bank.count === 0) return null;
  const frame = bank.onset[bank.count - 1]!;
  let best: Move | null = null;
  for (let j = 0; j < bank.count; j++) {
    const { a, b } = testEvidence(bank, j, frame);
    if (!(sign * a > 0 && b > 0)) continue;
    const rate = sign * Math.min(Math.max((sign * a) / b, rates[0]!), rates.at(-1)!);
    const nat = rate * (a - 0.5 * rate * b) + Math.log(onsetsRepresented(bank, j, frame));
    if (best === null || nat > best.nat) best = { nat, onset: bank.onset[j]!, rate };
  }
  return best;
}

/** What the gauges that are left without one say of a move: ln of its likelihood ratio, and whether they deny it. */
interface Without {
  readonly place: number;
  readonly nat: number;
  readonly denies: boolean;
}

function asked(
  spares: readonly PathState[],
  leftOut: readonly number[],
  { onset, rate }: Move,
  { bank: { count, onset: onsets } }: PathState,
): Without[] {
  const frame = onsets[count - 1]!;
  return spares.flatMap(({ bank }, place): Without[] => {
    // Nobody who is believed is left without the last one; what the doubted say is heard apart.
    const isLast = spares.every((_, other) => other === place || leftOut.includes(other));
    const j = isLast || leftOut.includes(place) ? -1 : bank.onset.indexOf(onset);
    if (j < 0) return [];
    const { a, b } = testEvidence(bank, j, frame);
    const nat = rate * (a - 0.5 * rate * b);
    return [{ place, nat, denies: denies({ nat, seesNat: 0.5 * rate * rate * b }) }];
  });
}

/** The gauge without which a move is denied most; null where nobody denies it. */
function mostDenied(answers: readonly Without[]): Without | null {
  const denying = answers.filter(({ denies }) => denies).sort((one, other) => one.nat - other.nat);
  return denying[0] ?? null;
}

/** A gauge that is not believed until an instant, for what it did alone since a frame. */
export interface Distrust {
  readonly place: number;
  readonly untilS: number;
  readonly sinceFrame: number;
}

/** A gauge that moved alone is tried again after this. */
const DISTRUST_S = 6 * 3600;

/**
 * Leaves a gauge out that moves alone, up or down, beyond what the loop's budget of false alarms allows for: the path that never took
 * its readings takes over, with all that it knows, and the gauge comes back later with an unknown bias. `alone` is the gauge found in
 * this frame. Pure.
 */
export function distrustLonely(
  plan: WatchPlan,
  state: WatchState,
  endS: number,
): { state: WatchState; alone: number | null } {
  if (state.spares.length === 0) return { state, alone: null };
  const back = state.distrusted.filter(({ untilS }) => untilS <= endS);
  let next = state;
  for (const { place } of back) next = trustAgain(plan, next, place);
  if (next.leftOut.length + 1 >= plan.gauges.length) return { state: next, alone: null };
  for (const sign of [1, -1] as const) {
    const moves = [pathOf(next), ...next.spares].flatMap((each) => likeliestMove(plan, each, sign) ?? []);
    const move = moves.reduce<Move | null>(
      (best, each) => (best && best.nat >= each.nat ? best : each),
      null,
    );
    if (move === null || move.nat < plan.confirmNat) continue;
    const answers = asked(next.spares, next.leftOut, move, pathOf(next));
    const lonely = mostDenied(answers);
    // It must be seen to move where it speaks, too: else it is not known who of them is wrong.
    const isSeen = answers.some(({ place, nat }) => place !== lonely?.place && nat > SEES_NAT);
    if (lonely === null || lonely.nat > DENIED_NAT || !isSeen) continue;
    return { state: leaveOut(next, lonely.place, move.onset, endS), alone: lonely.place };
  }
  return { state: next, alone: null };
}

function leaveOut(state: WatchState, place: number, sinceFrame: number, endS: number): WatchState {
  const { statisticNat: _, ...path } = state.spares[place]!;
  const distrusted = [...state.distrusted, { place, sinceFrame, untilS: endS + DISTRUST_S }];
  const { fast } = state;
  return {
    ...state,
    ...path,
    pathNat: Number.NEGATIVE_INFINITY,
    statisticNat: Number.NEGATIVE_INFINITY,
    fast: fast && { ...fast, path: fast.spares[place]! },
    distrusted,
    leftOut: distrusted.map((each) => each.place),
  };
}

function trustAgain(plan: WatchPlan, state: WatchState, place: number): WatchState {
  const distrusted = state.distrusted.filter((each) => each.place !== place);
  const readmit = (path: PathPlan, { mean, covariance }: KalmanState): KalmanState => {
    const unknown = path.model.prior[0]!;
    return { mean, covariance: loosened(path, covariance, place, unknown) };
  };
  // What it did alone is told: the paths that took its readings start to judge anew, or it would be found to have moved again at once.
  const forget = (spares: readonly PathState[]) =>
    spares.map((spare, left) => (left === place ? spare : { ...spare, bank: emptyBank() }));
  const { fast } = state;
  return {
    ...state,
    kalman: readmit(plan, state.kalman),
    spares: forget(state.spares),
    fast: fast && {
      ...fast,
      path: { ...fast.path, kalman: readmit(plan.fast!, fast.path.kalman) },
      spares: forget(fast.spares),
    },
    distrusted,
    leftOut: distrusted.map((each) => each.place),
  };
}
