import type { Frame } from "../../telemetry/frame.ts";
import type { LoopDescription } from "../../vehicle/loop-description.ts";
import type { LoopHardware } from "../../vehicle/loop-hardware.ts";
import type { Band, Placing } from "../finding.ts";
import { type LeakingLoop, leakingLoop } from "./leaking-network.ts";
import { movedTaps } from "./moved-taps.ts";
import { type NextStep, nextSteps } from "./next-steps.ts";
import { type PlacePosterior, placePosterior } from "./place-posterior.ts";
import { type Signature, signatureOf } from "./signature.ts";
import { loopOf, type Tap, tapsOf } from "./tap.ts";
import { beginTaps, followTaps, type TapRecord } from "./tap-record.ts";

/** What stays fixed for placing one loop's leak. */
export interface PlacePlan {
  readonly taps: readonly Tap[];
  /** Where each tap stands in a frame. */
  readonly slots: readonly number[];
  readonly loop: LeakingLoop;
  readonly outsidePa: number;
  /** Charge of the accumulator: what its pressure is taken for where no channel says it [Pa]. */
  readonly usualPa: number;
  readonly periodS: number;
  readonly orbitPeriodS: number;
}

/** What placing remembers: plain data, replaced and never changed. */
export interface PlaceMemory {
  readonly record: TapRecord;
  /** Of the leak that is known; worked out once, when it is first placed. */
  readonly signature: Signature | null;
  /** What was said last. */
  readonly placing: Placing | null;
  /** Why a known leak is not placed; null where it is, or where there is none. */
  readonly refusal: string | null;
}

/** Plans placing; null for hardware with no tap or fewer than two segments. `firstSlot`: the place of the first tap in a frame. */
export function planPlace(
  hardware: LoopHardware,
  watched: LoopDescription,
  firstSlot: number,
): PlacePlan | null {
  const taps = tapsOf(hardware);
  if (taps.length === 0) return null;
  const loop = leakingLoop(hardware, taps);
  if (loop.segments.length < 2) return null;
  const { leaksIntoPa, elements } = loopOf(hardware);
  const accumulator = elements.find(({ type }) => type === "accumulator");
  const charge = accumulator?.type === "accumulator" ? accumulator.charge : undefined;
  return {
    taps,
    slots: taps.map((_, i) => firstSlot + i),
    loop,
    outsidePa: leaksIntoPa,
    usualPa:
      charge === undefined ? 1e5 : charge.kind === "gas" ? charge.pressurePa.value : charge.fullPa.value,
    periodS: watched.framePeriodS,
    orbitPeriodS: watched.orbitPeriodS,
  };
}

export function beginPlace(plan: PlacePlan): PlaceMemory {
  return { record: beginTaps(plan.taps), signature: null, placing: null, refusal: null };
}

/** One frame further. `onset` is the earliest frame at which a known leak may have begun; null where none is known. */
export function followPlace(
  plan: PlacePlan,
  memory: PlaceMemory,
  frame: Frame,
  number: number,
  onset: number | null,
): PlaceMemory {
  const record = followTaps(plan.taps, plan.slots, memory.record, frame, number, onset);
  return onset === null ? { record, signature: null, placing: null, refusal: null } : { ...memory, record };
}

/** The leak as it is known when it is to be placed. */
export interface LeakToPlace {
  readonly onset: { readonly p05: number; readonly p95: number };
  /** null: nothing is known of it in kilograms. */
  readonly rateKgPerS: Band | null;
  readonly inventoryKg: number | null;
  /** At the accumulator; null where no channel says it. */
  readonly pressurePa: number | null;
}

/** Places a known leak with all that the taps have read so far. Without readings on both sides of the onset the memory stays as it was. */
export function placeLeak(
  plan: PlacePlan,
  memory: PlaceMemory,
  leak: LeakToPlace,
  number: number,
): PlaceMemory {
  const { taps, loop } = plan;
  const flowKgPerS = memory.signature?.flowKgPerS ?? loop.open().flowKgPerS;
  const moves = movedTaps(taps, memory.record.blocks, leak.onset, number, plan, flowKgPerS);
  if (moves === null) return { ...memory, refusal: memory.placing === null ? NO_READINGS : null };
  const signature = memory.signature ?? signatureOf(loop, taps, moves.before);
  if (signature.levelMisfit > MOST_LEVEL_MISFIT) return { ...memory, signature, refusal: DOES_NOT_FIT };
  const rate = leak.rateKgPerS ?? anyRate(flowKgPerS);
  const posterior = placePosterior(loop, taps, signature, moves, rate);
  const now = {
    rateKgPerS: posterior.rateKgPerS.median,
    inventoryKg: leak.inventoryKg,
    pressurePa: leak.pressurePa ?? plan.usualPa,
    outsidePa: plan.outsidePa,
  };
  const steps = nextSteps(loop, taps, signature, posterior, now);
  const placing = placingOf(loop, posterior, steps);
  return { record: memory.record, signature, placing, refusal: null };
}

/** Square of three standard deviations: taps that miss the twin by more before the leak are not those of this file. */
const MOST_LEVEL_MISFIT = 9;
const NO_READINGS = "no pressure or flow tap reported both before the leak and since";
const DOES_NOT_FIT =
  "what the pressure and flow taps read before the leak does not fit the losses of the vehicle file; correct the file, or their channels";

/** Nothing but that it is less than the loop's flow: the taps then say what they can by themselves. */
function anyRate(flowKgPerS: number): Band {
  return { median: 1e-3 * flowKgPerS, p05: 1e-5 * flowKgPerS, p95: 0.1 * flowKgPerS };
}

/** Part of the segments that a set may hold and still be said to tell them apart. */
const TELLS_APART = 0.75;
/** Steps told of with a finding: the best few. */
const MOST_STEPS = 6;

function placingOf(loop: LeakingLoop, posterior: PlacePosterior, steps: readonly NextStep[]): Placing {
  const { place, set, misfit } = posterior;
  return {
    place: place.map(({ segment, probability }) => ({ segment, probability })),
    set: [...set],
    toldApart: set.length <= TELLS_APART * loop.segments.length,
    misfit,
    rateKgPerS: posterior.rateKgPerS,
    next: steps.slice(0, MOST_STEPS).map((step) => ({ ...step })),
  };
}
