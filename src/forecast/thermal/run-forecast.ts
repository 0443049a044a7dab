import { drawMembers, type Executor, type Variable } from "../../campaign/index.ts";
import { concludeForecast, type Forecast } from "./conclude-forecast.ts";
import type { ForecastJob } from "./forecast-job.ts";
import { type ForecastLayout, type MemberCourse, unpackCourses } from "./forecast-layout.ts";

/** A forecast as it is to be run. */
export interface ForecastPlan {
  readonly title: string;
  readonly basis: readonly string[];
  /** Instant of now, ISO 8601, or null. */
  readonly at: string | null;
  readonly members: number;
  readonly seed: number;
  readonly variables: readonly Variable[];
  readonly layout: ForecastLayout;
  /** URL of `thermal-members`. */
  readonly module: string;
  readonly job: ForecastJob;
}

export interface RunForecastOptions {
  readonly executor: Executor;
  /** After so many members bands are told before the end: once, or at each of several counts. */
  readonly firstMembers?: number | readonly number[];
  readonly onFirst?: (forecast: Forecast) => void | Promise<void>;
  readonly onProgress?: (done: number, asked: number) => void;
  readonly signal?: AbortSignal;
}

/** Members after which there are bands to be told. */
const FIRST_MEMBERS = 8;

/**
 * Runs the members of a forecast and sums them up: first those that came first, in the end all that were run. After the signal what is
 * there by then; undefined if that is nothing.
 */
export async function runForecast(
  plan: ForecastPlan,
  { executor, firstMembers = FIRST_MEMBERS, onFirst, onProgress, signal }: RunForecastOptions,
): Promise<Forecast | undefined> {
  const memberOf = drawMembers(plan.variables, plan.seed, "sobol");
  const sound = new Map<number, MemberCourse[]>();
  let failed = 0;
  let failure: string | null = null;
  const asked = plan.members;
  const tellAt = typeof firstMembers === "number" ? [firstMembers] : firstMembers;
  const names = plan.job.alternatives.map(({ name }) => name);
  const conclude = (): Forecast | undefined => {
    if (sound.size === 0) return undefined;
    // In order of number, so that the threads leave no trace in what is said.
    const courses = [...sound].sort(([a], [b]) => a - b).map(([, course]) => course);
    const members = { asked, sound: sound.size, failed };
    const { title, basis, seed, at } = plan;
    const partial = sound.size + failed < asked;
    return concludeForecast(
      { title, basis, seed, at, partial, members, failure },
      plan.layout,
      names,
      courses,
    );
  };
  function* all() {
    for (let number = 0; number < asked; number++) yield memberOf(number);
  }
  await executor.run(
    { module: plan.module, job: plan.job },
    all(),
    async (outcome) => {
      if ("problem" in outcome) {
        failed++;
        failure ??= `member ${outcome.number}: ${outcome.problem}`;
      } else sound.set(outcome.number, unpackCourses(outcome.result, plan.layout));
      const done = sound.size + failed;
      onProgress?.(done, asked);
      if (tellAt.includes(done) && done < asked) {
        const first = conclude();
        if (first !== undefined) await onFirst?.(first);
      }
    },
    signal,
  );
  if (sound.size === 0 && failed > 0) throw new RangeError(`no member could be run; ${failure}`);
  return conclude();
}
