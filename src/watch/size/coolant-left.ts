import type { Band } from "../finding.ts";
import type { LeakDraw } from "./draw-leak.ts";
import { drawn } from "./drawn.ts";
import { steadyTimeOf, timeAsItGrows } from "./growth-law.ts";

type GasPressure = Extract<
  import("../../vehicle/loop-description.ts").InventoryReading,
  { kind: "gas-pressure" }
>;

/** What a leaking, gas-charged loop has lost and how, for the nominal gas volume of its file. */
export interface LeakCourse {
  readonly referencePa: number;
  /** Pressure of the latest frame. */
  readonly nowPa: number;
  /** Liquid that left while the gas cushion drove it: density times the gas volume gained. */
  readonly lostOnGasKg: number;
  /** Integral of sqrt(p / pref) over the time since the cushion was spent, in seconds; 0 while gas drives. */
  readonly vapourDrivenS: number;
  readonly cushionSpent: boolean;
  /** Pressure has fallen far below vapour pressure: what is left is vapour and films. */
  readonly dry: boolean;
}

export interface LeakSize {
  readonly rateKgPerS: Band;
  readonly holeDiameterM: Band;
  readonly inventoryKg: Band;
  readonly timeToEmptyS: Band;
  /** Until the gas cushion is spent and the pump draws vapour; 0 once it is. */
  readonly timeToPrimeLossS: Band;
}

const DRAWS = 256;
/** A diameter is never told more narrowly than this to either side: a hole's discharge coefficient is never known better (science note 4.2). */
const LEAST_DIAMETER_BAND = 0.08;
/** Most that films and pockets keep of a drained charge: an estimate. */
const RESIDUE_SHARE = 0.02;
/** Sequence of Roberts (2018): additive recurrence on powers of the root of x^9 = x + 1, evenly spread in eight dimensions. */
const ROOT = 1.085070245491451;
const STEPS = Array.from({ length: 8 }, (_, i) => 1 / ROOT ** (i + 1));

/**
 * Rate, hole, coolant left, time to empty and to loss of prime as 90 % bands. The rate at the reference pressure and how the hole grows come
 * as draws of their posterior; gas volume, charge, liquid in the accumulator, vapour pressure and discharge coefficient are drawn as the
 * vehicle file spreads them, the same quasi-random draws every time. Rate follows sqrt(pressure); after the cushion only vapour pressure
 * drives, so the time is two-stage; a hole that grows passes through both stages along the same course, only sooner.
 */
export function sizeLeak(
  inventory: GasPressure,
  course: LeakCourse,
  leakAt: (u: readonly [number, number, number]) => LeakDraw,
): LeakSize {
  const rate: number[] = [];
  const hole: number[] = [];
  const left: number[] = [];
  const empty: number[] = [];
  const prime: number[] = [];
  const { referencePa } = course;
  const density = inventory.densityKgPerM3.value;
  for (let draw = 1; draw <= DRAWS; draw++) {
    const u = STEPS.map((step) => (0.5 + draw * step) % 1);
    const leak = leakAt([u[0]!, u[5]!, u[6]!]);
    const gasFactor = drawn(inventory.gasVolumeM3, u[1]!) / inventory.gasVolumeM3.value;
    const reference = gasFactor * leak.rate;
    const vapourPa = course.cushionSpent
      ? Math.max(course.nowPa, 1)
      : drawn(inventory.vapourPressurePa, u[4]!);
    // What drives the leak since the cushion was spent, counted in time at the pressure of now, then as the hole has grown since.
    const sinceS = course.vapourDrivenS / Math.sqrt(Math.max(course.nowPa, 1) / referencePa);
    const grownBy = course.cushionSpent ? growthOver(leak, sinceS) : 1;
    const vapourDrivenS =
      course.vapourDrivenS * (sinceS > 0 ? steadyTimeOf(leak.law, sinceS, leak.ageS) / sinceS : 1);
    const onVapour = reference * grownBy * Math.sqrt(vapourPa / referencePa);
    const charge = drawn(inventory.chargeKg, u[2]!);
    const lost = gasFactor * course.lostOnGasKg + reference * vapourDrivenS;
    const remaining = course.dry ? u[2]! * RESIDUE_SHARE * charge : Math.max(charge - lost, 0);
    const liquidM3 = drawn(inventory.accumulatorLiquidM3, u[7]!);
    const onGas = course.cushionSpent
      ? { seconds: 0, kg: 0 }
      : gasStage(inventory, course, gasFactor, reference, remaining, liquidM3);
    const now = reference * grownBy * Math.sqrt(Math.max(course.nowPa, 0) / referencePa);
    const dischargeCoefficient = drawn(inventory.dischargeCoefficient, u[3]!);
    const area = (reference * grownBy) / (dischargeCoefficient * Math.sqrt(2 * density * referencePa));
    const steadyS = onGas.seconds + Math.max(remaining - onGas.kg, 0) / onVapour;
    rate.push(remaining > 0 ? now : 0);
    hole.push(Math.sqrt((4 * area) / Math.PI));
    left.push(remaining);
    empty.push(course.dry ? 0 : timeAsItGrows(leak.law, steadyS, leak.ageS));
    prime.push(course.dry ? 0 : timeAsItGrows(leak.law, onGas.seconds, leak.ageS));
  }
  return {
    rateKgPerS: band(rate),
    holeDiameterM: noNarrower(band(hole)),
    inventoryKg: band(left),
    timeToEmptyS: band(empty),
    timeToPrimeLossS: band(prime),
  };
}

/** Factor by which a hole has grown since the posterior of its rate was taken. */
function growthOver({ law, ageS }: LeakDraw, sinceS: number): number {
  if (law.kind === "steady") return 1;
  return law.kind === "exponential"
    ? Math.exp(Math.min(law.perS * sinceS, 50))
    : 1 + (law.perS * sinceS) / (1 + law.perS * ageS);
}

function noNarrower({ median, p05, p95 }: Band): Band {
  return {
    median,
    p05: Math.min(p05, median / (1 + LEAST_DIAMETER_BAND)),
    p95: Math.max(p95, median * (1 + LEAST_DIAMETER_BAND)),
  };
}

/** What the gas will still push out, and how long that takes: closed form of V^(3/2) against time. */
function gasStage(
  inventory: GasPressure,
  course: LeakCourse,
  gasFactor: number,
  referenceRateKgPerS: number,
  remainingKg: number,
  liquidM3: number,
): { seconds: number; kg: number } {
  const density = inventory.densityKgPerM3.value;
  const reference = gasFactor * inventory.gasVolumeM3.value;
  const now = reference + (gasFactor * course.lostOnGasKg) / density;
  const stop = Math.max(reference + liquidM3, now);
  const kg = Math.min(density * (stop - now), remainingKg);
  const end = now + kg / density;
  const seconds = (density * (end ** 1.5 - now ** 1.5)) / (1.5 * Math.sqrt(reference) * referenceRateKgPerS);
  return { seconds, kg };
}

export function band(values: number[]): Band {
  values.sort((x, y) => x - y);
  const at = (probability: number) =>
    values[Math.min(values.length - 1, Math.floor(probability * values.length))]!;
  return { median: at(0.5), p05: at(0.05), p95: at(0.95) };
}
