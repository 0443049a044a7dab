import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { CauseCase } from "../cause/index.ts";
import type { ClaimsCase } from "../claims/index.ts";
import { loadStation } from "../plan/station/index.ts";
import { InputError } from "../telemetry/index.ts";
import { type LoopDescription, readVehicle } from "../vehicle/index.ts";
import type { Incident } from "./incident-schema.ts";
import { incidentLibrary, listIncidents } from "./open-case.ts";
import { readIncident } from "./read-incident.ts";
import { causeCaseOf, claimsCaseOf } from "./weigh-incident.ts";

/** Path of the incident that a file name, an id or the end of an id stands for. Throws an InputError that lists what there is. */
export function incidentFile(name: string): string {
  if (existsSync(name) && name.endsWith(".yaml")) return name;
  const paths = listIncidents();
  const matches = paths.filter((path) => {
    const id = basename(path, ".yaml");
    return id === name || id.endsWith(`-${name}`);
  });
  if (matches.length === 1) return matches[0]!;
  const ids = paths.map((path) => basename(path, ".yaml"));
  throw new InputError(
    matches.length > 1
      ? `"${name}" stands for ${matches.map((path) => basename(path, ".yaml")).join(" and ")}; write one of them`
      : `"${name}" is neither a file nor a shipped incident; shipped are ${ids.join(", ")}`,
  );
}

/** Reads an incident file, with or without a reconstruction. Throws an InputError with every problem of it. */
export function loadIncident(path: string): Incident {
  const outcome = readIncident(readFileSync(path, "utf8"), basename(path));
  if (!outcome.ok) throw new InputError(outcome.problems.join("\n"));
  return outcome.incident;
}

/** An incident ready to be weighed: its cause case with its sister ship, and its claims case. */
export interface WeighedIncident {
  readonly incident: Incident;
  readonly cause: CauseCase;
  readonly claims: ClaimsCase;
}

/** Opens an incident for `cause` and `check`; other ships and vehicles are looked for beside the file, then in the library. */
export function openIncident(name: string): WeighedIncident {
  const path = incidentFile(name);
  const incident = loadIncident(path);
  const cause = causeCaseOf(incident, (id) => {
    const beside = join(dirname(path), `${id}.yaml`);
    return loadIncident(existsSync(beside) ? beside : incidentFile(id));
  });
  return {
    incident,
    cause,
    claims: claimsCaseOf(incident, cause, loopOfSubject(incident, path), loadStation),
  };
}

function loopOfSubject({ subject, reconstruction }: Incident, path: string): LoopDescription | null {
  if (reconstruction === undefined) return null;
  const file = `${subject.vehicle}.yaml`;
  const own = join(dirname(path), "..", "vehicles", file);
  const vehiclePath = existsSync(own) ? own : join(incidentLibrary, "..", "vehicles", file);
  const read = readVehicle(readFileSync(vehiclePath, "utf8"), file);
  if (!read.ok) throw new InputError(read.problems.join("\n"));
  return read.vehicle.loops.find(({ id }) => id === subject.loop) ?? null;
}
