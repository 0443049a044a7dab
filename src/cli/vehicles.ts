import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { InputError } from "../telemetry/sample.ts";
import { readVehicle } from "../vehicle/index.ts";
import type { LoopDescription, VehicleDescription } from "../vehicle/loop-description.ts";

/** The library of vehicles, incidents and coolants that ships with the package. */
export const libraryFolder = fileURLToPath(new URL("../../library/", import.meta.url));

/** Names of the shipped vehicle files. */
export function shippedVehicles(): string[] {
  return readdirSync(join(libraryFolder, "vehicles"))
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => basename(name, ".yaml"));
}

/** Where a vehicle file is: a path, or the name of a shipped one. */
export function vehiclePath(nameOrPath: string): string {
  const shipped = join(libraryFolder, "vehicles", `${nameOrPath}.yaml`);
  const path = existsSync(nameOrPath) ? nameOrPath : shipped;
  if (existsSync(path)) return path;
  throw new InputError(
    `vehicle "${nameOrPath}" is neither a file nor shipped; shipped are ${shippedVehicles().join(", ")}`,
  );
}

/** Reads a vehicle file: a path, or the name of a shipped one. */
export function loadVehicle(nameOrPath: string): VehicleDescription {
  const path = vehiclePath(nameOrPath);
  const isShipped = path.startsWith(libraryFolder);
  const outcome = readVehicle(readFileSync(path, "utf8"), isShipped ? basename(path) : path);
  if (!outcome.ok) throw new InputError(outcome.problems.join("\n"));
  return outcome.vehicle;
}

/** The loops to watch: all of them, or those named. */
export function chooseLoops(
  vehicle: Pick<VehicleDescription, "id" | "loops">,
  names: readonly string[] | undefined,
): LoopDescription[] {
  if (names === undefined || names.length === 0) return [...vehicle.loops];
  return names.map((name) => {
    const loop = vehicle.loops.find(({ id }) => id === name);
    if (loop) return loop;
    const known = vehicle.loops.map(({ id }) => id).join(", ");
    throw new InputError(`${vehicle.id} has no loop "${name}"; it has ${known}`);
  });
}
