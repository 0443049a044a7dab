import type { LoopDescription } from "../../vehicle/loop-description.ts";
import type { PathPlan } from "../detect/path-plan.ts";
import { planGauges } from "../gauge/gauge-plan.ts";
import { buildDisturbanceModel } from "../model/disturbance-model.ts";
import { inputPriors } from "../model/inputs.ts";

/**
 * Part of the false-alarm budget that the slow path has beside a fast one. Each path alone keeps within its share, so both together keep
 * within the whole, however their evidence hangs together. Little is lost either way: a share of a fifth costs the fast path 1.6 nat.
 */
export const SLOW_SHARE = 0.8;
/** What takes longer than this to show is the slow path's. */
const LONGEST_S = 600;
/** Half-decade steps of rate, upwards from the one that stands three standard deviations out after the longest lag. */
const RATES = 8;

/** The path for bursts: the same filter and gauges on frames of its own, tested for fast leaks that began within ten minutes. */
export interface FastPlan extends PathPlan {
  /** Fast frames in a slow one. */
  readonly framesASlow: number;
  /** How much further its threshold lies than the slow path's, nat. */
  readonly surplusNat: number;
}

/** Plans a loop's fast path; null where it has none. Throws where the fast frame is not a whole part of the slow one. */
export function planFast(loop: LoopDescription, slowConfirmNat: number): FastPlan | null {
  const { fastFramePeriodS: periodS, framePeriodS, noise } = loop;
  if (periodS === undefined) return null;
  const framesASlow = Math.round(framePeriodS / periodS);
  if (framesASlow < 2 || Math.abs(framesASlow * periodS - framePeriodS) > 1e-9 * framePeriodS)
    throw new RangeError(
      `loop ${loop.id}: the fast frame of ${periodS} s is not a whole part of the frame of ${framePeriodS} s; write one that fits into it twice or more`,
    );
  const { gauges, added } = planGauges(loop, periodS, 1);
  const lowest = (3 * Math.max(noise.white, noise.step / Math.sqrt(12))) / LONGEST_S;
  const confirmNat = Math.log(loop.meanTimeBetweenFalseAlarmsS / periodS / (1 - SLOW_SHARE));
  return {
    periodS,
    model: buildDisturbanceModel(noise, periodS, loop.orbitPeriodS, inputPriors(loop.explainedBy), added),
    gauges,
    rates: Float64Array.from({ length: RATES }, (_, i) => lowest * 10 ** (i / 2)),
    learnsDrift: false,
    longestFrames: Math.ceil(LONGEST_S / periodS),
    framesASlow,
    surplusNat: confirmNat - slowConfirmNat,
  };
}
