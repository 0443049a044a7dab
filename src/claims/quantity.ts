import { type Dimension, fromSi } from "../units/index.ts";

/** Which model says what a quantity is. `recorded` has none: only the record speaks. */
export type ModelName = "emptying" | "heat" | "free-flight" | "impact" | "drain" | "recorded";

/** A quantity that a statement may be about. */
export interface Quantity {
  readonly name: string;
  readonly dimension: Dimension;
  readonly unit: string;
  readonly model: ModelName;
  /**
   * What somebody who knows nothing might say: log-uniform or uniform over this range, SI. A statement is compared with
   * this, so it is wide on purpose.
   */
  readonly reference: { readonly low: number; readonly high: number; readonly log: boolean };
}

const log = (low: number, high: number) => ({ low, high, log: true });
const even = (low: number, high: number) => ({ low, high, log: false });
const DEGREES = even(273.15, 373.15);
const DURATION = log(60, 30 * 86_400);

/** Everything a claims file can name, with the reference range of each. */
export const QUANTITIES: Readonly<Record<string, Quantity>> = {
  "external.hole-diameter": {
    name: "hole",
    dimension: "length",
    unit: "mm",
    model: "emptying",
    reference: log(1e-4, 2e-2),
  },
  "external.pressure": {
    name: "pressure of the loop",
    dimension: "pressure",
    unit: "kPa",
    model: "emptying",
    reference: log(3e4, 1e6),
  },
  "external.charge": {
    name: "coolant in the loop",
    dimension: "mass",
    unit: "kg",
    model: "emptying",
    reference: log(10, 100),
  },
  "external.volume": {
    name: "volume of the loop",
    dimension: "volume",
    unit: "L",
    model: "emptying",
    reference: log(0.01, 0.15),
  },
  "external.inventory": {
    name: "coolant left",
    dimension: "mass",
    unit: "kg",
    model: "emptying",
    reference: even(0, 36),
  },
  "external.lost-fraction": {
    name: "coolant lost",
    dimension: "fraction",
    unit: "%",
    model: "emptying",
    reference: even(0, 1),
  },
  "external.leak-rate": {
    name: "leak rate",
    dimension: "massFlow",
    unit: "g/s",
    model: "emptying",
    reference: log(1e-5, 1),
  },
  "external.emptying-time": {
    name: "time to lose 90 %",
    dimension: "time",
    unit: "h",
    model: "emptying",
    reference: DURATION,
  },
  "habitable.temperature": {
    name: "habitable part",
    dimension: "temperature",
    unit: "degC",
    model: "heat",
    reference: DEGREES,
  },
  "instrument.temperature": {
    name: "instrument compartment",
    dimension: "temperature",
    unit: "degC",
    model: "heat",
    reference: DEGREES,
  },
  "free-flight.temperature": {
    name: "cabin in free flight",
    dimension: "temperature",
    unit: "degC",
    model: "free-flight",
    reference: DEGREES,
  },
  "free-flight.saturation-time": {
    name: "time to saturated air",
    dimension: "time",
    unit: "min",
    model: "free-flight",
    reference: log(60, 86_400),
  },
  "impact.speed": {
    name: "impact speed",
    dimension: "speed",
    unit: "km/s",
    model: "impact",
    reference: log(1e3, 72e3),
  },
  "drain.rate": {
    name: "leak rate",
    dimension: "massFlow",
    unit: "lb/day",
    model: "drain",
    reference: log(1e-9, 1e-3),
  },
  "drain.margin": {
    name: "coolant to spare",
    dimension: "mass",
    unit: "lb",
    model: "drain",
    reference: log(0.1, 100),
  },
  "drain.time-to-limit": {
    name: "time to the limit",
    dimension: "time",
    unit: "h",
    model: "drain",
    reference: log(600, 20 * 365.25 * 86_400),
  },
  "skin.hole-diameter": {
    name: "hole in the skin",
    dimension: "length",
    unit: "mm",
    model: "recorded",
    reference: log(1e-4, 2e-2),
  },
};

/** A window of values, SI; either end may be infinite. */
export interface Window {
  readonly low: number;
  readonly high: number;
}

/** Share of the reference range that lies in a window. */
export function referenceShare({ reference }: Quantity, window: Window): number {
  const at = (value: number) => {
    const { low, high, log: onLog } = reference;
    const part = onLog
      ? Math.log(Math.max(value, 1e-300) / low) / Math.log(high / low)
      : (value - low) / (high - low);
    return Math.min(1, Math.max(0, part));
  };
  return at(window.high) - at(window.low);
}

/** "About" without a tolerance: 10 % either way on a log scale, 2.5 % of the reference range on a plain one. */
export function defaultWindow({ reference }: Quantity, value: number, withinSi?: number): Window {
  const { low, high, log: onLog } = reference;
  const half = withinSi ?? (onLog ? 0.1 * value : 0.025 * (high - low));
  return { low: value - half, high: value + half };
}

/** A value in the unit that people read it in. */
export function shown(quantity: Quantity, si: number): string {
  const value = fromSi(si, quantity.unit, quantity.dimension);
  if (Math.abs(si) < 1e-9 * quantity.reference.high || Math.abs(value) < 1e-9) return "0";
  const size = Math.abs(value);
  if (size < 0.01 || size >= 1e5) return value.toExponential(1);
  return Number(value.toPrecision(size >= 100 ? 3 : 2)).toString();
}
