import { existsSync, statSync } from "node:fs";
import { type OpenedCase, openCase } from "../incident/index.ts";
import { openSource } from "../telemetry/open-source.ts";
import { openRecording } from "../telemetry/recording/index.ts";
import { InputError, type TelemetrySource } from "../telemetry/sample.ts";
import type { LoopHardware } from "../vehicle/index.ts";
import type { LoopDescription, VehicleDescription } from "../vehicle/loop-description.ts";
import { planWatch } from "../watch/index.ts";
import { caseFile, namedCase, shippedCases } from "./cases.ts";
import { unitsOfChannels } from "./channel-units.ts";
import { fittingDescription } from "./fitting-description.ts";
import { chooseLoops, loadVehicle } from "./vehicles.ts";

/** Telemetry with the loops to be watched in it. */
export interface Input {
  readonly source: TelemetrySource;
  readonly loops: LoopDescription[];
  /** Hardware of the loops by their ids, where their vehicle file describes any. */
  readonly hardware: ReadonlyMap<string, LoopHardware>;
  readonly syntheticNote: string | null;
  /** The case, where the source is one. */
  readonly opened: OpenedCase | null;
}

export interface InputFlags {
  readonly vehicle?: string;
  readonly case?: string;
  readonly loop?: readonly string[];
  readonly lenient?: boolean;
  readonly seed?: string;
}

export const DEFAULT_VEHICLE = "iss";

/** Opens what the command line names as a source: a recording, a folder of one, standard input, or a shipped case. */
export async function openInput(location: string, flags: InputFlags): Promise<Input> {
  const file = caseFile(location);
  if (file !== undefined) {
    if (flags.vehicle !== undefined)
      throw new InputError("a case brings its own vehicles: leave --vehicle out");
    if (flags.case !== undefined) throw new InputError(`"${location}" is a case itself: leave --case out`);
    const opened = openCase(file, flags.seed === undefined ? {} : { seed: readSeed(flags.seed) });
    const loops = chooseLoops({ id: opened.incident.id, loops: opened.loops }, flags.loop);
    return { source: opened.source, loops, hardware: opened.hardware, syntheticNote: opened.note, opened };
  }
  if (flags.seed !== undefined)
    throw new InputError(`--seed is for a case, whose telemetry is made; "${location}" is none`);
  const { loops, hardware, syntheticNote } = describedLoops(flags);
  const source = await openTelemetry(location, loops, flags.lenient ?? false, hardware);
  return { source, loops, hardware, syntheticNote, opened: null };
}

function describedLoops(flags: InputFlags): Pick<Input, "loops" | "hardware" | "syntheticNote"> {
  if (flags.case === undefined) {
    const vehicle = loadVehicle(flags.vehicle ?? DEFAULT_VEHICLE);
    const loops = watchable(chooseLoops(vehicle, flags.loop));
    return { loops, hardware: hardwareOf(vehicle), syntheticNote: null };
  }
  if (flags.vehicle !== undefined)
    throw new InputError("--case brings the case's own vehicles: leave --vehicle out");
  const opened = openCase(namedCase(flags.case));
  const loops = chooseLoops({ id: opened.incident.id, loops: opened.loops }, flags.loop);
  return { loops, hardware: opened.hardware, syntheticNote: opened.note };
}

/** Hardware of a vehicle's loops by their ids; empty for a watch-only file. */
function hardwareOf({ twin }: VehicleDescription): ReadonlyMap<string, LoopHardware> {
  return new Map(twin?.loops.map(({ id }) => [id, { twin, loop: id, channelPrefix: "" }]));
}

/** The same loops. Fails for one whose description leaves the watch without a scale to judge by. */
function watchable(loops: LoopDescription[]): LoopDescription[] {
  for (const loop of loops) {
    try {
      planWatch(loop);
    } catch (problem) {
      if (!(problem instanceof RangeError)) throw problem;
      throw new InputError(`loop "${loop.id}": ${problem.message}; write it into the vehicle file`);
    }
  }
  return loops;
}

/** Opens a recording, a folder of one, or standard input; with loops, their channels are wanted in their units. */
export async function openTelemetry(
  location: string,
  loops: readonly LoopDescription[] | null,
  lenient = false,
  hardware: Input["hardware"] = new Map(),
): Promise<TelemetrySource> {
  if (location !== "-" && !existsSync(location)) {
    throw new InputError(
      `"${location}" is neither a file, a folder, nor a shipped case; shipped are ${shippedCases().join(", ")}`,
    );
  }
  if (location !== "-" && statSync(location).isDirectory()) return openRecording(location);
  const options = { ...(loops && { units: unitsOfChannels(loops, hardware) }), ...(lenient && { lenient }) };
  try {
    return await openSource(location, options);
  } catch (problem) {
    // A wide table is refused at its header; a plain file can be looked at again for the vehicle that would fit.
    const names = location === "-" || !loops ? [] : await namesInHeader(location);
    throw withFittingDescription(problem, names);
  }
}

async function namesInHeader(location: string): Promise<readonly string[]> {
  return openSource(location).then(
    ({ channels }) => channels.names,
    () => [],
  );
}

/** True once the inventory channel of a loop has been met in the source. */
export function someLoopReported({ source, loops }: Pick<Input, "source" | "loops">): boolean {
  return loops.some(({ inventoryChannel }) => source.channels.find(inventoryChannel) !== undefined);
}

/** Fails if a source that has been read to its end brought none of the loops: nothing was watched at all. */
export function checkSomeLoopReported({ source, loops }: Pick<Input, "source" | "loops">): void {
  if (someLoopReported({ source, loops })) return;
  const { names } = source.channels;
  const wanted = loops.map(({ inventoryChannel }) => inventoryChannel);
  const problem = new InputError(
    `${source.name}: unknown channels: it has ${some(names) || "none"}, and none of the inventory channels ${some(wanted)}`,
  );
  throw withFittingDescription(problem, names);
}

/** The problem, with the name of the shipped description whose channels these are, if there is one. */
export function withFittingDescription(problem: unknown, names: readonly string[]): unknown {
  if (!(problem instanceof InputError) || names.length === 0) return problem;
  const fitting = fittingDescription(names);
  return fitting === undefined
    ? problem
    : new InputError(`${problem.message}; its channels are those of ${fitting}`);
}

function some(names: readonly string[]): string {
  return `${names.slice(0, 4).join(", ")}${names.length > 4 ? ", ..." : ""}`;
}

function readSeed(text: string): number {
  const seed = Number(text);
  if (/^\d+$/.test(text.trim()) && Number.isSafeInteger(seed)) return seed;
  throw new InputError(`--seed "${text}" is not a whole number from 0 up`);
}
