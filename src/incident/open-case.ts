import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { EmptyingState } from "../loop/emptying/index.ts";
import { InputError, type TelemetrySource } from "../telemetry/index.ts";
import {
  describeLoop,
  type LoopDescription,
  type LoopHardware,
  readVehicle,
  type VehicleDescription,
} from "../vehicle/index.ts";
import { type CaseEvent, caseEvents, recordEvents } from "./events.ts";
import type { Incident, ReconstructedIncident, Ship } from "./incident-schema.ts";
import { type LoopTruth, loopTruth } from "./loop-truth.ts";
import { readIncident } from "./read-incident.ts";
import { SignalSource } from "./signal-source.ts";
import type { WrittenSignals } from "./signals-schema.ts";
import { SyntheticSource } from "./synthetic-source.ts";

/** A case ready to be replayed. Its telemetry is made by a model: whoever shows it shows `note` too. */
export interface OpenedCase {
  readonly incident: Incident;
  /** One loop a ship, the leaking one first; ids and channels begin with the ship's short name, such as `ms21/P-ext-1`. */
  readonly loops: readonly LoopDescription[];
  /** Hardware of each loop by its id, where its vehicle file describes any. */
  readonly hardware: ReadonlyMap<string, LoopHardware>;
  /** Paths of the vehicle files by the loops' ids; none where the case was not opened from files. */
  readonly vehicleFiles: ReadonlyMap<string, string>;
  readonly source: TelemetrySource;
  readonly synthetic: true;
  readonly note: string;
  readonly fromS: number;
  readonly untilS: number;
  /** Where a replay begins to be shown. */
  readonly openAtS: number;
  readonly seed: number;
  readonly events: readonly CaseEvent[];
  /**
   * The state of a ship's loop that the telemetry was made from, at its nominal temperature; for tests and scoring only. Fails for a case
   * whose telemetry is made up channel by channel.
   */
  truthAt(timeS: number, short?: string): EmptyingState;
}

export interface CaseOptions {
  /** Another seed gives other noise; the file's own if absent. */
  readonly seed?: number;
}

/** The incident files that come with the program. */
export const incidentLibrary = fileURLToPath(new URL("../../library/incidents/", import.meta.url));

/** Paths of the incident files in a folder, in order of name: those that can be replayed and those that hold record and claims only. */
export function listIncidents(folder: string = incidentLibrary): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .sort()
    .map((name) => join(folder, name));
}

/** Paths of the incident files in a folder that hold a reconstruction and so can be replayed, in order of name. */
export function listCases(folder: string = incidentLibrary): string[] {
  return listIncidents(folder).filter((path) =>
    /^(reconstruction|signals):/m.test(readFileSync(path, "utf8")),
  );
}

/**
 * Opens an incident file for replay. Its vehicles are read from the folder `vehicles` beside the folder of the incident file, or, where
 * it has none of that name, from those that come with the program.
 * Fails with an {@link InputError} that lists every problem of the file at fault.
 */
export function openCase(caseFile: string, options: CaseOptions = {}): OpenedCase {
  const outcome = readIncident(readInput(caseFile), basename(caseFile));
  if (!outcome.ok) throw new InputError(outcome.problems.join("\n"));
  const { signals } = outcome.incident;
  if (signals !== undefined) return signalCase(outcome.incident, signals, options);
  refuseRecordOnly(outcome.incident);
  const vehicles = new Map<string, VehicleDescription>();
  const files = new Map<string, string>();
  for (const { vehicle, short, loop } of shipsOf(outcome.incident)) {
    const path = vehicleFile(caseFile, vehicle);
    files.set(`${short}/${loop}`, path);
    if (vehicles.has(vehicle)) continue;
    const read = readVehicle(readInput(path), basename(path));
    if (!read.ok) throw new InputError(read.problems.join("\n"));
    vehicles.set(vehicle, read.vehicle);
  }
  return { ...buildCase(outcome.incident, vehicles, options), vehicleFiles: files };
}

