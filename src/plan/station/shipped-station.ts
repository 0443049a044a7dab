import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { readStation } from "./read-station.ts";
import type { Station } from "./station.ts";

/** Where the shipped station is: December 2022 to September 2023. */
export const shippedStation = fileURLToPath(
  new URL("../../../library/stations/iss-2022-12_2023-09.yaml", import.meta.url),
);

/** Reads a station file from disk. Throws with every problem in it. */
export function loadStation(path: string = shippedStation): Station {
  const outcome = readStation(readFileSync(path, "utf8"), path === shippedStation ? basename(path) : path);
  if (outcome.ok) return outcome.value;
  throw new Error(outcome.problems.join("\n"));
}
