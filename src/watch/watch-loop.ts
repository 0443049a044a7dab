import type { Frame } from "../telemetry/frame.ts";
import { type Compensated, compensate, hasData, pathOf } from "./compensate.ts";
import { applyCourse } from "./course/apply-course.ts";
import { advanceUnleaked, beforeBurst, expectation, readingOf } from "./expectation.ts";
import { burstPosterior, joinedNat, phaseBetween } from "./fast/burst.ts";
import { advanceFast, type FastState } from "./fast/fast-state.ts";
import type { FastPlan } from "./fast/plan-fast.ts";
import { addToSlowFrame } from "./fast/slow-frame.ts";
import type { Finding, TracePoint } from "./finding.ts";
import { faultFinding, leakFinding, stateFinding } from "./findings.ts";
import { distrustLonely } from "./gauge/agreement.ts";
import { doubtedGauges } from "./gauge/doubted.ts";
import { learnReferences, readGauges } from "./gauge/read-gauges.ts";
import { withStandIn } from "./gauge/stand-in.ts";
import type { Evidence } from "./isolation.ts";
import { emptiness, nextPhase, phaseFindings, withoutDeadSensor } from "./phase.ts";
import { placeKnownLeak } from "./place/place-known-leak.ts";
import { followPlace } from "./place/place-leak.ts";
import type { WatchPlan } from "./plan.ts";
import { judgeGap } from "./rival/clock-gap.ts";
import { rest } from "./rival/dwell.ts";
import { followExplained, noneExplained } from "./rival/explained.ts";
import { followFlow } from "./rival/flow-trouble.ts";
import { type HubVerdict, movedInputs, operatedInputs, screenHubs } from "./rival/hub-screen.ts";
import { followLostTemperatures, withExpectedTemperatures } from "./rival/lost-temperature.ts";
import { nameFaults } from "./rival/name-faults.ts";
import { judgeGauges, withoutOutInventory } from "./rival/out-gauges.ts";
import { carriedOn, loosened, withoutEvidence } from "./rival/start-over.ts";
import { beginSwings, followSwings, swingSlots } from "./rival/swing-watch.ts";
import { flagAway, followFlags, heldNat, type Transferred } from "./rival/transfer.ts";
import { followTransients, noTransients } from "./rival/transients.ts";
import { type Weighing, weighLeak } from "./rival/weigh.ts";
import {
  advanceDrain,
  betterOnset,
  estimateLeak,
  type LeakEstimate,
  onsetBand,
} from "./size/leak-estimate.ts";
import { ratePosterior } from "./size/rate-posterior.ts";
import { weighGrowth } from "./size/weigh-growth.ts";
import { beginWatch, type WatchState } from "./state.ts";
import { followWitness, type WitnessState } from "./witness/follow-witness.ts";

/** What one frame brought: the state after it, a point for the charts, and what there is to say. */
export interface WatchStep {
  readonly state: WatchState;
  /** True for a fast frame that ends within a slow one: it tells of bursts, and its point is not on the loop's grid. */
  readonly between: boolean;
  readonly point: TracePoint;
  readonly findings: Finding[];
}

/** A state while a frame is worked into it: copied once, filled in, and given out as one that nobody changes any more. */
type Draft = { -readonly [Field in keyof WatchState]: WatchState[Field] };

/**
 * The watch of one loop, one frame further: a pure function of state and frame. It knows no clock, disk or network, and what it
 * says depends on nothing after the frame's end. A loop with a fast path is fed its fast frames, and adds them up into slow ones
 * itself. `evidence` is what other rooms know at that instant.
 */
export function step(
  plan: WatchPlan,
  before: WatchState,
  delivered: Frame,
  evidence: Evidence = {},
): WatchStep {
  return plan.fast === null
    ? stepSlow(plan, before, delivered, evidence)
    : stepFast(plan, plan.fast, before, delivered, evidence);
}

