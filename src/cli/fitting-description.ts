import { openCase } from "../incident/index.ts";
import type { LoopDescription } from "../vehicle/loop-description.ts";
import { namedCase, shippedCases } from "./cases.ts";
import { loadVehicle, shippedVehicles } from "./vehicles.ts";

/**
 * The shipped vehicle or case (or several, if equal) most of whose loops have their inventory channel among these names, as words with the option
 * that chooses it: `vehicle "iss": add --vehicle iss`. Undefined if none has any.
 */
export function fittingDescription(names: readonly string[]): string | undefined {
  const known = new Set(names);
  const found = (loops: readonly LoopDescription[]) =>
    loops.filter(({ inventoryChannel }) => known.has(inventoryChannel)).length;
  const ranked = [
    ...shippedVehicles().map((id) => ({
      words: `vehicle "${id}": add --vehicle ${id}`,
      loops: found(loadVehicle(id).loops),
    })),
    ...shippedCases().map((id) => ({
      words: `case "${id}": add --case ${id}`,
      loops: found(openCase(namedCase(id)).loops),
    })),
  ].toSorted((a, b) => b.loops - a.loops);
  const best = ranked.filter(({ loops }) => loops > 0 && loops === ranked[0]!.loops);
  return best.length === 0 ? undefined : best.map(({ words }) => words).join(", or ");
}
