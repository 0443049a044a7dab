import type { LoopDescription } from "../vehicle/loop-description.ts";
import { isWhite, measuredRatios } from "./detect/self-calibration.ts";
import type { Finding, LeakFinding, LoopState, StateFinding } from "./finding.ts";
import { type Evidence, isolationOf } from "./isolation.ts";
import type { WatchPlan } from "./plan.ts";
import { type Alternative, alternatives } from "./rival/alternatives.ts";
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

/** Something other than a leak: what a channel or a hub did, and the name of it where one has won. */
export function faultFinding(
  loop: LoopDescription,
  endS: number,
  kind: Alternative | null,
  channel: string,
  detail: string,
  hub?: string,
): Finding {
  const problem = kind === null ? detail : `${detail} (${kind}: ${alternatives[kind]})`;
  return {
    ...base(loop, endS),
    type: "fault",
    channel,
    problem,
    ...(kind === null ? {} : { kind }),
    ...(hub === undefined ? {} : { hub }),
  };
}

/**
 * The leak as known after a frame. `odds` are posterior odds for a prior of one leak in the mean time between false alarms; against
 * noise and drift they are the Shiryaev-Roberts statistic over its threshold.
 */
export function leakFinding(
  plan: WatchPlan,
  state: WatchState,
  estimate: LeakEstimate,
  endS: number,
  evidence: Evidence = {},
): LeakFinding {
  const { loop, confirmNat } = plan;
  const weighing = state.weighing ?? { lnOdds: {}, undecided: [], frame: Number.NaN };
  const lnOdds = { ...weighing.lnOdds, "noise and drift": state.statisticNat - confirmNat };
  const isolation = isolationOf(plan, state, evidence);
  const phase = state.phase === "leaking" ? "confirmed" : "suspected";
  const ratios = measuredRatios(state.calibration);
  return {
    ...base(loop, endS),
    type: "leak",
    phase,
    level: phase === "confirmed" && isolation.missing === null ? "isolate" : phase,
    isolation,
    statisticNat: state.statisticNat,
    thresholdNat: confirmNat,
    ...estimate,
    ...(state.place?.refusal ? { unavailable: { ...estimate.unavailable, place: state.place.refusal } } : {}),
    place: state.place?.placing?.place ?? [],
    ...(state.place?.placing ? { placing: state.place.placing } : {}),
    odds: Object.fromEntries(
      Object.entries(lnOdds).map(([name, nat]) => [name, Math.exp(Math.max(-500, Math.min(nat, 500)))]),
    ),
    undecided: [...weighing.undecided],
    explanations: Object.fromEntries(
      Object.keys(lnOdds).map((name) => [name, alternatives[name as Alternative]]),
    ),
    guaranteed: isWhite(ratios),
    varianceRatios: ratios,
  };
}
