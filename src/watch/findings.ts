import type { LoopDescription } from "../vehicle/loop-description.ts";
import type { Finding, LeakFinding, LoopState, StateFinding } from "./finding.ts";
import type { Innovation } from "./model/kalman.ts";
import type { WatchPlan } from "./plan.ts";
import type { LeakEstimate } from "./size/leak-estimate.ts";
import type { WatchState } from "./state.ts";

function base(loop: LoopDescription, endS: number) {
  return {
    schema: "hoarfrost/finding/1" as const,
    loop: loop.id,
    time: new Date(endS * 1000).toISOString(),
    timeS: endS,
  };
}

export function stateFinding(
  loop: LoopDescription,
  endS: number,
  from: LoopState,
  state: LoopState,
  reason: string,
): StateFinding {
  return { ...base(loop, endS), type: "state", from, state, reason };
}

export function blindFinding(loop: LoopDescription, endS: number, blind: boolean, reason: string): Finding {
  return { ...base(loop, endS), type: "blind", blind, reason };
}

/** The channel moved further in one frame than any described disturbance: said, absorbed, and not taken for a leak. */
export function jumpFinding(
  loop: LoopDescription,
  endS: number,
  innovation: Innovation,
  reading: number,
): Finding {
  const by = innovation.residual.toPrecision(3);
  const problem =
    `jumped by ${by} ${loop.inventoryUnit} to ${reading.toPrecision(5)} within one frame: a transfer, a valve, a sensor ` +
    `or a gap that hid a loss; a steady leak does not look like this`;
  return { ...base(loop, endS), type: "fault", channel: loop.inventoryChannel, problem };
}

/**
 * The leak as known after a frame. `odds` against noise and drift are posterior odds for a prior of one leak in the mean time between
 * false alarms: the Shiryaev-Roberts statistic over its threshold.
 */
export function leakFinding(
  plan: WatchPlan,
  state: WatchState,
  estimate: LeakEstimate,
  endS: number,
): LeakFinding {
  const { loop, confirmNat } = plan;
  return {
    ...base(loop, endS),
    type: "leak",
    phase: state.phase === "leaking" ? "confirmed" : "suspected",
    statisticNat: state.statisticNat,
    thresholdNat: confirmNat,
    ...estimate,
    place: [],
    odds: { "noise and drift": Math.exp(Math.min(state.statisticNat - confirmNat, 500)) },
  };
}