/** One fast frame: the fast path first; then the slow frame that ends with it, if any, else what a burst has to be said of. */
function stepFast(
  plan: WatchPlan,
  fastPlan: FastPlan,
  before: WatchState,
  delivered: Frame,
  evidence: Evidence,
): WatchStep {
  const { open, closed } = addToSlowFrame(before.fast!.slow, delivered, plan.periodS);
  const moment = {
    references: before.references,
    leftOut: before.leftOut,
    doubts: doubtedGauges(plan, before),
    testing: before.learnedS >= plan.loop.learningS,
    leaking: before.phase === "leaking",
  };
  const between = delivered.endS / plan.periodS - 1;
  const explained = withExpectedTemperatures(plan, before.swings, delivered, between);
  const fast = { ...advanceFast(fastPlan, plan.loop, before.fast!, explained, moment), slow: open };
  const carried = { ...before, fast };
  if (closed !== null) return stepSlow(plan, carried, closed, evidence);

  const state: Draft = { ...carried, statisticNat: heldNat(carried, joinedNat(plan, carried)) };
  const findings: Finding[] = [];
  // The slow frame that is being filled will tell of a flag that has moved meanwhile.
  const phase = flagAway(plan, state.flags, delivered) < 0 ? phaseBetween(plan, state) : state.phase;
  let estimate: LeakEstimate | null = null;
  if (phase !== state.phase) {
    findings.push(...phaseFindings(plan, state, phase, delivered.endS));
    state.phase = phase;
    state.phaseSinceS = delivered.endS;
    state.unleaked ??= beforeBurst(plan, state);
    const posterior =
      burstPosterior(plan, state) ?? ratePosterior(state.bank, slowNumber(plan, delivered), plan.rates);
    state.onset = betterOnset(state.onset, onsetBand(posterior));
    estimate = estimateLeak(plan, state, posterior, state.lastReading);
    findings.push(leakFinding(plan, state, estimate, delivered.endS, evidence));
    state.lastLeakFindingS = delivered.endS;
  }
  const { measured, expected, sd } = seenBetween(plan, fast, state, delivered);
  const point = pointAt(plan, state, delivered, { measured, expected, sd }, estimate);
  return { state, between: true, point, findings };
}

function slowNumber(plan: WatchPlan, frame: Frame): number {
  return Math.floor((frame.endS - 0.5 * frame.periodS) / plan.periodS);
}

