import { SimulationError } from "../../loop/index.ts";
import {
  ACCURACIES,
  buildTwin,
  OrbitLight,
  type ScenarioAction,
  type TwinModel,
  TwinRun,
} from "../../twin/index.ts";
import { readVehicle } from "../../vehicle/index.ts";
import type { Member, RunMember } from "../member/member-module.ts";
import type { VehicleJob } from "./vehicle-job.ts";
import { distinctLimits } from "./vehicle-layout.ts";

/** Opens a campaign over a vehicle's twin: the file is read once, each member is built from what it drew. */
export function openMembers(job: unknown): RunMember {
  const { vehicleText, fileName, ...rest } = job as VehicleJob;
  const outcome = readVehicle(vehicleText, fileName);
  if (!outcome.ok) throw new Error(outcome.problems.join("\n"));
  const description = outcome.vehicle.twin;
  if (description === undefined)
    throw new Error(`${fileName} is a watch-only file: it says nothing of the hardware`);
  const { choice, actions, drawn, settleS, accuracy, timesS, quantities } = rest;
  const isLightDrawn = drawn.some((place) => "path" in place && place.path.startsWith("orbit."));
  let shared: OrbitLight | undefined;
  return ({ draws }: Member) => {
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
      actions: acting,
      startS: -settleS,
      ...(shared !== undefined && { light: shared }),
    });
    run.advance(0);
    // What was passed on the way to the start is not news of the run; what still is will be found again.
    run.state.limitsPassed = [];
    const columns = quantities.map((name) => run.quantityIndex(name));
    const values = new Float64Array(run.names.length);
    const instants = timesS.length;
    const curves = new Float64Array(instants * columns.length).fill(Number.NaN);
    let endedEarly: string | undefined;
    for (const [i, timeS] of timesS.entries()) {
      try {
        run.advance(timeS);
      } catch (problem) {
        // A loop that has run dry may come to where no step can be found: what happened until then stands.
        if (!(problem instanceof SimulationError)) throw problem;
        endedEarly = problem.message;
        break;
      }
      run.read(values);
      columns.forEach((column, curve) => {
        curves[curve * instants + i] = values[column]!;
      });
    }
    const passed = distinctLimits(description).map((limit) => {
      const bound = limit.above ?? limit.below!;
      const side = limit.above === undefined ? "below" : "above";
      const found = run.limitsPassed.find(
        (each) => each.quantity === limit.quantity && each.limit === bound && each.side === side,
      );
      return found?.timeS ?? Number.NaN;
    });
    const leaked = description.loops.map(({ id }) => run.value(`${id}/leaked`));
    const numbers = Float64Array.from([...passed, ...leaked]);
    return endedEarly === undefined ? { curves, numbers } : { curves, numbers, endedEarly };
  };
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
