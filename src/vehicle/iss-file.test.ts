import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readVehicle } from "./read-vehicle.ts";

// Oracle: the catalogue of the public feed, with the steps seen in recordings. Steps agree within 2e-4 of themselves (the feed rounds to single precision).

const catalogue = new URL("../../../shared/data/iss-catalogue/isslive-items.json", import.meta.url);
const present = existsSync(catalogue);
if (!present) console.log("skipped: the catalogue of the public ISS feed is not beside the repository");

interface Item {
  readonly id: string;
  readonly loop?: string;
  readonly quantity?: string;
  readonly deliveredUnit?: string;
  readonly observed?: Record<string, { readonly smallestStep: number }>;
}

describe.skipIf(!present)("the station's vehicle file", () => {
  const items = new Map<string, Item>();
  if (present)
    for (const item of JSON.parse(readFileSync(catalogue, "utf8")).items as Item[]) items.set(item.id, item);
  const path = new URL("../../library/vehicles/iss.yaml", import.meta.url);
  const outcome = readVehicle(readFileSync(path, "utf8"), "iss.yaml");
  const loops = outcome.ok ? outcome.vehicle.loops : [];

  it("uses each of the feed's eighteen cooling channels once, for the loop it belongs to, in the unit it is delivered in", () => {
    const used: string[] = [];
    for (const loop of loops) {
      const channels = [{ channel: loop.inventoryChannel, unit: loop.inventoryUnit }, ...loop.explainedBy];
      for (const { channel, unit } of channels) {
        const item = items.get(channel);
        expect(item?.loop, channel).toBe(loop.id);
        expect(item?.deliveredUnit?.split(" ")[0], channel).toBe(unit);
        used.push(channel);
      }
    }
    expect(new Set(used).size).toBe(18);
    expect(used.length).toBe(18);
  });

  it("states the code steps that were recorded", () => {
    for (const { inventoryChannel, noise } of loops) {
      const steps = Object.values(items.get(inventoryChannel)?.observed ?? {}).map(
        ({ smallestStep }) => smallestStep,
      );
      expect(steps.length).toBeGreaterThan(0);
      for (const step of steps) expect(Math.abs(noise.step / step - 1), inventoryChannel).toBeLessThan(2e-4);
    }
  });
});
