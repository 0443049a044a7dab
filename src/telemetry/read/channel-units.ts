import { type Unit, unitTable } from "../../units/index.ts";

/** Straight line from the unit of a file to the unit of the vehicle file; `same` where nothing is to be done. */
export interface Conversion {
  readonly same: boolean;
  readonly scale: number;
  readonly shift: number;
}

export const SAME: Conversion = { same: true, scale: 1, shift: 0 };

/**
 * How values in unit `found` become values in unit `wanted`. Equal spellings need no table, so units that only a vehicle
 * knows (such as "%?") pass. Returns a sentence where the two cannot be converted.
 */
export function conversion(found: string, wanted: string): Conversion | string {
  if (found === wanted) return SAME;
  const from: Unit | undefined = unitTable[found];
  const to: Unit | undefined = unitTable[wanted];
  if (from === undefined) return `unit "${found}" is not known; write it as "${wanted}"`;
  if (to === undefined)
    return `unit "${found}" cannot be turned into "${wanted}", which is not in the unit table`;
  if (from.dimension !== to.dimension)
    return `unit "${found}" measures ${from.dimension}, and the vehicle file expects "${wanted}" (${to.dimension}); correct the unit or the channel`;
  const scale = from.factor / to.factor;
  return { same: false, scale, shift: (from.offset ?? 0) * scale - (to.offset ?? 0) };
}