/** One frame of the loop's grid. */
function stepSlow(plan: WatchPlan, before: WatchState, delivered: Frame, evidence: Evidence): WatchStep {
  const hubs = screenHubs(plan.loop, before.hubs, delivered);
  const out = judgeGauges(plan, before);
  const gauged = withoutOutInventory(withoutDeadSensor(plan, before, hubs.frame), out);
  const frame = withStandIn(plan, before, gauged);
  const resumed = resume(plan, before, frame);
  const { findings } = resumed;
  const leftOut = [...new Set([...out, ...resumed.state.distrusted].map(({ place }) => place))];
  const state: Draft = { ...resumed.state, hubs: hubs.memory, leftOut };
  const data = hasData(frame);
  const reading = frame.mean[0]!;

  state.dataFrames = data ? state.dataFrames + 1 : 0;
  if (data) {
    state.referenceReading ??= reading;
    state.references = learnReferences(plan.gauges, state.references, gauged);
    state.learnedS += frame.coverage[0]! * frame.periodS;
    state.lastDataS = frame.endS;
    state.lastReading = reading;
  }
  // A sensor that is left out goes on being heard: it is back once it moves.
  if (hasData(hubs.frame)) state.dwell = rest(state.dwell, hubs.frame.mean[0]!);
  const clock = { arrived: evidence.clock ?? [], leapS: takeClock(plan, state, frame, evidence) };
  if (hubs.fault?.how === "repeats") Object.assign(state, withoutEvidence(state), loosened(plan, state));
  const testing = state.learnedS >= plan.loop.learningS;
  const number = Math.round(frame.endS / frame.periodS) - 1;
  // Once only vapour drives the leak, pressure tells nothing of the amount: the filter rests and the drain is integrated.
  const { spares, track, statisticNat, lastReading } = { ...state, lastReading: before.lastReading };
  const known = { path: pathOf(state), spares, track, statisticNat, lastReading };
  Object.assign(state, followLostTemperatures(plan, state, gauged));
  const explained = withExpectedTemperatures(plan, state.swings, gauged, number);
  const operated = operatedInputs(plan.loop, hubs);
  const now = compensate(plan, state, explained, testing && !state.drain.cushionSpent, operated);
  let transferred: Transferred | null = null;
  if (!state.drain.cushionSpent) {
    takeIn(plan, state, gauged, now, hubs, number, testing);
    const readings = readGauges(plan.gauges, state.references, gauged, state.leftOut);
    const moment = { frame: gauged, number, row: now.row, readings, testing, before: known };
    const flags = followFlags(plan, state, moment);
    Object.assign(state, flags.patch);
    transferred = flags.transferred;
    if (transferred !== null) Object.assign(state, { transients: noTransients, weighing: null });
    state.statisticNat = heldNat(state, state.statisticNat);
  }
  if (data) {
    const empty = emptiness(plan, state, reading, number);
    state.spentFrames = empty === "empty" ? state.spentFrames + 1 : 0;
    state.sensorDead = empty === "denied";
  }
  const faults = nameFaults(plan, state, number, now, hubs, {
    ...clock,
    transferred,
    readBefore: lastReading,
  });
  findings.push(...faults.findings);
  state.events = faults.events;
  state.named = faults.named;

  if (testing && data && state.phase !== "leaking" && state.flags.transfer === null) {
    const { state: judged, alone } = distrustLonely(plan, state, frame.endS);
    Object.assign(state, judged);
    if (alone !== null) {
      const { channel } = plan.gauges[alone]!;
      findings.push(
        faultFinding(plan.loop, frame.endS, "sensor drift", channel, "moves, and the other gauges do not"),
      );
    }
  }
  const phase = nextPhase(plan, state, frame, data, testing);
  if (phase !== state.phase) {
    findings.push(...phaseFindings(plan, state, phase, frame.endS));
    if (phase === "blind") state.phaseBeforeBlind = state.phase;
    state.phase = phase;
    state.phaseSinceS = frame.endS;
  }
  state.unleaked = advanceUnleaked(plan, state, phase, now, number);
  if (phase === "normal") {
    state.onset = null;
    state.growth = null;
  }
  if (plan.place && state.place)
    state.place = followPlace(plan.place, state.place, frame, number, state.onset?.p05 ?? null);

  let estimate: LeakEstimate | null = null;
  if (data && (phase === "leaking" || phase === "suspected")) {
    if (phase === "leaking") state.drain = advanceDrain(plan, state, reading, number);
    // What goes through an open valve is no part of the leak.
    const bank = state.flags.transfer?.known.path.bank ?? state.bank;
    const posterior =
      state.drain.posterior ?? burstPosterior(plan, state) ?? ratePosterior(bank, number, plan.rates);
    if (!state.drain.cushionSpent) state.onset = betterOnset(state.onset, onsetBand(posterior));
    state.growth = weighGrowth(plan, state, number);
    estimate = estimateLeak(plan, state, posterior, reading);
    if (dueForFinding(before, state, frame.endS)) {
      state.place = placeKnownLeak(plan, state, estimate, reading, number);
      findings.push(leakFinding(plan, state, estimate, frame.endS, evidence));
      state.lastLeakFindingS = frame.endS;
    }
    const course =
      state.flags.transfer === null
        ? applyCourse(plan, state, estimate, number, frame.endS, evidence)
        : { state, findings: [] };
    Object.assign(state, course.state);
    // What the filter put down to temperature and orbit while it was misled by a leak is no measure of what is usual.
    if (state.phase === "normal") {
      state.explained = noneExplained;
      state.swings = beginSwings(plan.loop);
      state.transients = noTransients;
    }
    findings.push(...course.findings);
  }
  state.lastEndS = frame.endS;
  return { state, between: false, point: pointOf(plan, state, frame, now, estimate, number), findings };
}

/** Works what compensation found into the state, and carries witnesses and alternatives on by the frame. */
function takeIn(
  plan: WatchPlan,
  state: Draft,
  frame: Frame,
  now: Compensated,
  hubs: HubVerdict,
  number: number,
  testing: boolean,
): void {
  const { loop, model } = plan;
  if (plan.witnesses.length > 0) state.witnesses = followWitnesses(plan, state, frame, number, testing);
  const { calibration } = state;
  const { statisticNat, ...path } = now.path;
  Object.assign(state, path);
  state.pathNat = statisticNat;
  state.spares = now.spares;
  state.inputs = now.inputs;
  state.track = now.track;
  state.statisticNat = joinedNat(plan, state);
  state.flow = followFlow(loop.explainedBy, state.flow, frame.mean.subarray(1));
  if (testing) {
    const moved = movedInputs(plan.loop, hubs);
    const { measurements } = now;
    const { swings } = state;
    const moment = { number, measurements, inputs: now.inputs.last, moved, calibration, swings };
    state.transients = followTransients(loop, model, state.transients, moment);
    if (hasData(frame))
      state.explained = followExplained(loop, model, state.explained, now.kalman.mean, now.row);
  }
  state.weighing = weighWhenDue(plan, state, number);
}

