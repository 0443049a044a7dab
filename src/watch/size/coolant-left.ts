import type { Band } from "../finding.ts";

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
}

const DRAWS = 256;
/** Most that films and pockets keep of a drained charge: an estimate. */
const RESIDUE_SHARE = 0.02;
/** Sequence of Roberts (2018): additive recurrence on powers of the root of x^5 = x + 1, evenly spread in four dimensions. */
const ROOT = 1.1673039782614187;
const STEPS = [1 / ROOT, 1 / ROOT ** 2, 1 / ROOT ** 3, 1 / ROOT ** 4] as const;

/**
 * Rate, hole, coolant left and time to empty as 90 % bands. The rate at the reference pressure comes as a posterior; gas volume,
 * charge and discharge coefficient are drawn from the ranges of the vehicle file, the same quasi-random draws every time.
 * Rate follows sqrt(pressure); after the cushion only vapour pressure drives, so the time to empty is two-stage.
 */
export function sizeLeak(
  inventory: GasPressure,
  course: LeakCourse,
  rateAt: (probability: number) => number,
): LeakSize {
  const rate: number[] = [];
  const hole: number[] = [];
  const left: number[] = [];
  const empty: number[] = [];
  const { referencePa } = course;
  const density = inventory.densityKgPerM3.value;
  for (let draw = 1; draw <= DRAWS; draw++) {
    const [u0, u1, u2, u3] = STEPS.map((step) => (draw * step) % 1) as [number, number, number, number];
    const gasFactor = between(inventory.gasVolumeM3, u1) / inventory.gasVolumeM3.value;
    const reference = gasFactor * rateAt(u0);
    const now = reference * Math.sqrt(Math.max(course.nowPa, 0) / referencePa);
    const vapour = between(inventory.vapourPressurePa, 0.5);
    const onVapour = reference * Math.sqrt(vapour / referencePa);
    const charge = between(inventory.chargeKg, u2);
    const lost = gasFactor * course.lostOnGasKg + reference * course.vapourDrivenS;
    const remaining = course.dry ? u2 * RESIDUE_SHARE * charge : Math.max(charge - lost, 0);
    const onGas = course.cushionSpent
      ? { seconds: 0, kg: 0 }
      : gasStage(inventory, course, gasFactor, reference, remaining);
    const area =
      reference / (between(inventory.dischargeCoefficient, u3) * Math.sqrt(2 * density * referencePa));
    rate.push(remaining > 0 ? now : 0);
    hole.push(Math.sqrt((4 * area) / Math.PI));
    left.push(remaining);
    empty.push(course.dry ? 0 : onGas.seconds + Math.max(remaining - onGas.kg, 0) / onVapour);
  }
  return {
    rateKgPerS: band(rate),
    holeDiameterM: band(hole),
    inventoryKg: band(left),
    timeToEmptyS: band(empty),
  };
}

/** What the gas will still push out, and how long that takes: closed form of V^(3/2) against time. */
function gasStage(
  inventory: GasPressure,
  course: LeakCourse,
  gasFactor: number,
  referenceRateKgPerS: number,
  remainingKg: number,
): { seconds: number; kg: number } {
  const density = inventory.densityKgPerM3.value;
  const reference = gasFactor * inventory.gasVolumeM3.value;
  const now = reference + (gasFactor * course.lostOnGasKg) / density;
  const stop = Math.max(reference + inventory.accumulatorLiquidM3.value, now);
  const kg = Math.min(density * (stop - now), remainingKg);
  const end = now + kg / density;
  const seconds = (density * (end ** 1.5 - now ** 1.5)) / (1.5 * Math.sqrt(reference) * referenceRateKgPerS);
  return { seconds, kg };
}

/** A draw from a range of the vehicle file: log-uniform between its ends where both are positive. */
function between(range: { low: number; high: number }, u: number): number {
  return range.low > 0 ? range.low * (range.high / range.low) ** u : range.low + u * (range.high - range.low);
}

function band(values: number[]): Band {
  values.sort((x, y) => x - y);
  const at = (probability: number) =>
    values[Math.min(values.length - 1, Math.floor(probability * values.length))]!;
  return { median: at(0.5), p05: at(0.05), p95: at(0.95) };
}
