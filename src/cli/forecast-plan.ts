import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { checkPlan, tellingQuantities, type Variable } from "../campaign/index.ts";
import { type ForecastPlan, forecastLayout } from "../forecast/thermal/index.ts";
import { InputError } from "../telemetry/sample.ts";
import { buildTwin, type ScenarioAction, TwinError, TwinRun } from "../twin/index.ts";
import { allQuantities, readVehicle, type TwinDescription, uncertainQuantities } from "../vehicle/index.ts";
import { siUnitOf } from "../vehicle/unit-of-number.ts";
import { caseFile, shippedCases } from "./cases.ts";
import { readDuration } from "./instant.ts";
import { type CaseKnowledge, knowledgeOfCase } from "./known-leak.ts";
import { accuracyNamed } from "./read-accuracy.ts";
import { readAction } from "./read-action.ts";
import { readAlarm } from "./read-alarm.ts";
import { readSettings } from "./read-settings.ts";
import { readUncertainLeaks, type UncertainActions } from "./read-uncertain-leak.ts";
import { shippedVehicles, vehiclePath } from "./vehicles.ts";
import { readWhatIfs } from "./what-if.ts";
import { bandWords, duration, instantBandWords } from "./words.ts";

export interface ForecastFlags {
  at?: string;
  for: string;
  every: string;
  settle: string;
  accuracy: string;
  members: string;
  seed: string;
  leak?: string[];
  action?: string[];
  whatIf?: string[];
  alarm?: string[];
  set?: string[];
  where?: string;
  drawOrbit?: boolean;
  threads?: string;
  svg?: string;
  json?: boolean;
}

/** Reads what is to be forecast. For a case this watches its telemetry until `--at`. */
export async function readForecast(name: string, flags: ForecastFlags): Promise<ForecastPlan> {
  const times = Object.fromEntries(
    (["for", "every", "settle"] as const).map((key) => [key, readDuration(flags[key], `--${key}`)]),
  ) as Record<"for" | "every" | "settle", number>;
  if (!(times.for > 0 && times.every > 0 && times.settle >= 0))
    throw new InputError("--for and --every are longer than nothing, --settle not shorter");
  const members = wholeNumber(flags.members, "--members");
  const file = isVehicle(name) ? undefined : caseFile(name);
  const vehicle = file === undefined ? name : undefined;
  refuseMixed(name, file !== undefined, flags);
  const alternatives = readWhatIfs(flags.whatIf ?? []);
  const known = file === undefined ? undefined : await knowledgeOfCase(file, flags.at);
  const path = vehiclePathOf(vehicle ?? known!.opened.incident.subject.vehicle);
  const vehicleText = readFileSync(path, "utf8");
  const description = describedBy(vehicleText, path);
  const leaks = known ? leakOfCase(known, description, flags.where) : readUncertainLeaks(flags.leak ?? []);
  const actions = [...leaks.actions, ...(flags.action ?? []).map(readAction)];
  const choice = readSettings(flags.set ?? [], allQuantities(description), description);
  const free = uncertainQuantities(description).filter(
    // A sensor's bias changes no truth; the orbit is known to who forecasts.
    ({ path: each }) =>
      choice[each] === undefined &&
      !each.includes(".sensors.") &&
      (flags.drawOrbit || !each.startsWith("orbit.")),
  );
  const variables: Variable[] = [
    ...leaks.variables,
    ...free.map((range): Variable => ({ name: range.path, unit: siUnitOf(range), range })),
  ];
  const earliestS = Math.min(0, known?.leak?.earliestS ?? 0, ...actions.map(({ atS }) => atS));
  const job = { choice, actions, settleS: times.settle - earliestS, accuracy: accuracyNamed(flags.accuracy) };
  const names = checkedNames(name, description, job, alternatives);
  const alarms = (flags.alarm ?? []).map((text) => readAlarm(text, names));
  const quantities = [
    ...new Set([...tellingQuantities(description, names), ...alarms.map(({ limit }) => limit!.quantity)]),
  ];
  const timesS = instants(times.for, times.every);
  const layout = forecastLayout(description, quantities, timesS, alarms);
  const plan: ForecastPlan = {
    title: `${description.name}: the next ${duration(times.for).replaceAll("\u2009", " ")}`,
    basis: basisOf(known, flags, actions, variables.length, leaks.actions[0]),
    at: known ? new Date(known.nowS * 1000).toISOString() : null,
    members,
    seed: wholeNumber(flags.seed, "--seed"),
    variables,
    layout,
    module: memberModule(),
    job: {
      vehicleText,
      fileName: basename(path),
      ...job,
      drawn: [...leaks.drawn, ...free.map(({ path: each }) => ({ path: each }))],
      timesS,
      quantities,
      alternatives,
    },
  };
  try {
    const task = { module: plan.module, job: plan.job };
    checkPlan({
      ...plan,
      sampling: "sobol",
      layout: { timesS, curves: [], numbers: [] },
      task,
      inputs: {},
      program: "",
    });
  } catch (problem) {
    throw new InputError(`--members: ${(problem as Error).message}`);
  }
  return plan;
}

function isVehicle(name: string): boolean {
  return shippedVehicles().includes(name);
}

