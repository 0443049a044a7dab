import type { LeakTrack } from "./course/leak-track.ts";
import type { Hold } from "./detect/jump.ts";
import type { OnsetBank } from "./detect/onset-bank.ts";
import { beginPath, type PathState } from "./detect/path.ts";
import type { SelfCalibration } from "./detect/self-calibration.ts";
import { beginFast, type FastState } from "./fast/fast-state.ts";
import type { LoopState } from "./finding.ts";
import type { Distrust } from "./gauge/agreement.ts";
import { type GaugeReferences, noReferences } from "./gauge/read-gauges.ts";
import { emptyInputs, type InputMemory } from "./model/inputs.ts";
import type { KalmanState } from "./model/kalman.ts";
import { beginPlace, type PlaceMemory } from "./place/place-leak.ts";
import type { WatchPlan } from "./plan.ts";
import { type ClockGap, noClockGap } from "./rival/clock-gap.ts";
import { type Dwell, noDwell } from "./rival/dwell.ts";
import { type Explained, noneExplained } from "./rival/explained.ts";
import { type FlowMemory, noFlow } from "./rival/flow-trouble.ts";
import { beginHubs, type HubMemory } from "./rival/hub-screen.ts";
import type { Named, RivalEvent } from "./rival/name-faults.ts";
import { beginSwings, type SwingWatch } from "./rival/swing-watch.ts";
import { beginFlags, type FlagMemory } from "./rival/transfer.ts";
import { noTransients, type Transients } from "./rival/transients.ts";
import type { Weighing } from "./rival/weigh.ts";
import type { GrowthPosterior } from "./size/growth-posterior.ts";
import type { RatePosterior } from "./size/rate-posterior.ts";
import { beginWitness, type WitnessState } from "./witness/follow-witness.ts";

/** Course of a drained gas cushion, kept once a gas-charged loop leaks. */
export interface DrainMemory {
  readonly lostOnGasKg: number;
  readonly vapourDrivenS: number;
  readonly cushionSpent: boolean;
  /** Frames in a row whose pressure was far below the vapour pressure: no liquid is left to keep it up. */
  readonly dryFrames: number;
  /** Posterior of the rate at the reference pressure, as it stood when the cushion was spent. */
  readonly posterior: RatePosterior | null;
}

/** When a leak began, in frame numbers of the loop's grid. */
export interface OnsetBand {
  readonly median: number;
  readonly p05: number;
  readonly p95: number;
}

/** All that the watch of one loop remembers: plain data, replaced and never changed, so that it can be kept, sent and branched. */
export interface WatchState {
  readonly phase: LoopState;
  readonly phaseSinceS: number;
  /** Phase to return to when data come back. */
  readonly phaseBeforeBlind: LoopState;
  readonly lastEndS: number | null;
  readonly lastDataS: number | null;
  readonly learnedS: number;
  /** First reading of the inventory channel: the reference of fractions and of the gas law. */
  readonly referenceReading: number | null;
  readonly kalman: KalmanState;
  readonly inputs: InputMemory;
  readonly calibration: SelfCalibration;
  readonly bank: OnsetBank;
  readonly hold: Hold | null;
  /** Statistic of the slow path alone; `statisticNat` is the larger of it and the fast path's, each over its own threshold. */
  readonly pathNat: number;
  readonly statisticNat: number;
  /** The same path without each gauge in turn; empty for a loop with one gauge. */
  readonly spares: readonly PathState[];
  /** First readings of all gauges, the inventory channel's among them. */
  readonly references: GaugeReferences;
  /** Gauges that are not believed at present, by their place. */
  readonly leftOut: readonly number[];
  /** Those of them that moved alone, and until when. */
  readonly distrusted: readonly Distrust[];
  /** The path for bursts; null for a loop that has none. */
  readonly fast: FastState | null;
  /** The confirmed leak as it is followed on; null where there is none. */
  readonly track: LeakTrack | null;
  /** In the order of the plan's witnesses. */
  readonly witnesses: readonly WitnessState[];
  /** Rests of the inventory channel on one code. */
  readonly dwell: Dwell;
  readonly lastReading: number;
  /** Frames in a row with data of the inventory channel. */
  readonly dataFrames: number;
  /** The inventory sensor reads nothing while another like it reads as before: its readings are left out. */
  readonly sensorDead: boolean;
  readonly hubs: HubMemory;
  readonly flow: FlowMemory;
  readonly explained: Explained;
  readonly transients: Transients;
  /** For how many frames each explaining temperature has been missing. */
  readonly lostFrames: Int32Array;
  /** Where flags stand, and what is known beside a transfer that one of them reports. */
  readonly flags: FlagMemory;
  readonly swings: SwingWatch;
  readonly clockGap: ClockGap;
  /** What happened lately that was no leak, and when each kind was last told. */
  readonly events: readonly RivalEvent[];
  readonly named: Named;
  /** The leak against its alternatives, as last weighed; null while nothing is suspected. */
  readonly weighing: Weighing | null;
  readonly drain: DrainMemory;
  /** Frames in a row that read empty. */
  readonly spentFrames: number;
  readonly lastLeakFindingS: number | null;
  /** Onset of the suspected or confirmed leak, as it was known best: with the narrowest band. Frame numbers. */
  readonly onset: OnsetBand | null;
  /** What the filter would hold without the leak, carried forward from the suspicion on; only for gas-charged loops. */
  readonly unleaked: KalmanState | null;
  /** What the taps say of the place; null where the plan places nothing. */
  readonly place: PlaceMemory | null;
  /** How the confirmed leak grows, as last weighed; null where nothing leaks. */
  readonly growth: { readonly frame: number; readonly posterior: GrowthPosterior } | null;
}

/** The state before the first frame. */
export function beginWatch(plan: WatchPlan): WatchState {
  const { statisticNat, ...path } = beginPath(plan);
  return {
    phase: "learning",
    phaseSinceS: Number.NaN,
    phaseBeforeBlind: "learning",
    lastEndS: null,
    lastDataS: null,
    learnedS: 0,
    referenceReading: null,
    ...path,
    pathNat: statisticNat,
    spares: plan.gauges.length > 1 ? plan.gauges.map(() => beginPath(plan)) : [],
    references: noReferences(plan.gauges),
    leftOut: [],
    distrusted: [],
    fast: plan.fast && beginFast(plan.fast, plan.loop),
    inputs: emptyInputs(plan.loop.explainedBy),
    witnesses: plan.witnesses.map(beginWitness),
    track: null,
    statisticNat,
    dwell: noDwell,
    lastReading: Number.NaN,
    dataFrames: 0,
    sensorDead: false,
    hubs: beginHubs(plan.loop),
    flow: noFlow,
    explained: noneExplained,
    transients: noTransients,
    lostFrames: new Int32Array(plan.loop.explainedBy.length),
    flags: beginFlags(plan.loop.explainedBy.length),
    swings: beginSwings(plan.loop),
    clockGap: noClockGap,
    events: [],
    named: {},
    weighing: null,
    drain: { lostOnGasKg: 0, vapourDrivenS: 0, cushionSpent: false, dryFrames: 0, posterior: null },
    spentFrames: 0,
    lastLeakFindingS: null,
    onset: null,
    unleaked: null,
    place: plan.place && beginPlace(plan.place),
    growth: null,
  };
}
