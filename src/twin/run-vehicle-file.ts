import { readVehicle } from "../vehicle/index.ts";
import { buildTwin } from "./build-twin.ts";
import type { ScenarioAction } from "./scenario.ts";
import { TwinError } from "./twin-error.ts";
import { TwinRun } from "./twin-run.ts";

/** What a run is asked for, as plain data: it can be sent to a worker. */
export interface VehicleFileRun {
  readonly vehicleText: string;
  readonly fileName: string;
  readonly forS: number;
  readonly everyS: number;
  readonly actions?: readonly ScenarioAction[];
}

/** The course of a run: instants after the start, and a row of all named quantities, SI, for each. */
export interface VehicleFileCourse {
  readonly names: readonly string[];
  readonly timesS: Float64Array;
  readonly rows: readonly Float64Array[];
}

/**
 * Simulates a vehicle file from its text, start to end: what a worker of a browser runs. Throws {@link TwinError} with the problems of
 * a file that cannot be read or that says nothing of the hardware.
 */
export function runVehicleFile({
  vehicleText,
  fileName,
  forS,
  everyS,
  actions = [],
}: VehicleFileRun): VehicleFileCourse {
  if (!(forS >= 0 && everyS > 0))
    throw new RangeError(`a run of ${forS} s in rows of ${everyS} s has no course`);
  const outcome = readVehicle(vehicleText, fileName);
  if (!outcome.ok) throw new TwinError(fileName, outcome.problems.join("\n"));
  const description = outcome.vehicle.twin;
  if (description === undefined)
    throw new TwinError(fileName, "is a watch-only file: it says nothing of the hardware");
  const run = new TwinRun(buildTwin(description, {}), { actions });
  const timesS = Float64Array.from(
    { length: Math.floor(forS / everyS + 1e-9) + 1 },
    (_, row) => row * everyS,
  );
  const rows = Array.from(timesS, (timeS) => {
    run.advance(timeS);
    const row = new Float64Array(run.names.length);
    run.read(row);
    return row;
  });
  return { names: run.names, timesS, rows };
}
