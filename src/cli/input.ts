import { existsSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { listCases, type OpenedCase, openCase } from "../incident/index.ts";
import { openSource } from "../telemetry/open-source.ts";
import { openRecording } from "../telemetry/recording/index.ts";
import { InputError, type TelemetrySource } from "../telemetry/sample.ts";
import type { LoopDescription } from "../vehicle/loop-description.ts";
import { unitsOfChannels } from "./channel-units.ts";
import { chooseLoops, libraryFolder, loadVehicle } from "./vehicles.ts";

/** Telemetry with the loops to be watched in it. */
export interface Input {
  readonly source: TelemetrySource;
  readonly loops: LoopDescription[];
  readonly syntheticNote: string | null;
  /** The case, where the source is one. */
  readonly opened: OpenedCase | null;
}

export interface InputFlags {
  readonly vehicle?: string;
  readonly loop?: readonly string[];
  readonly lenient?: boolean;
  readonly seed?: string;
}

const DEFAULT_VEHICLE = "iss";
const casesFolder = join(libraryFolder, "incidents");

/** Names under which the shipped cases are opened. */
export function shippedCases(): string[] {
  return listCases(casesFolder).map((path) => basename(path, ".yaml"));
}

/** The path of the case that a name or a part of it stands for; undefined if it is not a case. */
export function caseFile(location: string): string | undefined {
  if (location !== "-" && existsSync(location)) return location.endsWith(".yaml") ? location : undefined;
  const matches = shippedCases().filter((name) => name === location || name.endsWith(`-${location}`));
  return matches.length === 1 ? join(casesFolder, `${matches[0]}.yaml`) : undefined;
}

/** Opens what the command line names as a source: a recording, a folder of one, standard input, or a shipped case. */
export async function openInput(location: string, flags: InputFlags): Promise<Input> {
  const file = caseFile(location);
  if (file !== undefined) {
    if (flags.vehicle !== undefined)
      throw new InputError("a case brings its own vehicles: leave --vehicle out");
    const opened = openCase(file, flags.seed === undefined ? {} : { seed: readSeed(flags.seed) });
    const loops = chooseLoops({ id: opened.incident.id, loops: opened.loops }, flags.loop);
    return { source: opened.source, loops, syntheticNote: opened.note, opened };
  }
  const loops = chooseLoops(loadVehicle(flags.vehicle ?? DEFAULT_VEHICLE), flags.loop);
  const options = { units: unitsOfChannels(loops), ...(flags.lenient && { lenient: true }) };
  const isFolder = location !== "-" && existsSync(location) && statSync(location).isDirectory();
  if (location !== "-" && !existsSync(location)) {
    throw new InputError(
      `"${location}" is neither a file, a folder, nor a shipped case; shipped are ${shippedCases().join(", ")}`,
    );
  }
  const source = isFolder ? await openRecording(location) : await openSource(location, options);
  return { source, loops, syntheticNote: null, opened: null };
}

function readSeed(text: string): number {
  const seed = Number(text);
  if (Number.isSafeInteger(seed) && seed >= 0) return seed;
  throw new InputError(`--seed "${text}" is not a whole number from 0 up`);
}
