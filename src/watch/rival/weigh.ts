import { onsetsRepresented, testEvidence } from "../detect/onset-bank.ts";
import { evidenceDivisor } from "../detect/self-calibration.ts";
import type { WatchPlan } from "../plan.ts";
import type { WatchState } from "../state.ts";
import { rests } from "../witness/follow-witness.ts";
import { witnessEvidence } from "../witness/witness-evidence.ts";
import type { Alternative } from "./alternatives.ts";
import { restNat } from "./dwell.ts";
import { shouldMoveWithin } from "./should-move.ts";
import { exceedsTransfer } from "./transfer.ts";
import { transientNat } from "./transients.ts";

/**
 * A leak set against each alternative: ln of posterior odds, on the same innovations and witnesses. `undecided` are those that no
 * channel of this loop can tell from a leak at present: their odds are even, and they hold nothing back.
 */
export interface Weighing {
  readonly lnOdds: Readonly<Partial<Record<Alternative, number>>>;
  readonly undecided: readonly Alternative[];
  readonly frame: number;
}

/** Chance that a change of pump, valve or set point moves the inventory channel at all: an estimate. */
const PUMP_MOVES_NAT = Math.log(0.1);
/** Thermal transients and changes of the orbital swing are taken to come this many times as often as a leak. */
const TRANSIENTS_PER_LEAK_NAT = Math.log(12);
/** Chance that what looks like a gap is a leap of the clock: an estimate. */
const LEAP_PRIOR_NAT = Math.log(1e-3);
/** A jump, spike or fault of a hub lasts three frames or is let go, and each counts for 4.5 nat at most. */
export const JUMP_NAT = 13.5;
/** A jump counts against a leak that is supposed to have begun within this many frames of it. */
const JUMP_REACH_FRAMES = 12;

/** Weighs the leak hypothesis as it stands after a frame. */
export function weighLeak(plan: WatchPlan, state: WatchState, frame: number): Weighing {
  const { loop } = plan;
  const lnOdds: Partial<Record<Alternative, number>> = {};
  const undecided: Alternative[] = [];
  const leak = state.statisticNat;
  const against = (alternative: Alternative, nat: number | null) => {
    if (nat === null) undecided.push(alternative);
    lnOdds[alternative] = nat === null ? 0 : leak - nat;
  };
  lnOdds["noise and drift"] = leak - plan.confirmNat;
  // A sensor that is left out says nothing any more, so what it did does not speak against those that are watched in its place.
  const isOut = state.leftOut.includes(0);
  const drift = isOut ? null : driftAgainstLeak(plan, state, frame, 1);
  if (drift === null) undecided.push("sensor drift");
  lnOdds["sensor drift"] = drift ?? 0;
  const canRest = isOut || state.dwell.rests < 20 || shouldMoveWithin(plan) === Number.POSITIVE_INFINITY;
  against("sensor stuck", canRest ? null : restNat(state.dwell));
  const began = likeliestOnset(state, frame);
  for (const alternative of ["sensor step", "sensor spike", "multiplexer or computer"] as const) {
    const near = state.events.some(
      (event) => event.alternative === alternative && Math.abs(event.frame - began) <= JUMP_REACH_FRAMES,
    );
    against(alternative, near ? JUMP_NAT : 0);
  }
  // While a gap is judged the leap of a clock is weighed as it stands.
  if (state.clockGap.gapFrames > 0) against("clock", plan.confirmNat + state.clockGap.nat + LEAP_PRIOR_NAT);
  const has = (quantities: readonly string[]) =>
    loop.explainedBy.some(({ quantity }) => quantities.includes(quantity));
  const operated = has(["flow", "power", "flag"]) && !exceedsTransfer(state);
  against(
    "pump, valve or set point",
    operated ? transientPosterior(plan, state, "pump, valve or set point", frame) : null,
  );
  against(
    "thermal transient",
    has(["temperature"]) ? transientPosterior(plan, state, "thermal transient", frame) : null,
  );
  if (plan.model.rotation.length > 0)
    against("eclipse or manoeuvre", transientPosterior(plan, state, "eclipse or manoeuvre", frame));
  const transfer = exceedsTransfer(state) ? null : bestTransient(plan, state, "refill or transfer", frame);
  against(
    "refill or transfer",
    transfer === null
      ? null
      : transfer.nat + priorNat(plan, "refill or transfer", frame - transfer.onset + 1),
  );
  return { lnOdds, undecided, frame };
}

