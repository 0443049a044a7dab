import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readVehicle } from "../vehicle/index.ts";
import { unitsOfChannels } from "./channel-units.ts";

test("every channel that a vehicle file names has its unit: inventory, what explains it, and other sensors of it", () => {
  const text = readFileSync("library/vehicles/progress-ms.yaml", "utf8");
  const outcome = readVehicle(text, "progress-ms.yaml");
  if (!outcome.ok) throw new Error(outcome.problems.join("\n"));
  expect([...unitsOfChannels(outcome.vehicle.loops)]).toEqual([
    ["P-ext-1", "kgf/cm2"],
    ["T-ext-1", "degC"],
    ["P-ext-2", "kgf/cm2"],
  ]);
});
