import type { LoopHardware } from "../vehicle/index.ts";
import type { LoopDescription } from "../vehicle/loop-description.ts";
import { tapsOf } from "../watch/place/tap.ts";

/** Units in which the loops' channels are wanted: a source that names another unit of the same kind is converted. */
export function unitsOfChannels(
  loops: readonly LoopDescription[],
  hardware: ReadonlyMap<string, LoopHardware> = new Map(),
): Map<string, string> {
  const units = new Map<string, string>();
  for (const loop of loops) {
    const own = hardware.get(loop.id);
    for (const { channel, unit } of own === undefined ? [] : tapsOf(own)) units.set(channel, unit);
    units.set(loop.inventoryChannel, loop.inventoryUnit);
    for (const { channel, unit } of [...loop.explainedBy, ...(loop.witnesses ?? [])])
      units.set(channel, unit);
  }
  return units;
}
