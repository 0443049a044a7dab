import type { Frame } from "../telemetry/frame.ts";
import { fromSi, toSi } from "../units/index.ts";
import { hasData } from "./compensate.ts";
import type { Finding, LoopState } from "./finding.ts";
import { blindFinding, stateFinding } from "./findings.ts";
import { deniedByDoubted, deniedByOthers } from "./gauge/agreement.ts";
import { cushionSpentPa, pressurePa } from "./observe.ts";
import type { WatchPlan } from "./plan.ts";
import { WON_NAT } from "./rival/name-faults.ts";
import { speaks, strongestRival } from "./rival/weigh.ts";
import type { WatchState } from "./state.ts";

/** Nats by which the statistic must fall below the threshold before a suspicion is dropped. */
const SUSPICION_HYSTERESIS_NAT = 3;
/** Frames in a row that read empty before that counts whatever the statistic says. */
const EMPTY_FRAMES = 6;

/** Part of an accumulator's scale, or of a loop's usual pressure, at or below which it reads empty. */
const EMPTY_SHARE = 0.02;

/**
 * Does the channel read what an emptied loop would: vapour pressure, an accumulator at its bottom, or next to no pressure? Coolant
 * lost within a few frames, or during a gap, shows as a jump that the test absorbs; this keeps it from passing for normal. Where a
 * like witness that speaks still reads more, it is denied: then the sensor is dead, not the loop empty.
 */
export function emptiness(
  plan: WatchPlan,
  state: WatchState,
  reading: number,
  frame: number,
): "no" | "empty" | "denied" {
  const { loop } = plan;
  const limit = emptyBelow(plan, state);
  if (limit === null || reading > limit) return "no";
  const isDenied = plan.witnesses.some(
    ({ compares, witness }, i) =>
      compares &&
      speaks(plan, state, i, frame) &&
      toSi(state.witnesses[i]!.dwell.value, witness.unit) > 2 * toSi(limit, loop.inventoryUnit),
  );
  if (isDenied) return "denied";
  const { inventory } = loop;
  // A sensor that reads less than any vapour is off, and tells nothing.
  const isOff =
    inventory.kind === "gas-pressure" && pressurePa(loop, reading) < 0.2 * inventory.vapourPressurePa.low;
  return isOff ? "no" : "empty";
}

/** A frame without the reading of an inventory sensor that has been found dead: it reads nothing, and its like reads as before. */
export function withoutDeadSensor(plan: WatchPlan, state: WatchState, frame: Frame): Frame {
  if (!state.sensorDead || !hasData(frame)) return frame;
  const number = Math.round(frame.endS / frame.periodS) - 1;
  if (emptiness(plan, state, frame.mean[0]!, number) !== "denied") return frame;
  const mean = frame.mean.slice();
  const coverage = frame.coverage.slice();
  mean[0] = Number.NaN;
  coverage[0] = 0;
  return { ...frame, mean, coverage };
}

/** Reading of the inventory channel at or below which the loop reads empty; null where there is no such reading. */
function emptyBelow({ loop }: WatchPlan, { referenceReading }: WatchState): number | null {
  const { inventory, inventoryUnit } = loop;
  if (referenceReading === null) return null;
  switch (inventory.kind) {
    case "gas-pressure":
      return fromSi(cushionSpentPa(inventory, pressurePa(loop, referenceReading)), inventoryUnit);
    case "accumulator-quantity": {
      const bottom = fromSi(EMPTY_SHARE, inventoryUnit);
      return referenceReading > 3 * bottom ? bottom : null;
    }
    case "pressure-proxy":
      return EMPTY_SHARE * referenceReading;
  }
}

/** The phase after a frame. A leak that an alternative beats on channels that can decide is not confirmed; one that nothing can decide is. */
export function nextPhase(
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
  const empty = state.spentFrames >= EMPTY_FRAMES;
  // Vapour pressure is a mark that only coolant leaves; a channel at zero may as well be a dead sensor, so that only suspects.
  if (empty && plan.loop.inventory.kind === "gas-pressure") return "leaking";
  const rival = state.weighing === null ? null : strongestRival(state.weighing);
  // A gauge that moves while others as good do not is no leak, whatever the joined statistic says.
  const isLonely = state.statisticNat >= plan.suspectNat && deniedByOthers(plan, state) !== null;
  const isConfirmed = state.statisticNat >= plan.confirmNat && rival === null && !isLonely;
  // Two gauges, one not believed, and they disagree: which of them is wrong is not known well enough to call a leak.
  if (isConfirmed && !deniedByDoubted(plan, state)) return "leaking";
  if (empty) return "suspected";
  if (isLonely || (rival !== null && rival.lnOdds < -WON_NAT)) return "normal";
  if (state.statisticNat >= plan.suspectNat) return "suspected";
  const stillSuspected =
    seen === "suspected" && state.statisticNat > plan.suspectNat - SUSPICION_HYSTERESIS_NAT;
  return stillSuspected ? "suspected" : "normal";
}

/** What is said of a change of phase. */
export function phaseFindings(plan: WatchPlan, state: WatchState, phase: LoopState, endS: number): Finding[] {
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
    case "normal": {
      if (state.phase === "learning") return "has learned this loop's ripple and noise";
      const rival = state.weighing && strongestRival(state.weighing);
      const lonely = state.statisticNat >= plan.suspectNat ? deniedByOthers(plan, state) : null;
      if (lonely !== null) return `${statistic}, but only ${plan.gauges[lonely]!.channel} falls`;
      return state.statisticNat >= plan.suspectNat && rival !== null
        ? `${statistic}, but ${rival?.alternative} explains it better`
        : `${statistic}, below suspicion`;
    }
    case "suspected":
      return state.statisticNat >= plan.suspectNat
        ? `${statistic} passed ${plan.suspectNat.toFixed(1)}`
        : `${plan.loop.inventoryChannel} reads empty: the coolant is gone, or the sensor`;
    case "leaking":
      return state.statisticNat >= plan.confirmNat
        ? `${statistic} passed ${plan.confirmNat.toFixed(1)}`
        : "pressure has fallen to the coolant's vapour pressure: the gas cushion is spent";
    case "blind":
      return "no usable data";
  }
}
