import type { Frame } from "../telemetry/frame.ts";
import { fromSi, toSi } from "../units/index.ts";
import type { Finding, LoopState } from "./finding.ts";
import { blindFinding, stateFinding } from "./findings.ts";
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
 * The channel reads what an emptied loop would: vapour pressure, an accumulator at its bottom, or next to no pressure. Coolant
 * lost within a few frames, or during a gap, shows as a jump that the test absorbs; this keeps it from passing for normal. A like
 * witness that speaks and still reads more denies it.
 */
export function readsEmpty(plan: WatchPlan, state: WatchState, reading: number): boolean {
  const limit = emptyBelow(plan, state);
  if (limit === null || reading > limit) return false;
  const { loop } = plan;
  if (loop.inventory.kind === "gas-pressure") {
    const nothing = 0.2 * loop.inventory.vapourPressurePa.low;
    if (pressurePa(loop, reading) < nothing) return false;
  }
  const frame = Math.round((state.lastDataS ?? 0) / loop.framePeriodS) - 1;
  return plan.witnesses.every(({ compares, witness }, i) => {
    if (!compares || !speaks(plan, state, i, frame)) return true;
    return toSi(state.witnesses[i]!.dwell.value, witness.unit) <= 2 * toSi(limit, loop.inventoryUnit);
  });
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
  if (state.statisticNat >= plan.confirmNat && rival === null) return "leaking";
  if (empty) return "suspected";
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
