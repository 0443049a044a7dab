import { InputError } from "../telemetry/sample.ts";
import { ExpectedReadings, loopsWithTwin, sourceWithTwin } from "../twin/expected/index.ts";
import { buildTwin, TwinError } from "../twin/index.ts";
import { allQuantities } from "../vehicle/index.ts";
import type { Input } from "./input.ts";
import { readDuration } from "./instant.ts";
import { readAction } from "./read-action.ts";
import { readSettings } from "./read-settings.ts";
import { loadVehicle } from "./vehicles.ts";

export interface TwinFlags {
  readonly twin?: boolean;
  readonly vehicle?: string;
  readonly action?: readonly string[];
  readonly set?: readonly string[];
  readonly settle?: string;
}

const DEFAULT_SETTLE = "12h";

/** The input with its vehicle's twin flying along, where that was asked for: what the twin expects is compensated for. */
export function withTwin(input: Input, flags: TwinFlags): Input {
  if (!flags.twin) {
    for (const option of ["action", "set", "settle"] as const)
      if (flags[option] !== undefined)
        throw new InputError(`--${option} tells the twin: give --twin as well`);
    return input;
  }
  const { twin } = flags.vehicle === undefined ? {} : loadVehicle(flags.vehicle);
  if (twin === undefined)
    throw new InputError(
      `--twin needs --vehicle with a twin file, such as soyuz-ms; ${flags.vehicle === undefined ? "no vehicle was named" : `${flags.vehicle} describes no hardware`}`,
    );
  try {
    const choice = readSettings(flags.set ?? [], allQuantities(twin), twin);
    const readings = new ExpectedReadings(buildTwin(twin, choice), input.loops, {
      actions: (flags.action ?? []).map(readAction),
      settleS: readDuration(flags.settle ?? DEFAULT_SETTLE, "--settle"),
    });
    if (readings.channels.length === 0)
      throw new InputError(
        `--twin: no loop that is watched has its inventory sensor in the twin of ${twin.id}`,
      );
    return {
      ...input,
      loops: loopsWithTwin(input.loops, readings),
      source: sourceWithTwin(input.source, readings),
    };
  } catch (problem) {
    if (problem instanceof TwinError) throw new InputError(`${twin.id}: ${problem.message}`);
    throw problem;
  }
}
