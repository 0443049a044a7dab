import { compileCoolant } from "./compile-coolant.ts";
import type { Coolant } from "./coolant.ts";
import type { CoolantDescription } from "./coolant-description.ts";
import { coolantTables } from "./coolant-tables.generated.ts";

/** Names of the coolants in the library, sorted. */
export const coolantIds: readonly string[] = coolantTables.map((table) => table.id).sort();

/** The library's file of a coolant. Throws a RangeError that lists the coolants there are. */
export function coolantDescription(id: string): CoolantDescription {
  const found = coolantTables.find((table) => table.id === id);
  if (found === undefined)
    throw new RangeError(`coolant "${id}" is not in the library; it has ${coolantIds.join(", ")}`);
  return found;
}

const compiled = new Map<string, Coolant>();

/**
 * A fresh coolant of the library, with its own record of excursions. Mixtures take the mass fraction of their solute.
 *
 * @example coolantNamed("ammonia").vapourPressure(276) // 476 kPa
 * @example coolantNamed("propylene-glycol-water", 0.4).freezingTemperatureK // 252 K
 */
export function coolantNamed(id: string, massFraction?: number): Coolant {
  const key = `${id} ${massFraction ?? ""}`;
  let coolant = compiled.get(key);
  if (coolant === undefined) {
    coolant = compileCoolant(coolantDescription(id), massFraction);
    compiled.set(key, coolant);
  }
  return coolant.fresh();
}
