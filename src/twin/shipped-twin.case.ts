import { readdirSync, readFileSync } from "node:fs";
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

/** Names of all shipped twin files. */
export function shippedTwinNames(): string[] {
  const folder = new URL("../../library/vehicles/", import.meta.url);
  return readdirSync(folder)
    .filter((file) => /^kind: twin$/m.test(readFileSync(new URL(file, folder), "utf8")))
    .map((file) => file.replace(/\.yaml$/, ""));
}