/**
 * Carries the orbital swings on by a frame and asks after a gap whether the clock leapt: by how many seconds, or null. What an error of
 * the clock did to the filter is taken out.
 */
function takeClock(
  { loop, model }: WatchPlan,
  state: Draft,
  frame: Frame,
  { clock = [] }: Evidence,
): number | null {
  for (const { kind, by } of clock) if (kind === "back") state.kalman = carriedOn(model, state.kalman, by);
  if (clock.length > 0) Object.assign(state, withoutEvidence(state), { swings: beginSwings(loop) });
  // A gap over vapour shows nothing either: the pressure goes on as if no time had passed.
  if (model.rotation.length === 0 || state.drain.cushionSpent) return null;
  const number = Math.round(frame.endS / frame.periodS) - 1;
  const isSilent = frame.coverage.every((covered) => covered === 0);
  const readings = swingSlots(loop).map((slot) =>
    frame.coverage[slot]! > 0 ? frame.mean[slot]! : Number.NaN,
  );
  const { gap, leapS } = judgeGap(
    loop,
    state.clockGap,
    state.swings,
    state.kalman,
    number,
    readings,
    isSilent,
  );
  const { kalman, sinceFrame } = state.clockGap;
  state.clockGap = gap;
  if (leapS === null) state.swings = followSwings(loop, state.swings, number, readings);
  else {
    if (kalman !== null) state.kalman = carriedOn(model, kalman, (number - sinceFrame) * loop.framePeriodS);
    Object.assign(state, withoutEvidence(state), { swings: beginSwings(loop) });
  }
  return leapS;
}

/** Frames between two weighings of a fall that is already known: the odds change slowly then. */
const WEIGH_EVERY = 6;

function weighWhenDue(plan: WatchPlan, state: WatchState, number: number): Weighing | null {
  if (state.phase !== "leaking" && state.statisticNat < plan.suspectNat - 1) return null;
  const { weighing } = state;
  // Until the leak is confirmed each frame counts; a fall that has been known for long is weighed now and then.
  const isKnown = state.phase === "leaking" || state.statisticNat > 2 * plan.confirmNat;
  if (weighing !== null && isKnown && number - weighing.frame < WEIGH_EVERY) return weighing;
  return weighLeak(plan, state, number);
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
  now: Compensated,
  estimate: LeakEstimate | null,
  number: number,
): TracePoint {
  const { expected, sd } = expectation(plan, state, now, number);
  const measured = hasData(frame) ? frame.mean[0]! : Number.NaN;
  return pointAt(plan, state, frame, { measured, expected, sd }, estimate);
}

/** What the fast path expected of the inventory channel's reading. */
function seenBetween(plan: WatchPlan, fast: FastState, state: WatchState, frame: Frame) {
  const { first } = fast;
  const reference = state.referenceReading;
  if (first === null || reference === null || !hasData(frame))
    return { measured: Number.NaN, expected: Number.NaN, sd: Number.NaN };
  return {
    measured: frame.mean[0]!,
    expected: readingOf(plan, reference, first.expected),
    sd: Math.sqrt(first.variance),
  };
}

function pointAt(
  plan: WatchPlan,
  state: WatchState,
  frame: Frame,
  { measured, expected, sd }: { measured: number; expected: number; sd: number },
  estimate: LeakEstimate | null,
): TracePoint {
  return {
    endS: frame.endS,
    state: state.phase,
    coverage: frame.coverage[0]!,
    measured,
    expected: Number.isNaN(measured) ? Number.NaN : expected,
    expectedSd: sd,
    residual: measured - expected,
    statisticNat:
      !Number.isNaN(measured) && state.learnedS >= plan.loop.learningS ? state.statisticNat : Number.NaN,
    suspectNat: plan.suspectNat,
    confirmNat: plan.confirmNat,
    rateFractionPerDay: estimate?.rateFractionPerDay ?? null,
    rateKgPerS: estimate?.rateKgPerS ?? null,
    holeDiameterM: estimate?.holeDiameterM ?? null,
    inventoryKg: estimate?.inventoryKg ?? null,
    timeToEmptyS: estimate?.timeToEmptyS ?? null,
  };
}