/**
 * ln odds of "all sensors move" against "the inventory channel alone moves", for a fall (sign 1) or a rise (-1); null where no
 * witness speaks. A sensor that drifts by itself must be contradicted by every witness, so one that agrees decides for the leak.
 */
export function driftAgainstLeak(
  plan: WatchPlan,
  state: WatchState,
  frame: number,
  sign: 1 | -1,
): number | null {
  let best: number | null = null;
  for (const [i, witness] of plan.witnesses.entries()) {
    const memory = state.witnesses[i]!;
    if (!speaks(plan, state, i, frame)) continue;
    const { leakNat, driftNat } = witnessEvidence(witness, memory, state.bank, frame, plan.rates, sign);
    const nat = leakNat - driftNat;
    // A dissimilar witness whose share of the loss is not known can agree, but its silence proves nothing.
    if (!witness.compares && nat < Math.log(20)) continue;
    if (best === null || nat > best) best = nat;
  }
  return best;
}

/** True for a witness that has reported lately and does not rest for suspiciously long. */
export function speaks(plan: WatchPlan, state: WatchState, index: number, frame: number): boolean {
  const { lastDataS, dwell } = state.witnesses[index]!;
  if (lastDataS === null || rests(dwell)) return false;
  return (frame + 1) * plan.loop.framePeriodS - lastDataS <= plan.blindAfterS;
}

/** ln of the posterior weight of a kind of transient, on the scale on which a leak weighs its statistic. */
export function transientPosterior(
  plan: WatchPlan,
  state: WatchState,
  alternative: Alternative,
  frame: number,
): number {
  const best = bestTransient(plan, state, alternative, frame);
  if (best === null) return 0;
  return best.nat + priorNat(plan, alternative, frame - best.onset + 1);
}

/** The likeliest transient of a kind, with ln of its likelihood ratio against none. */
export function bestTransient(
  plan: WatchPlan,
  state: WatchState,
  alternative: Alternative,
  frame: number,
): { nat: number; onset: number } | null {
  let best: { nat: number; onset: number } | null = null;
  for (const [j, transient] of state.transients.open.entries()) {
    if (transient.alternative !== alternative) continue;
    const { onset } = transient;
    // A quarter of a swing looks like any ramp: one that is not a whole orbit old can be told from nothing.
    const isYoung = frame - onset < plan.loop.orbitPeriodS / plan.loop.framePeriodS;
    if (transient.shape.kind === "swing" && isYoung) continue;
    const nat = transientNat(
      plan.model,
      state.transients,
      j,
      evidenceDivisor(transient.ratios, 0, frame - onset + 1),
    );
    if (best === null || nat > best.nat) best = { nat, onset };
  }
  return best;
}

function priorNat(plan: WatchPlan, alternative: Alternative, ageFrames: number): number {
  if (alternative === "pump, valve or set point" || alternative === "refill or transfer")
    return plan.confirmNat + PUMP_MOVES_NAT;
  return Math.log(ageFrames) + TRANSIENTS_PER_LEAK_NAT;
}

/** ln of the evidence that the channel rises: the largest likelihood ratio of a rise, weighed by the onsets it stands for. */
export function riseNat(state: WatchState, frame: number): number {
  let largest = Number.NEGATIVE_INFINITY;
  const { bank } = state;
  for (let j = 0; j < bank.count; j++) {
    if (!(bank.a[j]! < 0)) continue;
    const { a, b } = testEvidence(bank, j, frame);
    if (b > 0) largest = Math.max(largest, (a * a) / (2 * b) + Math.log(onsetsRepresented(bank, j, frame)));
  }
  return largest;
}

function likeliestOnset(state: WatchState, frame: number): number {
  let best = frame;
  let peak = 0;
  const { bank } = state;
  for (let j = 0; j < bank.count; j++) {
    const { a, b } = testEvidence(bank, j, frame);
    if (a > 0 && b > 0 && (a * a) / (2 * b) > peak) {
      peak = (a * a) / (2 * b);
      best = bank.onset[j]!;
    }
  }
  return best;
}

/** The alternative that holds a leak back most, among those that can be decided; null if the leak beats them all. */
export function strongestRival(weighing: Weighing): { alternative: Alternative; lnOdds: number } | null {
  let strongest: { alternative: Alternative; lnOdds: number } | null = null;
  for (const [name, lnOdds] of Object.entries(weighing.lnOdds)) {
    const alternative = name as Alternative;
    if (alternative === "noise and drift" || weighing.undecided.includes(alternative)) continue;
    if (lnOdds < (strongest?.lnOdds ?? 0)) strongest = { alternative, lnOdds };
  }
  return strongest;
}
