import { tellingQuantities, type Variable } from "../../campaign/index.ts";
import { type AccuracyName, buildTwin, type ScenarioAction, TwinRun } from "../../twin/index.ts";
import { allQuantities, type TwinDescription, uncertainQuantities } from "../../vehicle/index.ts";
import { siUnitOf } from "../../vehicle/unit-of-number.ts";
import type { Alternative } from "./forecast-job.ts";
import { type ForecastEvent, forecastLayout } from "./forecast-layout.ts";
import { type KnownLeak, type LeakOfMembers, leakOfMembers } from "./leak-from-finding.ts";
import { forecastVariable } from "./nine-in-ten.ts";
import type { ForecastPlan } from "./run-forecast.ts";

/** The first alternative of every forecast: nothing more is done than is done already. */
export const AS_IT_IS = "as it is";

const NO_LEAK: LeakOfMembers = { actions: [], variables: [], drawn: [] };

/** What is asked of a vehicle's future. Times in seconds from now. */
export interface VehicleForecast {
  readonly description: TwinDescription;
  readonly vehicleText: string;
  readonly fileName: string;
  readonly title: string;
  readonly basis: readonly string[];
  /** Instant of now, ISO 8601, or null. */
  readonly at: string | null;
  /** The leak that is known, and the element that its hole is in as `loop.element`; null where none is. */
  readonly leak: { readonly known: KnownLeak; readonly element: string } | null;
  /** Leaks as somebody wrote them, with what is drawn of them; instead of `leak`. */
  readonly written?: LeakOfMembers;
  /** What is done in every alternative, before now (times below 0) or after. */
  readonly actions?: readonly ScenarioAction[];
  /** Numbers of the file that are known now, by their paths, in SI: `orbit.beta`. */
  readonly choice: Readonly<Record<string, number>>;
  /** Beside doing nothing. */
  readonly whatIfs: readonly Alternative[];
  readonly horizonS: number;
  readonly everyS: number;
  /** How long the vehicle runs undisturbed before the leak and before now. */
  readonly settleS: number;
  readonly members: number;
  readonly seed: number;
  /** Default: `draft`, as members of an ensemble are run. */
  readonly accuracy?: AccuracyName;
  /** The orbit is known to who forecasts, unless its numbers are to be drawn too. */
  readonly drawsOrbit?: boolean;
  /** Levels whose passing is asked for beside the file's limits, given the names of all quantities. */
  readonly alarms?: (names: readonly string[]) => readonly ForecastEvent[];
  /** URL of `thermal-members`. */
  readonly module: string;
}

/**
 * A forecast of a whole vehicle as a plan to be run: every number of its file that has a range is drawn, but for its sensors' and its
 * orbit's.
 *
 * @throws TwinError where the vehicle cannot be built or an action names what it does not have
 */
export function planVehicleForecast(asked: VehicleForecast): ForecastPlan {
  const { description, leak } = asked;
  const known = allQuantities(description);
  const choice = Object.fromEntries(Object.entries(asked.choice).filter(([path]) => known.has(path)));
  const free = uncertainQuantities(description).filter(
    ({ path }) =>
      choice[path] === undefined &&
      !path.includes(".sensors.") &&
      (asked.drawsOrbit || !path.startsWith("orbit.")),
  );
  const leaking: LeakOfMembers =
    leak === null ? (asked.written ?? NO_LEAK) : leakOfMembers(leak.known, leak.element, description);
  const { hole } = leaking;
  const variables: Variable[] = [
    ...leaking.variables,
    ...free.map((range) => forecastVariable({ name: range.path, unit: siUnitOf(range), range })),
  ];
  const alternatives = [{ name: AS_IT_IS, actions: [] }, ...asked.whatIfs];
  const actions = [...leaking.actions, ...(asked.actions ?? [])];
  const earliestS = Math.min(0, leak?.known.earliestS ?? 0, ...actions.map(({ atS }) => atS));
  const job = { choice, actions, settleS: asked.settleS - earliestS, accuracy: asked.accuracy ?? "draft" };
  // Built once here, so that what cannot be is refused before any member runs.
  const trial = new TwinRun(buildTwin(description, choice), { ...job, startS: -job.settleS });
  for (const alternative of alternatives) for (const action of alternative.actions) trial.schedule(action);
  const alarms = asked.alarms?.(trial.names) ?? [];
  const quantities = [
    ...new Set([
      ...tellingQuantities(description, trial.names),
      ...alarms.flatMap(({ limit }) => limit?.quantity ?? []),
    ]),
  ];
  const timesS = forecastInstants(asked);
  return {
    title: asked.title,
    basis: asked.basis,
    at: asked.at,
    members: asked.members,
    seed: asked.seed,
    variables,
    layout: forecastLayout(description, quantities, timesS, alarms),
    module: asked.module,
    job: {
      vehicleText: asked.vehicleText,
      fileName: asked.fileName,
      ...job,
      drawn: [...leaking.drawn, ...free.map(({ path }) => ({ path }))],
      timesS,
      quantities,
      alternatives,
      ...(hole !== undefined && { hole }),
    },
  };
}

/** Each `everyS`, and the end. */
function forecastInstants({ horizonS, everyS }: Pick<VehicleForecast, "horizonS" | "everyS">): number[] {
  const timesS = Array.from({ length: Math.floor(horizonS / everyS + 1e-9) + 1 }, (_, i) => i * everyS);
  if (timesS.at(-1)! < horizonS) timesS.push(horizonS);
  return timesS;
}
