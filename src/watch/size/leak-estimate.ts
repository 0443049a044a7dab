import { fromSi } from "../../units/index.ts";
import type { Band } from "../finding.ts";
import { cushionSpentPa, observe, pressurePa } from "../observe.ts";
import type { WatchPlan } from "../plan.ts";
import type { DrainMemory, OnsetBand, WatchState } from "../state.ts";
import { band, sizeLeak } from "./coolant-left.ts";
import { growing, type LeakDraw, leakDraws } from "./draw-leak.ts";
import { timeAsItGrows } from "./growth-law.ts";
import type { GrowthPosterior } from "./growth-posterior.ts";
import { quantile, type RatePosterior, ratePosterior, rateQuantile } from "./rate-posterior.ts";

/** Everything said of a leak's size, with what this telemetry cannot give and why. */
export interface LeakEstimate {
  readonly onset: { medianS: number; p05S: number; p95S: number };
  readonly rateFractionPerDay: Band | null;
  readonly rateKgPerS: Band | null;
  readonly holeDiameterM: Band | null;
  readonly inventoryKg: Band | null;
  readonly timeToEmptyS: Band | null;
  /** Until the pump draws vapour; null where that cannot be told. */
  readonly timeToPrimeLossS: Band | null;
  /** Probability that the hole grows; null where growth was not weighed. */
  readonly growing: number | null;
  readonly unavailable: Record<string, string>;
}

const DAY_S = 86_400;
/** Below this part of the vapour pressure, held for this many frames, there is no liquid at the sensor any more. */
const DRY_SHARE = 0.3;
const DRY_FRAMES = 6;
const NOT_PUBLIC =
  "the size of this loop's accumulator is not public, so a loss is known only in the channel's own unit";

/** Keeps account of a gas-charged loop's drain through one frame with data. */
export function advanceDrain(
  plan: WatchPlan,
  state: WatchState,
  reading: number,
  frameNumber: number,
): DrainMemory {
  const { loop } = plan;
  const { inventory } = loop;
  if (inventory.kind !== "gas-pressure" || state.referenceReading === null) return state.drain;
  const referencePa = pressurePa(loop, state.referenceReading);
  const nowPa = pressurePa(loop, reading);
  if (state.drain.cushionSpent) {
    const drivenS = loop.framePeriodS * Math.sqrt(Math.max(nowPa, 0) / referencePa);
    const dryFrames = nowPa < DRY_SHARE * inventory.vapourPressurePa.low ? state.drain.dryFrames + 1 : 0;
    return { ...state.drain, vapourDrivenS: state.drain.vapourDrivenS + drivenS, dryFrames };
  }
  if (nowPa <= cushionSpentPa(inventory, referencePa)) {
    const posterior = ratePosterior(state.bank, frameNumber, plan.rates);
    return { ...state.drain, cushionSpent: true, posterior };
  }
  const gained = inventory.gasVolumeM3.value * (referencePa / Math.max(nowPa, 1) - 1);
  const lost = inventory.densityKgPerM3.value * Math.max(gained, 0);
  const most = inventory.densityKgPerM3.value * inventory.accumulatorLiquidM3.high;
  return { ...state.drain, lostOnGasKg: Math.min(Math.max(lost, 0), most) };
}

