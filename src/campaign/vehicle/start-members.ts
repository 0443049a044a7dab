import { SimulationError } from "../../loop/index.ts";
import {
  ACCURACIES,
  buildTwin,
  OrbitLight,
  type ScenarioAction,
  type TwinModel,
  TwinRun,
} from "../../twin/index.ts";
import { readVehicle, type TwinDescription } from "../../vehicle/index.ts";
import type { VehicleJob } from "./vehicle-job.ts";

/** What an action before time 0 becomes, seen the run at its instant. */
export type Amend = (action: ScenarioAction, place: number, run: TwinRun) => ScenarioAction;

/** A vehicle whose members can be started one after the other. */
export interface MemberStart {
  readonly description: TwinDescription;
  /**
   * A twin built from what a member drew, run to time 0. `amend` has the last word on each action before time 0, by its place among the
   * job's and with the run as it stands when the action is due.
   */
  start(draws: readonly number[], amend?: Amend): TwinRun;
}

/**
 * Reads a job's vehicle file once; each member is then built from what it drew and runs until time 0.
 *
 * @throws where the file cannot be read or says nothing of the hardware
 */
export function openVehicle({
  vehicleText,
  fileName,
  choice,
  actions,
  drawn,
  settleS,
  accuracy,
}: VehicleJob): MemberStart {
  const outcome = readVehicle(vehicleText, fileName);
  if (!outcome.ok) throw new Error(outcome.problems.join("\n"));
  const description = outcome.vehicle.twin;
  if (description === undefined)
    throw new Error(`${fileName} is a watch-only file: it says nothing of the hardware`);
  const isLightDrawn = drawn.some((place) => "path" in place && place.path.startsWith("orbit."));
  let shared: OrbitLight | undefined;
  return {
    description,
    start(draws, amend) {
      const own: Record<string, number> = { ...choice };
      const acting: ScenarioAction[] = actions.map((action) => ({ ...action }));
      drawn.forEach((place, i) => {
        const value = draws[i]!;
        if ("path" in place) own[place.path] = value;
        else acting[place.action] = { ...acting[place.action]!, [place.key]: value } as ScenarioAction;
      });
      const twin = buildTwin(description, own);
      // Light on the panels takes a third of a run to work out; where no number of the orbit is drawn it is the same for all.
      if (!isLightDrawn) shared ??= lightOf(twin, ACCURACIES[accuracy].orbitsPerTable);
      const run = new TwinRun(twin, {
        accuracy,
        actions: amend === undefined ? acting : [],
        startS: -settleS,
        ...(shared !== undefined && { light: shared }),
      });
      if (amend !== undefined)
        for (const [place, action] of [...acting.entries()].sort(([, a], [, b]) => a.atS - b.atS)) {
          run.advance(Math.min(action.atS, 0));
          run.schedule(action.atS < 0 ? amend(action, place, run) : action);
        }
      run.advance(0);
      // What was passed on the way to the start is not news of the run; what still is will be found again.
      run.state.limitsPassed = [];
      return run;
    },
  };
}

/** Curves of a run, one a quantity, NaN from where it could not go on; `endedEarly` says why not. */
export interface FollowedRun {
  readonly curves: Float64Array[];
  readonly endedEarly?: string;
}

/** Runs on and reads quantities at each instant. */
export function follow(run: TwinRun, timesS: readonly number[], quantities: readonly string[]): FollowedRun {
  const columns = quantities.map((name) => run.quantityIndex(name));
  const values = new Float64Array(run.names.length);
  const curves = quantities.map(() => new Float64Array(timesS.length).fill(Number.NaN));
  for (const [i, timeS] of timesS.entries()) {
    try {
      run.advance(timeS);
    } catch (problem) {
      // A loop that has run dry may come to where no step can be found: what happened until then stands.
      if (!(problem instanceof SimulationError)) throw problem;
      return { curves, endedEarly: problem.message };
    }
    run.read(values);
    columns.forEach((column, curve) => {
      curves[curve]![i] = values[column]!;
    });
  }
  return { curves };
}

/** When a run first passed a limit of its file [s]; undefined where it has not. */
export function limitPassedS(
  run: TwinRun,
  quantity: string,
  bound: number,
  side: "above" | "below",
): number | undefined {
  return run.limitsPassed.find(
    (each) => each.quantity === quantity && each.limit === bound && each.side === side,
  )?.timeS;
}

/** Light on the vehicle's panels as it starts, or undefined where it is in no orbit. */
function lightOf({ description, choice, loops }: TwinModel, orbitsPerTable: number): OrbitLight | undefined {
  const { orbit } = description;
  if (orbit === undefined) return undefined;
  // In the order in which a run numbers its panels: that of the compiled loops.
  const normals = loops.flatMap(({ id, elements }) => {
    const own = description.loops.find((loop) => loop.id === id)!.elements;
    return [...elements.keys()].flatMap((name) => {
      const element = own.find((each) => each.id === name);
      if (element?.type !== "radiator") return [];
      const [x, y, z] = element.normal;
      return [element.normal, [-x, -y, -z] as const].slice(0, element.sides);
    });
  });
  return new OrbitLight(orbit, choice, orbit.attitude, normals, orbitsPerTable);
}
