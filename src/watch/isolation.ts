import { standsWithout } from "./gauge/agreement.ts";
import type { WatchPlan } from "./plan.ts";
import type { ClockFault } from "./rival/clock-screen.ts";
import { speaks } from "./rival/weigh.ts";
import type { WatchState } from "./state.ts";
import { witnessEvidence } from "./witness/witness-evidence.ts";

/** What is known of this loop from outside its frames, handed to the step. */
export interface Evidence {
  /** ln of the odds that a camera sees particles of this loop's coolant leave the ship. */
  readonly cameraNat?: number;
  /** What the clock of the source has done since the last frame. */
  readonly clock?: readonly ClockFault[];
}

/** False calls to isolate that a loop may raise in a year: a tenth of the confirmations. */
export const ISOLATE_PER_YEAR = 0.1;
const CONFIRMATIONS_PER_YEAR_NAT = Math.log(10);
/** Odds that a second kind of evidence must give by itself. */
const SECOND_NAT = Math.log(100);
const YEAR_S = 365.25 * 86_400;

/** Which dissimilar channels agree on a leak, and what is missing for the level at which coolant may be shut off. */
export interface Isolation {
  readonly agree: string[];
  readonly missing: string | null;
  readonly budgetPerYear: number;
}

/**
 * Isolation needs two kinds of evidence, never one channel: the inventory channel and a dissimilar witness that falls by itself (of two
 * gauges in one filter each must see the fall without the other); or the inventory channel, a like sensor on another hub and a camera.
 * The statistic must also reach what one false call in ten years needs.
 */
export function isolationOf(plan: WatchPlan, state: WatchState, evidence: Evidence): Isolation {
  const { loop } = plan;
  const frame = Math.round((state.lastDataS ?? 0) / loop.framePeriodS) - 1;
  const needed = plan.confirmNat + CONFIRMATIONS_PER_YEAR_NAT;
  // The budget is stated for the loop's own confirmation rate.
  const budgetPerYear = (ISOLATE_PER_YEAR * YEAR_S) / loop.meanTimeBetweenFalseAlarmsS;
  const agree: string[] = [];
  let dissimilar = false;
  let otherHub = false;
  if (state.statisticNat >= needed) {
    agree.push(loop.inventoryChannel);
    for (const [i, witness] of plan.witnesses.entries()) {
      if (!speaks(plan, state, i, frame)) continue;
      const { leakNat, driftNat } = witnessEvidence(
        witness,
        state.witnesses[i]!,
        state.bank,
        frame,
        plan.rates,
      );
      if (leakNat - driftNat < SECOND_NAT) continue;
      const gauge = plan.gauges.findIndex((each) => each.witness === i);
      if (gauge > 0 && !standsWithout(plan, state, [0, gauge], SECOND_NAT)) continue;
      agree.push(witness.witness.channel);
      const { hub } = witness.witness;
      if (!witness.compares) dissimilar = true;
      else if (hub !== undefined && loop.inventoryHub !== undefined && hub !== loop.inventoryHub)
        otherHub = true;
    }
    if ((evidence.cameraNat ?? Number.NEGATIVE_INFINITY) >= SECOND_NAT) agree.push("camera");
  }
  const camera = agree.includes("camera");
  const missing =
    dissimilar || (otherHub && camera)
      ? null
      : agree.length === 0
        ? `the statistic has not reached ${needed.toFixed(1)} nat, one false call in ten times the promised time`
        : "a dissimilar channel that falls too, or a like sensor on another hub together with a camera";
  return { agree, missing, budgetPerYear };
}