/** The size of the leak as known after this frame. */
export function estimateLeak(
  plan: WatchPlan,
  state: WatchState,
  posterior: RatePosterior,
  reading: number,
  growth: GrowthPosterior | null = state.growth?.posterior ?? null,
): LeakEstimate {
  const { loop } = plan;
  const { drain } = state;
  const reference = state.referenceReading ?? Number.NaN;
  const perUnit = observe(loop, reference, reference).slope;
  const rateAt = (probability: number) => perUnit * rateQuantile(posterior, probability);
  const onset = inSeconds(state.onset ?? onsetBand(posterior), loop.framePeriodS);
  const nothing = {
    rateKgPerS: null,
    holeDiameterM: null,
    inventoryKg: null,
    timeToEmptyS: null,
    timeToPrimeLossS: null,
  };
  const draws = leakDraws(posterior, growth);
  const grows = growth && growing(growth);

  switch (loop.inventory.kind) {
    case "pressure-proxy":
      return {
        onset,
        ...nothing,
        growing: grows,
        rateFractionPerDay: bandOf(rateAt, DAY_S / reference),
        unavailable: {
          rateKgPerS:
            "pressure is the only public trace of this loop's inventory; the rate is a part of static pressure",
          holeDiameterM: "needs a mass rate",
          inventoryKg: "no public channel carries this loop's inventory",
          timeToEmptyS: "needs the inventory",
        },
      };
    case "accumulator-quantity": {
      const { massPerPercentKg } = loop.inventory;
      const percent = fromSi(0.01, loop.inventoryUnit);
      const rateFractionPerDay = bandOf(rateAt, (0.01 * DAY_S) / percent);
      const timeToEmptyS = emptyingTime(draws, reading);
      if (massPerPercentKg === undefined) {
        return {
          onset,
          ...nothing,
          rateFractionPerDay,
          timeToEmptyS,
          growing: grows,
          unavailable: { rateKgPerS: NOT_PUBLIC, holeDiameterM: NOT_PUBLIC, inventoryKg: NOT_PUBLIC },
        };
      }
      const kg = massPerPercentKg.value;
      return {
        onset,
        rateFractionPerDay,
        rateKgPerS: bandOf(rateAt, kg),
        holeDiameterM: null,
        inventoryKg: {
          median: kg * reading,
          p05: massPerPercentKg.low * reading,
          p95: massPerPercentKg.high * reading,
        },
        timeToEmptyS,
        timeToPrimeLossS: null,
        growing: grows,
        unavailable: { holeDiameterM: "needs the pressure at the leak" },
      };
    }
    case "gas-pressure": {
      const referencePa = pressurePa(loop, reference);
      const course = {
        ...drain,
        referencePa,
        nowPa: pressurePa(loop, reading),
        dry: drain.dryFrames >= DRY_FRAMES,
      };
      const size = sizeLeak(loop.inventory, course, (u) => {
        const draw = draws(u);
        return { ...draw, rate: perUnit * draw.rate };
      });
      const toFraction = DAY_S / loop.inventory.chargeKg.value;
      return {
        onset,
        ...size,
        growing: grows,
        rateFractionPerDay: scale(size.rateKgPerS, toFraction),
        unavailable: {},
      };
    }
  }
}

/** Straight line to an empty accumulator, or sooner as the hole grows: with nothing known of what follows, no later stage is promised. */
function emptyingTime(leakAt: (u: readonly [number, number, number]) => LeakDraw, reading: number): Band {
  const times = Array.from({ length: STRAIGHT_DRAWS }, (_, i) => {
    const at = (power: number) => (0.5 + (i + 1) / STRAIGHT_ROOT ** power) % 1;
    const { rate, law, ageS } = leakAt([at(1), at(2), at(3)]);
    return timeAsItGrows(law, reading / rate, ageS);
  });
  return band(times);
}

const STRAIGHT_DRAWS = 256;
/** Root of x^4 = x + 1: evenly spread in three dimensions (Roberts 2018). */
const STRAIGHT_ROOT = 1.2207440846057596;

/** When the leak began, from the posterior as it stands: the band of the onset hypotheses' weights. */
export function onsetBand(posterior: RatePosterior): OnsetBand {
  const at = (probability: number) => quantile(posterior.onsets, posterior.onsetWeight, probability);
  return { median: at(0.5), p05: at(0.05), p95: at(0.95) };
}

/**
 * The better known of two onsets of the same leak. A leak that changes pace pulls its onset along when it is fitted by one
 * rate, so an early, narrow answer is kept until data narrow it further.
 */
export function betterOnset(known: OnsetBand | null, now: OnsetBand): OnsetBand {
  return known !== null && known.p95 - known.p05 <= now.p95 - now.p05 ? known : now;
}

function inSeconds(onset: OnsetBand, periodS: number): LeakEstimate["onset"] {
  return { medianS: onset.median * periodS, p05S: onset.p05 * periodS, p95S: onset.p95 * periodS };
}

function bandOf(rateAt: (probability: number) => number, factor: number): Band {
  return { median: factor * rateAt(0.5), p05: factor * rateAt(0.05), p95: factor * rateAt(0.95) };
}

function scale(band: Band, factor: number): Band {
  return { median: factor * band.median, p05: factor * band.p05, p95: factor * band.p95 };
}
