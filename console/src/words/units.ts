import { unitTable } from "../../../src/units/unit-table.ts";
import { writtenUnit as unitWord } from "../../../src/units/written-unit.ts";

export { unitWord };

export const pressureUnits = ["kPa", "kgf/cm2", "psi"] as const;
export type PressureUnit = (typeof pressureUnits)[number];

export const rateUnits = ["g/s", "kg/day", "lb/day"] as const;
export type RateUnit = (typeof rateUnits)[number];

/** What people mean by their units: one choice sets them all, single ones can still be changed. */
export const unitSystems = {
  SI: { name: "SI: kPa, g/s, kg, °C", pressureUnit: "kPa", rateUnit: "g/s" },
  US: { name: "US: psi, lb/day, lb, °F", pressureUnit: "psi", rateUnit: "lb/day" },
  kgf: { name: "kgf/cm², kg/day, kg, °C", pressureUnit: "kgf/cm2", rateUnit: "kg/day" },
} as const satisfies Record<string, { name: string; pressureUnit: PressureUnit; rateUnit: RateUnit }>;
export type UnitSystem = keyof typeof unitSystems;

/** The system that both units belong to; null where they were chosen apart. */
export const systemOf = (pressureUnit: PressureUnit, rateUnit: RateUnit): UnitSystem | null =>
  (Object.keys(unitSystems) as UnitSystem[]).find(
    (name) => unitSystems[name].pressureUnit === pressureUnit && unitSystems[name].rateUnit === rateUnit,
  ) ?? null;

/** The units that a reader has chosen. */
export interface ReaderUnits {
  readonly pressureUnit: PressureUnit;
  readonly rateUnit: RateUnit;
}

/** The unit in which a reader of these units wants what comes in another: whoever reads psi reads pounds and degrees Fahrenheit. Holes are in mm everywhere. */
export function readersUnit(deliveredIn: string, { pressureUnit, rateUnit }: ReaderUnits): string {
  const us = pressureUnit === "psi";
  switch (unitTable[deliveredIn]?.dimension) {
    case "pressure":
      return pressureUnit;
    case "temperature":
      return us ? "degF" : "degC";
    case "mass":
      return us ? "lb" : "kg";
    case "massFlow":
      return rateUnit;
    default:
      return deliveredIn;
  }
}

/** How a quantity is turned into the reader's unit: a value with its zero, a difference without. */
export interface Turned {
  readonly unit: string;
  readonly of: (value: number) => number;
  readonly differenceUnit: string;
  readonly ofDifference: (value: number) => number;
}

/** How what is delivered in one unit of the table is shown to a reader; units that are in no table stay as they are. */
export function turnedFor(deliveredIn: string, units: ReaderUnits): Turned {
  const wanted = readersUnit(deliveredIn, units);
  const [from, to] = [unitTable[deliveredIn], unitTable[wanted]];
  const word = unitWord(wanted);
  if (from === undefined || to === undefined)
    return { unit: word, of: (value) => value, differenceUnit: word, ofDifference: (value) => value };
  const factor = from.factor / to.factor;
  return {
    unit: word,
    of: (value) => (value + (from.offset ?? 0)) * factor - (to.offset ?? 0),
    // A difference of degrees Celsius is one of kelvins.
    differenceUnit: wanted === "degC" ? "K" : word,
    ofDifference: (value) => value * factor,
  };
}

/** How to show kilograms beside pressures in the reader's unit: whoever reads psi reads pounds. */
export const massReading = (wanted: PressureUnit): { readonly factor: number; readonly unit: string } =>
  wanted === "psi" ? { factor: 1 / unitTable.lb!.factor, unit: "lb" } : { factor: 1, unit: "kg" };

export interface Reading {
  /** Multiplies a value as delivered into the reader's unit. */
  readonly factor: number;
  readonly unit: string;
  readonly quantity: string;
}

/** How to show a loop's inventory channel: pressures in the reader's unit, all else as delivered. */
export function inventoryReading(deliveredIn: string, wanted: PressureUnit): Reading {
  const from = unitTable[deliveredIn];
  const to = unitTable[wanted];
  if (from?.dimension === "pressure" && to !== undefined)
    return { factor: from.factor / to.factor, unit: unitWord(wanted), quantity: "Pressure" };
  return { factor: 1, unit: unitWord(deliveredIn), quantity: "Quantity" };
}

/** Multiplies kg/s into the reader's unit. */
export const rateFactor = (wanted: RateUnit): number => 1 / unitTable[wanted]!.factor;
