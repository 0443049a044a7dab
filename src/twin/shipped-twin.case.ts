import { readdirSync, readFileSync } from "node:fs";
import { readVehicle, type VehicleDescription } from "../vehicle/index.ts";
import type { TwinDescription } from "../vehicle/twin/twin-description.ts";

/** A shipped vehicle file, read. */
export function shippedVehicle(name: string): VehicleDescription {
  const text = readFileSync(new URL(`../../library/vehicles/${name}.yaml`, import.meta.url), "utf8");
  const outcome = readVehicle(text, `${name}.yaml`);
  if (!outcome.ok) throw new Error(outcome.problems.join("\n"));
  return outcome.vehicle;
}

/** The hardware of a shipped twin file. */
export function shippedTwin(name: string): TwinDescription {
  const { twin } = shippedVehicle(name);
  if (twin === undefined) throw new Error(`${name} is not a twin file`);
  return twin;
}

/** Names of all shipped twin files. */
export function shippedTwinNames(): string[] {
  const folder = new URL("../../library/vehicles/", import.meta.url);
  return readdirSync(folder)
    .filter((file) => /^kind: twin$/m.test(readFileSync(new URL(file, folder), "utf8")))
    .map((file) => file.replace(/\.yaml$/, ""));
}
