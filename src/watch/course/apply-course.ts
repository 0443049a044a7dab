import { emptyBank, fromOnset, type OnsetBank } from "../detect/onset-bank.ts";
import type { Finding } from "../finding.ts";
import { leakFinding, stateFinding } from "../findings.ts";
import type { Evidence } from "../isolation.ts";
import type { WatchPlan } from "../plan.ts";
import type { LeakEstimate } from "../size/leak-estimate.ts";
import type { WatchState } from "../state.ts";
import { judgeCourse } from "./judge-course.ts";
import { beginTrack } from "./leak-track.ts";

/** Frames between two judgements: an end or a growth is not a matter of one frame. */
const JUDGE_EVERY = 3;

/**
 * Follows a confirmed leak on through one frame with data: takes it up when it is confirmed, says that it grew and follows the
 * greater leak from there, or says that it ended and lets the loop be judged afresh. Pure.
 */
export function applyCourse(
  plan: WatchPlan,
  state: WatchState,
  estimate: LeakEstimate,
  number: number,
  endS: number,
  evidence: Evidence,
): { state: WatchState; findings: Finding[] } {
  const { loop, model } = plan;
  if (state.phase !== "leaking") return { state, findings: [] };
  if (state.track === null)
    return { state: { ...state, track: beginTrack(model, state.bank, number) }, findings: [] };
  if (number % JUDGE_EVERY !== 0) return { state, findings: [] };
  const verdict = judgeCourse(plan, state, number);
  if (verdict === null) return { state, findings: [] };
  const { kind, frame, oddsAgainstError, rateBefore } = verdict;
  const change = { kind, sinceS: frame * loop.framePeriodS, oddsAgainstError };
  const said = { ...leakFinding(plan, state, estimate, endS, evidence), change };
  const kalman = { ...state.kalman, mean: withoutLeakUntil(plan, state, frame, rateBefore) };
  if (kind === "grew") {
    const bank = greaterLeak(plan, state, frame, rateBefore);
    const track = beginTrack(model, bank, number);
    return { state: { ...state, kalman, bank, track, lastLeakFindingS: endS }, findings: [said] };
  }
  const since = new Date(change.sinceS * 1000).toISOString().slice(0, 16).replace("T", " ");
  const odds = oddsAgainstError.toLocaleString("en-US", { maximumSignificantDigits: 2 });
  const reason = `the leak has stopped, since about ${since} UTC (${odds} : 1 against a leak that goes on)`;
  const ended: WatchState = {
    ...state,
    phase: "normal",
    phaseSinceS: endS,
    kalman,
    bank: emptyBank(),
    witnesses: state.witnesses.map((witness) => ({ ...witness, bank: emptyBank() })),
    statisticNat: Number.NEGATIVE_INFINITY,
    track: null,
    onset: null,
    unleaked: null,
    weighing: null,
    lastLeakFindingS: null,
    spentFrames: 0,
  };
  return {
    state: ended,
    findings: [{ ...said, phase: "ended" }, stateFinding(loop, endS, "leaking", "normal", reason)],
  };
}

/**
 * What the filter would hold had it known of a leak that ran at a rate from the track's onset to a frame: the filter is linear, so the
 * answer of its state to the ramp that stopped is taken out, and the level is lowered by what was lost.
 */
function withoutLeakUntil(plan: WatchPlan, state: WatchState, until: number, rate: number): Float64Array {
  const { track, bank, kalman } = state;
  const j = bank.onset.indexOf(until);
  if (track === null || j < 0) return kalman.mean;
  const { size, periodS } = plan.model;
  const mean = kalman.mean.map(
    (value, i) => value - rate * (track.sensitivity[i]! - bank.sensitivity[j * size + i]!),
  );
  mean[0] = mean[0]! - rate * (until - track.onset) * periodS;
  return mean;
}

/**
 * The one hypothesis that a greater leak began at a frame, with what the lesser one before it did to the innovations since then
 * taken out of its sums. Those of other onsets cannot be mended, and are dropped.
 */
function greaterLeak(plan: WatchPlan, state: WatchState, onset: number, rateBefore: number): OnsetBank {
  const kept = fromOnset(plan.model, state.bank, onset, 1);
  const whole = kept.whole.map((sum, i) => sum - rateBefore * (kept.cross[i]! - kept.b[i]!));
  return { ...kept, whole, a: whole, cross: new Float64Array(kept.count) };
}
