import type { LoopDescription } from "../vehicle/loop-description.ts";
import type { LoopHardware } from "../vehicle/loop-hardware.ts";
import { rateGrid } from "./detect/mixture.ts";
import type { PathPlan } from "./detect/path-plan.ts";
import { type FastPlan, planFast, SLOW_SHARE } from "./fast/plan-fast.ts";
import { planGauges } from "./gauge/gauge-plan.ts";
import { completeNoise } from "./model/complete-noise.ts";
import { buildDisturbanceModel } from "./model/disturbance-model.ts";
import { inputPriors } from "./model/inputs.ts";
import { type PlacePlan, planPlace } from "./place/place-leak.ts";
import { tapsOf } from "./place/tap.ts";
import { planWitnesses, type WitnessPlan } from "./witness/witness-plan.ts";

const DAY_S = 86_400;
/** A suspicion may be wrong this many times as often as a confirmation. */
const SUSPECT_SHARE = 12;

/** What stays fixed while one loop is watched, worked out once from its description. */
export interface WatchPlan extends PathPlan {
  readonly loop: LoopDescription;
  readonly witnesses: readonly WitnessPlan[];
  readonly suspectNat: number;
  /** ln of the mean number of frames between false alarms: the Shiryaev-Roberts threshold that guarantees it. */
  readonly confirmNat: number;
  /** The path for bursts beside the slow one; null where the loop has no fast frames. */
  readonly fast: FastPlan | null;
  /** Without data for this long the watch says that it is blind. */
  readonly blindAfterS: number;
  /** After this long without data it learns anew. */
  readonly relearnAfterS: number;
  /** null where the loop's hardware is not described, or tells nothing of the place. */
  readonly place: PlacePlan | null;
}

/**
 * The channels that a frame of this loop carries, in this order: the inventory channel, what explains it, its witnesses, and where its
 * hardware is known the taps that tell of the place.
 */
export function channelsOf(loop: LoopDescription, hardware?: LoopHardware): string[] {
  const others = [...loop.explainedBy, ...(loop.witnesses ?? [])];
  const taps = hardware === undefined ? [] : tapsOf(hardware);
  return [
    loop.inventoryChannel,
    ...others.map(({ channel }) => channel),
    ...taps.map(({ channel }) => channel),
  ];
}

/** Period of the frames that a loop's watch is fed, seconds: the fast path's where it has one. */
export function fedPeriodS({ fastFramePeriodS, framePeriodS }: LoopDescription): number {
  return fastFramePeriodS ?? framePeriodS;
}

/** Works out the plan of a loop's watch; with its hardware a leak is placed too. */
export function planWatch(described: LoopDescription, hardware?: LoopHardware): WatchPlan {
  const loop = { ...described, noise: completeNoise(described.noise) };
  const reportsAFrame = loop.framePeriodS / (loop.fastFramePeriodS ?? loop.framePeriodS);
  const { gauges, added } = planGauges(loop, loop.framePeriodS, reportsAFrame);
  const model = buildDisturbanceModel(
    loop.noise,
    loop.framePeriodS,
    loop.orbitPeriodS,
    inputPriors(loop.explainedBy),
    added,
  );
  // One budget: the slow path has all of it where it is alone.
  const share = loop.fastFramePeriodS === undefined ? 1 : SLOW_SHARE;
  const confirmNat = Math.log(loop.meanTimeBetweenFalseAlarmsS / loop.framePeriodS / share);
  return {
    loop,
    periodS: loop.framePeriodS,
    learnsDrift: true,
    model,
    gauges,
    fast: planFast(loop, confirmNat),
    witnesses: planWitnesses(loop, 1 + loop.explainedBy.length),
    rates: rateGrid(loop.noise.driftPerRootDay),
    suspectNat: confirmNat - Math.log(SUSPECT_SHARE),
    confirmNat,
    longestFrames: Math.ceil((60 * DAY_S) / loop.framePeriodS),
    blindAfterS: Math.max(60, 3 * loop.framePeriodS),
    relearnAfterS: DAY_S,
    place: hardware === undefined ? null : planPlace(hardware, loop, channelsOf(loop).length),
  };
}