/** A file or a name that is neither vehicle nor case is refused with both lists. */
function vehiclePathOf(name: string): string {
  try {
    return vehiclePath(name);
  } catch (problem) {
    if (!(problem instanceof InputError)) throw problem;
    throw new InputError(
      `"${name}" is neither a vehicle nor a case; shipped vehicles are ${shippedVehicles().join(", ")}, shipped cases ${shippedCases().join(", ")}`,
    );
  }
}

function refuseMixed(name: string, isCase: boolean, { at, leak, where }: ForecastFlags): void {
  if (isCase && leak !== undefined)
    throw new InputError(`"${name}" is a case, whose leak is what its watch knows: leave --leak out`);
  if (!isCase && at !== undefined)
    throw new InputError(
      `--at is for a case, which has a date; the forecast of "${name}" begins at its time 0`,
    );
  if (!isCase && where !== undefined)
    throw new InputError(
      `--where is for a case; the leak of "${name}" is put in its place by --leak element=...`,
    );
}

function describedBy(text: string, path: string): TwinDescription {
  const outcome = readVehicle(text, basename(path));
  if (!outcome.ok) throw new InputError(outcome.problems.join("\n"));
  if (outcome.vehicle.twin !== undefined) return outcome.vehicle.twin;
  throw new InputError(
    `"${outcome.vehicle.id}" is a watch-only file: it says nothing of the hardware. Shipped files: ${shippedVehicles().join(", ")}`,
  );
}

/** The leak that the watch of a case knows, in the element named, or else in the first radiator of its loop. */
function leakOfCase(
  { leak, opened }: CaseKnowledge,
  description: TwinDescription,
  where: string | undefined,
): UncertainActions {
  if (leak === null) {
    if (where === undefined) return { actions: [], variables: [], drawn: [] };
    throw new InputError(
      `--where "${where}": by --at the watch of ${opened.incident.id} knew of no leak; leave it out`,
    );
  }
  const { subject } = opened.incident;
  const loop = description.loops.find(({ id }) => id === subject.loop);
  const found = where ?? loop?.elements.find(({ type }) => type === "radiator")?.id;
  if (found === undefined)
    throw new InputError(
      `loop ${subject.loop} has no radiator to put the hole in; name an element with --where`,
    );
  const element = found.includes(".") ? found : `${subject.loop}.${found}`;
  const { hole, onset, dischargeCoefficient } = leak;
  return {
    actions: [
      { kind: "leak", atS: onset.range.value, element, diameterM: hole.range.value, dischargeCoefficient },
    ],
    variables: [hole, onset],
    drawn: [
      { action: 0, key: "diameterM" },
      { action: 0, key: "atS" },
    ],
  };
}

function basisOf(
  known: CaseKnowledge | undefined,
  flags: ForecastFlags,
  actions: readonly ScenarioAction[],
  drawn: number,
  leak: ScenarioAction | undefined,
): string[] {
  const orbit = flags.drawOrbit
    ? "the orbit's among them"
    : "the orbit held at the vehicle file's (or --set); --draw-orbit draws it too";
  const basis = [`${drawn} numbers drawn anew for each member, ${orbit}.`];
  if (known === undefined)
    return [actions.some(({ kind }) => kind === "leak") ? "Leak as given." : "No leak.", ...basis];
  const by = new Date(known.nowS * 1000).toISOString().slice(0, 16).replace("T", " ");
  const { note } = known.opened;
  if (known.leak === null)
    return [`By ${by} UTC the watch knew of no leak: forecast without one.`, ...basis, note];
  const { holeDiameterM, onset } = known.leak.finding;
  const place = leak?.kind === "leak" ? leak.element : "";
  return [
    `By ${by} UTC, and from nothing later, the watch knew: hole ${bandWords(holeDiameterM!, 1000, "mm")}, since ${instantBandWords(onset, known.nowS)}. Put in ${place}.`,
    ...basis,
    note,
  ];
}

/** Names of the twin's quantities; a vehicle or an action that cannot be is refused before any member runs. */
function checkedNames(
  name: string,
  description: TwinDescription,
  {
    choice,
    actions,
    settleS,
    accuracy,
  }: Pick<ForecastPlan["job"], "choice" | "actions" | "settleS" | "accuracy">,
  alternatives: ForecastPlan["job"]["alternatives"],
): readonly string[] {
  try {
    const run = new TwinRun(buildTwin(description, choice), { accuracy, actions, startS: -settleS });
    for (const alternative of alternatives) for (const action of alternative.actions) run.schedule(action);
    return run.names;
  } catch (problem) {
    if (problem instanceof TwinError) throw new InputError(`${name}: ${problem.message}`);
    throw problem;
  }
}

function instants(forS: number, everyS: number): number[] {
  const count = Math.floor(forS / everyS + 1e-9);
  const timesS = Array.from({ length: count + 1 }, (_, i) => i * everyS);
  if (timesS.at(-1)! < forS) timesS.push(forS);
  return timesS;
}

function memberModule(): string {
  const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
  return new URL(`../forecast/thermal/thermal-members.${extension}`, import.meta.url).href;
}

/** A whole number from 0 up. */
export function wholeNumber(text: string, option: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text.trim()) && Number.isSafeInteger(value)) return value;
  throw new InputError(`${option} "${text}" is not a whole number from 0 up`);
}
