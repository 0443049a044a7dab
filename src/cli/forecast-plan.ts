import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { checkPlan } from "../campaign/index.ts";
import { type ForecastPlan, planVehicleForecast, type VehicleForecast } from "../forecast/thermal/index.ts";
import { InputError } from "../telemetry/sample.ts";
import { allQuantities, readVehicle, type TwinDescription } from "../vehicle/index.ts";
import { caseFile, shippedCases } from "./cases.ts";
import { wholeNumber } from "./check-command.ts";
import { memberModule, readEnsembleTimes, refusingTwinErrors, twinOf } from "./ensemble.ts";
import { type CaseKnowledge, knowledgeOfCase } from "./known-leak.ts";
import { accuracyNamed } from "./read-accuracy.ts";
import { readAction } from "./read-action.ts";
import { readAlarm } from "./read-alarm.ts";
import { readSettings } from "./read-settings.ts";
import { readUncertainLeaks } from "./read-uncertain-leak.ts";
import { layDucts } from "./segment-and-duct.ts";
import { shippedVehicles, vehiclePath } from "./vehicles.ts";
import { ductsOf, readWhatIfs } from "./what-if.ts";
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
  const times = readEnsembleTimes(flags);
  const members = wholeNumber(flags.members, "--members");
  const file = isVehicle(name) ? undefined : caseFile(name);
  const vehicle = file === undefined ? name : undefined;
  refuseMixed(name, file !== undefined, flags);
  const whatIfs = flags.whatIf ?? [];
  // Wording is refused before the watch of a case runs.
  readWhatIfs(whatIfs);
  const known = file === undefined ? undefined : await knowledgeOfCase(file, flags.at);
  const path = vehiclePathOf(vehicle ?? known!.opened.incident.subject.vehicle);
  const asShipped = readFileSync(path, "utf8");
  const vehicleText = layDucts(asShipped, ductsOf(whatIfs), describedBy(asShipped, path));
  const description = describedBy(vehicleText, path);
  const alternatives = readWhatIfs(whatIfs, description);
  const actions = (flags.action ?? []).map(readAction);
  const leak = known ? leakOfCase(known, description, flags.where) : null;
  const written = known ? undefined : readUncertainLeaks(flags.leak ?? []);
  const choice = readSettings(flags.set ?? [], allQuantities(description), description);
  const planned = refusingTwinErrors(name, () =>
    planVehicleForecast({
      description,
      vehicleText,
      fileName: basename(path),
      title: `${description.name}: the next ${duration(times.forS).replaceAll("\u2009", " ")}`,
      basis: [],
      at: known ? new Date(known.nowS * 1000).toISOString() : null,
      leak,
      ...(written !== undefined && { written }),
      actions,
      choice,
      whatIfs: alternatives.slice(1),
      horizonS: times.forS,
      everyS: times.everyS,
      settleS: times.settleS,
      members,
      seed: wholeNumber(flags.seed, "--seed"),
      accuracy: accuracyNamed(flags.accuracy),
      drawsOrbit: flags.drawOrbit === true,
      alarms: (names) => (flags.alarm ?? []).map((text) => readAlarm(text, names)),
      module: memberModule("../forecast/thermal/thermal-members"),
    }),
  );
  const isLeaking = (written?.actions.length ?? 0) > 0 || actions.some(({ kind }) => kind === "leak");
  const plan: ForecastPlan = {
    ...planned,
    basis: basisOf(known, flags, isLeaking, planned.variables.length, leak?.element),
  };
  try {
    const task = { module: plan.module, job: plan.job };
    checkPlan({
      ...plan,
      sampling: "sobol",
      layout: { timesS: plan.layout.timesS, curves: [], numbers: [] },
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
  return twinOf(outcome.vehicle.id, outcome.vehicle.twin);
}

/** The leak that the watch of a case knows, in the element named, or else in the first radiator of its loop; null where it knew none. */
function leakOfCase(
  { leak, opened }: CaseKnowledge,
  description: TwinDescription,
  where: string | undefined,
): VehicleForecast["leak"] {
  if (leak === null) {
    if (where === undefined) return null;
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
  return { known: leak, element: found.includes(".") ? found : `${subject.loop}.${found}` };
}

function basisOf(
  known: CaseKnowledge | undefined,
  flags: ForecastFlags,
  isLeaking: boolean,
  drawn: number,
  element: string | undefined,
): string[] {
  const orbit = flags.drawOrbit
    ? "the orbit's among them"
    : "the orbit held at the vehicle file's (or --set); --draw-orbit draws it too";
  const basis = [`${drawn} numbers drawn anew for each member, ${orbit}.`];
  if (known === undefined) return [isLeaking ? "Leak as given." : "No leak.", ...basis];
  const by = new Date(known.nowS * 1000).toISOString().slice(0, 16).replace("T", " ");
  const { note } = known.opened;
  if (known.leak === null)
    return [`By ${by} UTC the watch knew of no leak: forecast without one.`, ...basis, note];
  const { holeDiameterM, onset } = known.leak.finding;
  return [
    `By ${by} UTC, and from nothing later, the watch knew: hole ${bandWords(holeDiameterM!, 1000, "mm")}, since ${instantBandWords(onset, known.nowS)}. Put in ${element}.`,
    ...basis,
    note,
  ];
}
