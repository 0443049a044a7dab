import { unitTable } from "../../../src/units/unit-table.ts";

export const pressureUnits = ["kPa", "kgf/cm2", "psi"] as const;
export type PressureUnit = (typeof pressureUnits)[number];

export const rateUnits = ["g/s", "kg/day", "lb/day"] as const;
export type RateUnit = (typeof rateUnits)[number];

/** What people mean by their units: one choice sets them all, single ones can still be changed. */
export const unitSystems = {
  SI: { name: "SI: kPa, g/s, kg", pressureUnit: "kPa", rateUnit: "g/s" },
  US: { name: "US: psi, lb/day, lb", pressureUnit: "psi", rateUnit: "lb/day" },
  kgf: { name: "kgf/cm², kg/day, kg", pressureUnit: "kgf/cm2", rateUnit: "kg/day" },
} as const satisfies Record<string, { name: string; pressureUnit: PressureUnit; rateUnit: RateUnit }>;
export type UnitSystem = keyof typeof unitSystems;

/** The system that both units belong to; null where they were chosen apart. */
export const systemOf = (pressureUnit: PressureUnit, rateUnit: RateUnit): UnitSystem | null =>
  (Object.keys(unitSystems) as UnitSystem[]).find(
    (name) => unitSystems[name].pressureUnit === pressureUnit && unitSystems[name].rateUnit === rateUnit,
  ) ?? null;

/** How to show kilograms beside pressures in the reader's unit: whoever reads psi reads pounds. */
export const massReading = (wanted: PressureUnit): { readonly factor: number; readonly unit: string } =>
  wanted === "psi" ? { factor: 1 / unitTable.lb!.factor, unit: "lb" } : { factor: 1, unit: "kg" };

/** How a unit is written for a reader. */
export const unitWord = (unit: string): string =>
  unit === "kgf/cm2" ? "kgf/cm²" : unit === "percent" ? "%" : unit;

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
