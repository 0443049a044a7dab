import { openSource } from "../telemetry/open-source.ts";
import type { TelemetrySource } from "../telemetry/sample.ts";
import type { LoopDescription } from "../vehicle/loop-description.ts";
import { unitsOfChannels } from "./channel-units.ts";
import { chooseLoops, loadVehicle } from "./vehicles.ts";

/** Telemetry with the loops to be watched in it. */
export interface Input {
  readonly source: TelemetrySource;
  readonly loops: LoopDescription[];
  readonly syntheticNote: string | null;
  /** Part read so far, where it can be known. */
  readonly progress?: () => number | null;
}

export interface InputFlags {
  readonly vehicle?: string;
  readonly loop?: readonly string[];
  readonly lenient?: boolean;
  readonly seed?: string;
}

const DEFAULT_VEHICLE = "iss";

/** Opens what the command line names as a source: a recording, a folder of one, standard input, or a shipped case. */
export async function openInput(location: string, flags: InputFlags): Promise<Input> {
  const vehicle = loadVehicle(flags.vehicle ?? DEFAULT_VEHICLE);
  const loops = chooseLoops(vehicle, flags.loop);
  const source = await openSource(location, {
    units: unitsOfChannels(loops),
    ...(flags.lenient && { lenient: true }),
  });
  return { source, loops, syntheticNote: null };
}
