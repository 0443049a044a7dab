import { unitTable } from "../../../src/units/unit-table.ts";

export const pressureUnits = ["kPa", "kgf/cm2", "psi"] as const;
export type PressureUnit = (typeof pressureUnits)[number];

export const rateUnits = ["g/s", "kg/day", "lb/day"] as const;
export type RateUnit = (typeof rateUnits)[number];

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
