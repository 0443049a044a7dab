import { toSi } from "../units/index.ts";
import type { InventoryReading, LoopDescription } from "../vehicle/loop-description.ts";

/**
 * The inventory channel turned into an amount that a constant hole lowers at a constant rate, which is what the test looks for.
 *
 * - pressure proxy, accumulator quantity: the channel itself, in its own unit.
 * - gas pressure: with isothermal gas V = Vref pref / p, a hole of area A to vacuum gives V^(3/2) - Vref^(3/2) =
 *   (3/2) Cd A sqrt(2 pref Vref / rho) t (science note 7.3), so the amount -rho (V^(3/2) - Vref^(3/2)) / ((3/2) sqrt(Vref))
 *   in kilograms is an exact ramp whose slope is the leak rate at the reference pressure.
 */
export interface Observation {
  readonly amount: number;
  /** d amount / d channel at this reading: noise in the channel times this is noise in the amount. */
  readonly slope: number;
}

/** A channel, and how the inventory shows in it. */
export type InventoryLaw = Pick<LoopDescription, "inventory" | "inventoryUnit">;

/** Pressure in pascals of a reading in the channel's unit. */
export function pressurePa(loop: InventoryLaw, reading: number): number {
  return toSi(reading, loop.inventoryUnit);
}

export function observe(loop: InventoryLaw, referenceReading: number, reading: number): Observation {
  const { inventory } = loop;
  if (inventory.kind !== "gas-pressure") return { amount: reading, slope: 1 };
  const referencePa = pressurePa(loop, referenceReading);
  // A sensor on a drained loop may read zero or below: the amount stays finite, and is not used there (see size).
  const pa = Math.max(pressurePa(loop, reading), 1e-3 * referencePa);
  const volume = inventory.gasVolumeM3.value;
  const density = inventory.densityKgPerM3.value;
  const expansion = referencePa / pa; // V / Vref
  const amount = (-density * volume * (expansion ** 1.5 - 1)) / 1.5;
  const perPa = (density * volume * expansion ** 1.5) / pa;
  return { amount, slope: perPa * toSi(1, loop.inventoryUnit, "temperatureDifference") };
}

/** Pressure below which the gas cushion is certainly spent: what is measured then is vapour pressure, not gas. */
export function cushionSpentPa(
  inventory: Extract<InventoryReading, { kind: "gas-pressure" }>,
  referencePa: number,
): number {
  const { gasVolumeM3, accumulatorLiquidM3, vapourPressurePa } = inventory;
  const lowestOnGas = (referencePa * gasVolumeM3.low) / (gasVolumeM3.low + accumulatorLiquidM3.high);
  return Math.min(0.9 * lowestOnGas, Math.max(2 * vapourPressurePa.high, 0.1 * referencePa));
}

/** Pressure above which the gas certainly still drives the leak: below it the accumulator may have reached its stop. */
export function cushionHoldsPa(
  { gasVolumeM3, accumulatorLiquidM3 }: Extract<InventoryReading, { kind: "gas-pressure" }>,
  referencePa: number,
): number {
  return (referencePa * gasVolumeM3.high) / (gasVolumeM3.high + accumulatorLiquidM3.low);
}
