import type { Member, RunMember } from "../../campaign/index.ts";
import { SimulationError } from "../../loop/index.ts";
import { buildTwin, type ScenarioAction, TwinRun } from "../../twin/index.ts";
import { readVehicle } from "../../vehicle/index.ts";
import type { Alternative, ForecastJob } from "./forecast-job.ts";
import { type ForecastEvent, forecastEvents, type MemberCourse, packCourses } from "./forecast-layout.ts";
import { isBeyond } from "./predicted-alarm.ts";

/**
 * Opens a forecast for the executors of a campaign. A member runs the vehicle once until now; each alternative then goes on from a copy
 * of that state, so that they differ by nothing but what is done.
 */
export function openMembers(job: unknown): RunMember {
  const forecast = job as ForecastJob;
  const { vehicleText, fileName, choice, actions, drawn, settleS, accuracy } = forecast;
  const outcome = readVehicle(vehicleText, fileName);
  if (!outcome.ok) throw new Error(outcome.problems.join("\n"));
  const description = outcome.vehicle.twin;
  if (description === undefined)
    throw new Error(`${fileName} is a watch-only file: it says nothing of the hardware`);
  const events = forecastEvents(description);
  return ({ draws }: Member) => {
    const own: Record<string, number> = { ...choice };
    const acting: ScenarioAction[] = actions.map((action) => ({ ...action }));
    drawn.forEach((place, i) => {
      const value = draws[i]!;
      if ("path" in place) own[place.path] = value;
      else acting[place.action] = { ...acting[place.action]!, [place.key]: value } as ScenarioAction;
    });
    const run = new TwinRun(buildTwin(description, own), { accuracy, actions: acting, startS: -settleS });
    run.advance(0);
    // What was passed on the way to now is not news of the forecast; what still is will be found again at once.
    run.state.limitsPassed = [];
    const now = run.checkpoint();
    let endedEarly: string | undefined;
    const courses = forecast.alternatives.map((alternative, i) => {
      if (i > 0) run.restore(now);
      const { course, problem } = courseOf(run, alternative, forecast, events);
      endedEarly ??= problem;
      return course;
    });
    return packCourses(courses, endedEarly);
  };
}

function courseOf(
  run: TwinRun,
  { actions }: Alternative,
  { timesS, quantities }: ForecastJob,
  events: readonly ForecastEvent[],
): { course: MemberCourse; problem?: string } {
  for (const action of actions) run.schedule(action);
  const columns = quantities.map((name) => run.quantityIndex(name));
  const values = new Float64Array(run.names.length);
  const curves = quantities.map(() => new Float64Array(timesS.length).fill(Number.NaN));
  run.read(values);
  const isSo = events.map(
    ({ limit }) => limit !== undefined && isBeyond(values[run.quantityIndex(limit.quantity)]!, limit),
  );
  let problem: string | undefined;
  for (const [i, timeS] of timesS.entries()) {
    try {
      run.advance(timeS);
    } catch (reason) {
      // A loop that has run dry may come to where no step can be found: what happened until then stands.
      if (!(reason instanceof SimulationError)) throw reason;
      problem = reason.message;
      break;
    }
    run.read(values);
    columns.forEach((column, curve) => {
      curves[curve]![i] = values[column]!;
    });
  }
  const eventS = Float64Array.from(events, (event, i) => {
    const timeS = isSo[i] ? 0 : timeOf(run, event);
    return timeS === undefined ? Number.NaN : Math.max(0, timeS);
  });
  const course = { eventS, endS: problem === undefined ? timesS.at(-1)! : run.state.timeS, curves };
  return problem === undefined ? { course } : { course, problem };
}

function timeOf(run: TwinRun, { kind, limit, loop }: ForecastEvent): number | undefined {
  if (limit !== undefined)
    return run.limitsPassed.find(
      (each) => each.quantity === limit.quantity && each.limit === limit.bound && each.side === limit.side,
    )?.timeS;
  const warning = kind === "prime" ? "pump-lost-prime" : "loop-drained";
  return run.warnings.find((each) => each.kind === warning && each.element.startsWith(`${loop}/`))?.timeS;
}
