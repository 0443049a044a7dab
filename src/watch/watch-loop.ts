import type { Frame } from "../telemetry/frame.ts";
import { compensate, hasData } from "./compensate.ts";
import { advanceUnleaked, expectation } from "./expectation.ts";
import type { Finding, LoopState, TracePoint } from "./finding.ts";
import { blindFinding, jumpFinding, leakFinding, stateFinding } from "./findings.ts";
import { cushionSpentPa, pressurePa } from "./observe.ts";
import type { WatchPlan } from "./plan.ts";
import {
  advanceDrain,
  betterOnset,
  estimateLeak,
  type LeakEstimate,
  onsetBand,
} from "./size/leak-estimate.ts";
import { ratePosterior } from "./size/rate-posterior.ts";
import { beginWatch, type WatchState } from "./state.ts";
import { followWitness, type WitnessState } from "./witness/follow-witness.ts";

/** What one frame brought: the state after it, a point for the charts, and what there is to say. */
export interface WatchStep {
  readonly state: WatchState;
  readonly point: TracePoint;
  readonly findings: Finding[];
}

/** Nats by which the statistic must fall below the threshold before a suspicion is dropped. */
const SUSPICION_HYSTERESIS_NAT = 3;
/** Frames in a row at vapour pressure that confirm an emptied gas cushion whatever the statistic says. */
const SPENT_FRAMES_TO_CONFIRM = 6;

/**
 * The watch of one loop, one frame further: a pure function of state and frame. It knows no clock, disk or network, and what it
 * says depends on nothing after the frame's end.
 */
export function step(plan: WatchPlan, before: WatchState, frame: Frame): WatchStep {
  const resumed = resume(plan, before, frame);
  const findings: Finding[] = [...resumed.findings];
  let state = resumed.state;
  const data = hasData(frame);
  const reading = frame.mean[0]!;

  if (data) {
    const referenceReading = state.referenceReading ?? reading;
    const learnedS = state.learnedS + frame.coverage[0]! * frame.periodS;
    state = { ...state, referenceReading, learnedS, lastDataS: frame.endS };
  }
  const testing = state.learnedS >= plan.loop.learningS;
  const number = Math.round(frame.endS / frame.periodS) - 1;
  // Once only vapour drives the leak, pressure tells nothing of the amount: the filter rests and the drain is integrated.
  const now = compensate(plan, state, frame, testing && !state.drain.cushionSpent);
  const { kalman, inputs, calibration, bank, statisticNat } = now;
  if (!state.drain.cushionSpent) {
    const witnesses = followWitnesses(plan, state, frame, number, testing);
    state = { ...state, kalman, inputs, calibration, bank, statisticNat, witnesses };
  }
  if (data)
    state = { ...state, spentFrames: atVapourPressure(plan, state, reading) ? state.spentFrames + 1 : 0 };
  if (data && now.jumped && state.phase !== "learning") {
    findings.push(jumpFinding(plan.loop, frame.endS, now.innovation!, reading));
  }

  const phase = nextPhase(plan, state, frame, data, testing);
  if (phase !== state.phase) {
    findings.push(...phaseFindings(plan, state, phase, frame.endS));
    const phaseBeforeBlind = phase === "blind" ? state.phase : state.phaseBeforeBlind;
    state = { ...state, phase, phaseSinceS: frame.endS, phaseBeforeBlind };
  }

  const unleaked = advanceUnleaked(plan, state, phase, now, number);
  state = { ...state, unleaked, onset: phase === "normal" ? null : state.onset };

  let estimate: LeakEstimate | null = null;
  if (data && (phase === "leaking" || phase === "suspected")) {
    if (phase === "leaking") state = { ...state, drain: advanceDrain(plan, state, reading, number) };
    if (!state.drain.cushionSpent) {
      const posterior = ratePosterior(state.bank, number, plan.rates);
      state = { ...state, onset: betterOnset(state.onset, onsetBand(posterior)) };
    }
    estimate = estimateLeak(plan, state, state.drain, reading, number);
    if (dueForFinding(before, state, frame.endS)) {
      findings.push(leakFinding(plan, state, estimate, frame.endS));
      state = { ...state, lastLeakFindingS: frame.endS };
    }
  }
  state = { ...state, lastEndS: frame.endS };
  return { state, point: pointOf(plan, state, frame, now, estimate, number), findings };
}

function followWitnesses(
  plan: WatchPlan,
  state: WatchState,
  frame: Frame,
  number: number,
  testing: boolean,
): WitnessState[] {
  const now = {
    frame,
    number,
    reference: state.referenceReading,
    testing,
    leaking: state.phase === "leaking",
    longestFrames: plan.longestFrames,
  };
  return plan.witnesses.map((witness, i) => followWitness(plan.loop, witness, state.witnesses[i]!, now));
}

