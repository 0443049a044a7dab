import type { Frame } from "../telemetry/frame.ts";
import { toSi } from "../units/index.ts";
import type { Finding, LoopState } from "./finding.ts";
import { blindFinding, stateFinding } from "./findings.ts";
import { cushionSpentPa, pressurePa } from "./observe.ts";
import type { WatchPlan } from "./plan.ts";
import { WON_NAT } from "./rival/name-faults.ts";
import { speaks, strongestRival } from "./rival/weigh.ts";
import type { WatchState } from "./state.ts";

/** Nats by which the statistic must fall below the threshold before a suspicion is dropped. */
const SUSPICION_HYSTERESIS_NAT = 3;
/** Frames in a row at vapour pressure that confirm an emptied gas cushion whatever the statistic says. */
const SPENT_FRAMES_TO_CONFIRM = 6;

/** True where the pressure is at or below what the gas cushion can explain, and a like witness that speaks does not deny it. */
export function atVapourPressure(plan: WatchPlan, state: WatchState, reading: number): boolean {
  const { inventory } = plan.loop;
  if (inventory.kind !== "gas-pressure" || state.referenceReading === null) return false;
  const pa = pressurePa(plan.loop, reading);
  const spentPa = cushionSpentPa(inventory, pressurePa(plan.loop, state.referenceReading));
  if (pa > spentPa || pa < 0.2 * inventory.vapourPressurePa.low) return false;
  const frame = Math.round((state.lastDataS ?? 0) / plan.loop.framePeriodS) - 1;
  return plan.witnesses.every(({ compares, witness }, i) => {
    const isAsked = compares && speaks(plan, state, i, frame);
    return !isAsked || toSi(state.witnesses[i]!.dwell.value, witness.unit) <= 2 * spentPa;
  });
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
  if (state.spentFrames >= SPENT_FRAMES_TO_CONFIRM) return "leaking";
  const rival = state.weighing === null ? null : strongestRival(state.weighing);
  if (state.statisticNat >= plan.confirmNat && rival === null) return "leaking";
  if (rival !== null && rival.lnOdds < -WON_NAT) return "normal";
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
      return state.statisticNat >= plan.suspectNat && rival !== null
        ? `${statistic}, but ${rival?.alternative} explains it better`
        : `${statistic}, below suspicion`;
    }
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
