import type { LoopDescription } from "../vehicle/loop-description.ts";

/** Units in which the loops' channels are wanted: a source that names another unit of the same kind is converted. */
export function unitsOfChannels(loops: readonly LoopDescription[]): Map<string, string> {
  const units = new Map<string, string>();
  for (const loop of loops) {
    units.set(loop.inventoryChannel, loop.inventoryUnit);
    for (const { channel, unit } of [...loop.explainedBy, ...(loop.witnesses ?? [])])
      units.set(channel, unit);
  }
  return units;
}
