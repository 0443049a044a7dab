import type { Frame } from "../../telemetry/frame.ts";
import type { WatchPlan } from "../plan.ts";
import type { WatchState } from "../state.ts";
import { restNat } from "./dwell.ts";
import { shouldMoveWithin } from "./should-move.ts";

/** A gauge that is not to be believed at present, and why. */
export interface OutGauge {
  /** Place in the plan's gauges; 0 is the inventory channel. */
  readonly place: number;
  readonly why: "stuck" | "dead";
}

/** A rest whose chance in a healthy channel is below e^-20 names a stuck sensor. */
export const STUCK_NAT = 20;
/** A gauge that rests no longer than this has moved lately. */
const MOVES_NAT = 6;

/**
 * Gauges of a loop that are out: stuck, while another of them moves, or dead. A loop whose gauges all rest is quiet, not stuck, and
 * one with a single gauge has nothing to put in its place. Pure.
 */
export function judgeGauges(plan: WatchPlan, state: WatchState): OutGauge[] {
  if (plan.gauges.length < 2) return [];
  const rests = plan.gauges.map(({ witness }) =>
    witness < 0 ? state.dwell : state.witnesses[witness]!.dwell,
  );
  const moves = rests.map((dwell) => dwell.rests > 0 && restNat(dwell) < MOVES_NAT);
  return plan.gauges.flatMap((_, place): OutGauge[] => {
    if (place === 0 && state.sensorDead) return [{ place, why: "dead" }];
    const dwell = rests[place]!;
    const isStuck = restNat(dwell) > STUCK_NAT && dwell.frames >= shouldMoveWithin(plan);
    const other = moves.some((each, i) => i !== place && each);
    return isStuck && other ? [{ place, why: "stuck" }] : [];
  });
}

/** A frame without the inventory channel's reading, where that is out. */
export function withoutOutInventory(frame: Frame, out: readonly OutGauge[]): Frame {
  if (!out.some(({ place }) => place === 0)) return frame;
  return { ...frame, mean: frame.mean.with(0, Number.NaN), coverage: frame.coverage.with(0, 0) };
}
