import type { Member, RunMember } from "../../campaign/index.ts";
import { type Amend, follow, limitPassedS, openVehicle } from "../../campaign/vehicle/start-members.ts";
import type { TwinRun } from "../../twin/index.ts";
import type { Alternative, ForecastJob } from "./forecast-job.ts";
import { type ForecastEvent, forecastEvents, type MemberCourse, packCourses } from "./forecast-layout.ts";
import { withHoleForGas } from "./hole-for-gas.ts";
import { isBeyond } from "./predicted-alarm.ts";

/**
 * Opens a forecast for the executors of a campaign. A member runs the vehicle once until now; each alternative then goes on from a copy
 * of that state, so that they differ by nothing but what is done.
 */
export function openMembers(job: unknown): RunMember {
  const forecast = job as ForecastJob;
  const { description, start } = openVehicle(forecast);
  const events = forecastEvents(description);
  const { hole } = forecast;
  const amend: Amend = (action, place, run) =>
    place === hole?.action ? withHoleForGas(action, run, hole) : action;
  return ({ draws }: Member) => {
    const run = hole === undefined ? start(draws) : start(draws, amend);
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

/** Runs one alternative from time 0 of a run on. */
export function courseOf(
  run: TwinRun,
  { actions }: Pick<Alternative, "actions">,
  { timesS, quantities }: Pick<ForecastJob, "timesS" | "quantities">,
  events: readonly ForecastEvent[],
): { course: MemberCourse; problem: string | undefined } {
  for (const action of actions) run.schedule(action);
  const values = run.read(new Float64Array(run.names.length));
  const isSo = events.map(
    ({ limit }) => limit !== undefined && isBeyond(values[run.quantityIndex(limit.quantity)]!, limit),
  );
  const { curves, endedEarly: problem } = follow(run, timesS, quantities);
  const eventS = Float64Array.from(events, (event, i) => {
    const timeS = isSo[i] ? 0 : timeOf(run, event);
    return timeS === undefined ? Number.NaN : Math.max(0, timeS);
  });
  return {
    course: { eventS, endS: problem === undefined ? timesS.at(-1)! : run.state.timeS, curves },
    problem,
  };
}

function timeOf(run: TwinRun, { kind, limit, loop }: ForecastEvent): number | undefined {
  if (limit !== undefined) return limitPassedS(run, limit.quantity, limit.bound, limit.side);
  const warning = kind === "prime" ? "pump-lost-prime" : "loop-drained";
  return run.warnings.find((each) => each.kind === warning && each.element.startsWith(`${loop}/`))?.timeS;
}
