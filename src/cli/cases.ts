import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { listCases, listIncidents } from "../incident/index.ts";
import { InputError } from "../telemetry/sample.ts";
import { libraryFolder } from "./vehicles.ts";

const casesFolder = join(libraryFolder, "incidents");

/** Names under which the shipped cases are opened. */
export function shippedCases(): string[] {
  return listCases(casesFolder).map((path) => basename(path, ".yaml"));
}

/**
 * The path of the case that a name or a part of it stands for; undefined if it is not a case. Cases that hold a record only are found
 * too: opening one says what it has.
 */
export function caseFile(location: string): string | undefined {
  if (location !== "-" && existsSync(location)) return location.endsWith(".yaml") ? location : undefined;
  const names = listIncidents(casesFolder).map((path) => basename(path, ".yaml"));
  const matches = names.filter((name) => name === location || name.endsWith(`-${location}`));
  return matches.length === 1 ? join(casesFolder, `${matches[0]}.yaml`) : undefined;
}

/** The path of the case that a name stands for. Fails where there is none. */
export function namedCase(name: string): string {
  const file = caseFile(name);
  if (file !== undefined) return file;
  throw new InputError(
    `case "${name}" is neither a file nor shipped; shipped are ${shippedCases().join(", ")}`,
  );
}
