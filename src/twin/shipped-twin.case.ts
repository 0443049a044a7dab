import { readFileSync } from "node:fs";
import { readVehicle } from "../vehicle/index.ts";
import type { TwinDescription } from "../vehicle/twin/twin-description.ts";

/** A shipped twin file, read. */
export function shippedTwin(name: string): TwinDescription {
  const text = readFileSync(new URL(`../../library/vehicles/${name}.yaml`, import.meta.url), "utf8");
  const outcome = readVehicle(text, `${name}.yaml`);
  if (!outcome.ok) throw new Error(outcome.problems.join("\n"));
  if (outcome.vehicle.twin === undefined) throw new Error(`${name} is not a twin file`);
  return outcome.vehicle.twin;
}
