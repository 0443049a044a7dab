import { toSi } from "../../units/index.ts";
import type { InventoryReading, LoopDescription, NoiseDescription } from "../../vehicle/loop-description.ts";

/** Kilograms that one unit of a gauge is worth at its reference reading; null where the loop's hardware is not public. */
function kgPerUnit(inventory: InventoryReading, unit: string): number | null {
  switch (inventory.kind) {
    case "pressure-proxy":
      return null;
    case "accumulator-quantity":
      return inventory.massPerPercentKg?.value ?? null;
    case "gas-pressure": {
      const { densityKgPerM3, gasVolumeM3, gasPressurePa } = inventory;
      const perPa = (densityKgPerM3.value * gasVolumeM3.value) / gasPressurePa.value;
      return perPa * toSi(1, unit, "temperatureDifference");
    }
  }
}

const frameVariance = ({ white, step }: NoiseDescription): number => white ** 2 + step ** 2 / 12;

/**
 * The loop as one gauge: what several gauges of one inventory know together, if each adds noise of its own to the same drift,
 * wander and swing. Their mean weighted by inverse variance then loses nothing. Theory works on it; a loop of one gauge is
 * returned as it is. Gauges whose worth in kilograms is not public are left out.
 */
export function fuseGauges(loop: LoopDescription): LoopDescription {
  const own = kgPerUnit(loop.inventory, loop.inventoryUnit);
  let information = 1 / frameVariance(loop.noise);
  let fused = 0;
  for (const { unit, inventory, noise } of loop.witnesses ?? []) {
    if (unit === loop.inventoryUnit) information += 1 / frameVariance(noise ?? loop.noise);
    else {
      const other = inventory && kgPerUnit(inventory, unit);
      if (own === null || !other || !noise) continue;
      information += (own / other) ** 2 / frameVariance(noise);
    }
    fused++;
  }
  if (fused === 0) return loop;
  return { ...loop, noise: { ...loop.noise, step: 0, white: 1 / Math.sqrt(information) } };
}