/** The case of an incident that is already read, with its vehicles by id. */
export function buildCase(
  incident: Incident,
  vehicles: ReadonlyMap<string, VehicleDescription>,
  options: CaseOptions = {},
): OpenedCase {
  refuseRecordOnly(incident);
  const { reconstruction } = incident;
  const seed = options.seed ?? reconstruction.seed;
  const ships = shipsOf(incident).map((ship) => {
    const state = reconstruction.ships[ship.short]!;
    const loop = loopOf(ship, vehicles);
    const leak = ship.short === reconstruction.leak.ship ? reconstruction.leak : undefined;
    return { short: ship.short, state, loop, truth: loopTruth(loop, state, leak) };
  });
  const truthOf = (short: string): LoopTruth => {
    const found = ships.find((ship) => ship.short === short);
    if (found) return found.truth;
    throw new RangeError(
      `case ${incident.id} has no ship "${short}"; it has ${ships.map((s) => s.short).join(", ")}`,
    );
  };
  return {
    incident,
    loops: ships.map(({ loop }) => loop),
    hardware: new Map(
      shipsOf(incident).flatMap(({ short, vehicle, loop }): [string, LoopHardware][] => {
        const twin = vehicles.get(vehicle)?.twin;
        return twin === undefined ? [] : [[`${short}/${loop}`, { twin, loop, channelPrefix: `${short}/` }]];
      }),
    ),
    vehicleFiles: new Map(),
    source: new SyntheticSource(incident.id, reconstruction, ships, seed),
    synthetic: true,
    note: reconstruction.note,
    fromS: reconstruction.from,
    untilS: reconstruction.until,
    openAtS: reconstruction["opens-at"],
    seed,
    events: caseEvents(incident, truthOf(reconstruction.leak.ship)),
    truthAt: (timeS, short = reconstruction.leak.ship) => truthOf(short).at(timeS),
  };
}

/** A case whose telemetry is made up channel by channel, with the loops that its file describes. */
function signalCase(incident: Incident, signals: WrittenSignals, options: CaseOptions): OpenedCase {
  const seed = options.seed ?? signals.seed;
  const made = (signals.events ?? []).map(
    ({ at, label }): CaseEvent => ({ timeS: at, kind: "reconstruction", label, source: null }),
  );
  const events = [...recordEvents(incident), ...made]
    .filter(({ timeS }) => timeS >= signals.from && timeS <= signals.until)
    .sort((a, b) => a.timeS - b.timeS);
  return {
    incident,
    loops: Object.entries(signals.loops).map(([id, loop]) => describeLoop(id, loop, incident.subject.ship)),
    hardware: new Map(),
    source: new SignalSource(incident.id, signals, seed),
    synthetic: true,
    note: signals.note,
    fromS: signals.from,
    untilS: signals.until,
    openAtS: signals["opens-at"],
    seed,
    events,
    truthAt: () => {
      throw new InputError(
        `case ${incident.id} is made up channel by channel: no loop's state lies behind it`,
      );
    },
  };
}

function refuseRecordOnly(incident: Incident): asserts incident is ReconstructedIncident {
  if (incident.reconstruction !== undefined) return;
  const { id, known, claims = [], evidence = [] } = incident;
  const count = (n: number, one: string, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;
  throw new InputError(
    `case ${id} holds ${count(known.length, "fact")} of the record, ${count(claims.length, "public statement")} and ${count(evidence.length, "item")} of evidence, but no telemetry: none was published and none is made up, so there is nothing to watch or to replay; "hoarfrost check ${id}" tests its statements, "hoarfrost cause ${id}" weighs its causes`,
  );
}

function shipsOf({ subject, beside = [] }: Incident): Ship[] {
  return [subject, ...beside];
}

function loopOf(
  { vehicle, loop, ship, short }: Ship,
  vehicles: ReadonlyMap<string, VehicleDescription>,
): LoopDescription {
  const loops = vehicles.get(vehicle)?.loops ?? [];
  const found = loops.find(({ id }) => id === loop);
  if (found === undefined)
    throw new InputError(
      `${ship}: vehicle "${vehicle}" has no loop "${loop}"; it has ${loops.map(({ id }) => id).join(", ") || "none"}`,
    );
  return {
    ...found,
    id: `${short}/${found.id}`,
    name: `${ship}, ${found.name.toLowerCase()}`,
    carrier: ship,
    inventoryChannel: `${short}/${found.inventoryChannel}`,
    explainedBy: found.explainedBy.map((entry) => ({ ...entry, channel: `${short}/${entry.channel}` })),
    ...(found.witnesses && {
      witnesses: found.witnesses.map((entry) => ({ ...entry, channel: `${short}/${entry.channel}` })),
    }),
  };
}

function vehicleFile(caseFile: string, vehicle: string): string {
  const name = `${vehicle}.yaml`;
  const own = join(dirname(caseFile), "..", "vehicles", name);
  return existsSync(own) ? own : join(incidentLibrary, "..", "vehicles", name);
}

function readInput(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new InputError(
      `${path}: cannot be read (${(error as NodeJS.ErrnoException).code}); check the name`,
    );
  }
}