/** A gap too long for what was learned to hold: the loop is learned anew, but a leak that was found stays found. */
function resume(
  plan: WatchPlan,
  before: WatchState,
  frame: Frame,
): { state: WatchState; findings: Finding[] } {
  const first = before.lastEndS === null ? { ...before, phaseSinceS: frame.endS - frame.periodS } : before;
  const silentS = frame.endS - (first.lastDataS ?? frame.endS);
  if (silentS <= plan.relearnAfterS || !hasData(frame)) return { state: first, findings: [] };
  const leaking =
    first.phase === "leaking" || (first.phase === "blind" && first.phaseBeforeBlind === "leaking");
  if (leaking) return { state: first, findings: [] };
  const fresh = { ...beginWatch(plan), phaseSinceS: frame.endS, lastEndS: first.lastEndS };
  const reason = `no data for ${Math.round(silentS / 3600)} h: what was learned of this loop is out of date`;
  return { state: fresh, findings: [stateFinding(plan.loop, frame.endS, first.phase, "learning", reason)] };
}

function atVapourPressure(plan: WatchPlan, state: WatchState, reading: number): boolean {
  const { inventory } = plan.loop;
  if (inventory.kind !== "gas-pressure" || state.referenceReading === null) return false;
  const pa = pressurePa(plan.loop, reading);
  const referencePa = pressurePa(plan.loop, state.referenceReading);
  return pa <= cushionSpentPa(inventory, referencePa) && pa >= 0.2 * inventory.vapourPressurePa.low;
}

function nextPhase(
  plan: WatchPlan,
  state: WatchState,
  frame: Frame,
  data: boolean,
  testing: boolean,
): LoopState {
  const silentS = frame.endS - (state.lastDataS ?? state.phaseSinceS);
  if (!data) {
    // A leak that was confirmed stays confirmed while the watch is blind: no-data is never good news.
    if (state.phase === "leaking") return "leaking";
    return silentS >= plan.blindAfterS ? "blind" : state.phase;
  }
  const seen = state.phase === "blind" ? state.phaseBeforeBlind : state.phase;
  if (seen === "leaking") return "leaking";
  if (!testing) return "learning";
  if (state.statisticNat >= plan.confirmNat || state.spentFrames >= SPENT_FRAMES_TO_CONFIRM) return "leaking";
  if (state.statisticNat >= plan.suspectNat) return "suspected";
  const stillSuspected =
    seen === "suspected" && state.statisticNat > plan.suspectNat - SUSPICION_HYSTERESIS_NAT;
  return stillSuspected ? "suspected" : "normal";
}

function phaseFindings(plan: WatchPlan, state: WatchState, phase: LoopState, endS: number): Finding[] {
  const findings: Finding[] = [];
  const { loop } = plan;
  if (phase === "blind") {
    const reason = `no usable report of ${loop.inventoryChannel} for ${plan.blindAfterS} s or longer`;
    findings.push(blindFinding(loop, endS, true, reason));
  } else if (state.phase === "blind") {
    findings.push(blindFinding(loop, endS, false, `${loop.inventoryChannel} reports again`));
  }
  findings.push(stateFinding(loop, endS, state.phase, phase, reasonFor(plan, state, phase)));
  return findings;
}

function reasonFor(plan: WatchPlan, state: WatchState, phase: LoopState): string {
  const statistic = `statistic ${state.statisticNat.toFixed(1)} nat`;
  switch (phase) {
    case "learning":
      return `needs ${Math.round(plan.loop.learningS / 60)} min of data before it can judge`;
    case "normal":
      return state.phase === "learning"
        ? "has learned this loop's ripple and noise"
        : `${statistic}, below suspicion`;
    case "suspected":
      return `${statistic} passed ${plan.suspectNat.toFixed(1)}`;
    case "leaking":
      return state.statisticNat >= plan.confirmNat
        ? `${statistic} passed ${plan.confirmNat.toFixed(1)}`
        : "pressure has fallen to the coolant's vapour pressure: the gas cushion is spent";
    case "blind":
      return "no usable data";
  }
}

/** At once when the phase changes, then each minute, then at every twentieth of the leak's age. */
function dueForFinding(before: WatchState, state: WatchState, endS: number): boolean {
  if (before.phase !== state.phase || state.lastLeakFindingS === null) return true;
  const ageS = endS - state.phaseSinceS;
  return endS - state.lastLeakFindingS >= Math.max(60, ageS / 20);
}

function pointOf(
  plan: WatchPlan,
  state: WatchState,
  frame: Frame,
  now: ReturnType<typeof compensate>,
  estimate: LeakEstimate | null,
  number: number,
): TracePoint {
  const { expected, sd } = expectation(plan, state, now, number);
  const measured = hasData(frame) ? frame.mean[0]! : Number.NaN;
  return {
    endS: frame.endS,
    state: state.phase,
    coverage: frame.coverage[0]!,
    measured,
    expected: Number.isNaN(measured) ? Number.NaN : expected,
    expectedSd: sd,
    residual: measured - expected,
    statisticNat: hasData(frame) && state.learnedS >= plan.loop.learningS ? state.statisticNat : Number.NaN,
    suspectNat: plan.suspectNat,
    confirmNat: plan.confirmNat,
    rateFractionPerDay: estimate?.rateFractionPerDay ?? null,
    rateKgPerS: estimate?.rateKgPerS ?? null,
    holeDiameterM: estimate?.holeDiameterM ?? null,
    inventoryKg: estimate?.inventoryKg ?? null,
    timeToEmptyS: estimate?.timeToEmptyS ?? null,
  };
}
