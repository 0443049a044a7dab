import { group, missingSources, type Problem, readYaml } from "../vehicle/index.ts";
import { type Incident, incidentSchema } from "./incident-schema.ts";
import { readInstant } from "./instant.ts";
import { checkStatements } from "./statements.ts";

export type IncidentOutcome =
  | { readonly ok: true; readonly incident: Incident }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Reads an incident file (YAML, `docs/incident-file.md`). All problems at once, each with file, line, element, value and a way out. */
export function readIncident(text: string, fileName: string): IncidentOutcome {
  const outcome = readYaml(text, fileName, incidentSchema, crossCheckIncident);
  return outcome.ok ? { ok: true, incident: outcome.value } : outcome;
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function crossCheckIncident(raw: unknown): Problem[] {
  const file = group(raw);
  const reconstruction = group(file.reconstruction);
  const problems = missingSources(file, Object.keys(group(file.sources)));

  const shorts: string[] = [];
  const ships = [["subject"], ...list(file.beside).map((_, i) => ["beside", i])];
  for (const [index, path] of ships.entries()) {
    const ship = group(index === 0 ? file.subject : list(file.beside)[index - 1]);
    const short = ship.short;
    if (typeof short !== "string") continue;
    if (shorts.includes(short))
      problems.push({
        path: [...path, "short"],
        text: `"${short}" already names another ship of this file; choose another`,
      });
    shorts.push(short);
    if (reconstruction.ships !== undefined && group(reconstruction.ships)[short] === undefined)
      problems.push({
        path: ["reconstruction", "ships"],
        text: `has no entry for "${short}"; add its temperature and swings`,
      });
  }
  for (const name of Object.keys(group(reconstruction.ships)))
    if (!shorts.includes(name))
      problems.push({
        path: ["reconstruction", "ships", name],
        text: `"${name}" is not the short name of a ship of this file; write one of ${shorts.join(", ")}`,
      });
  if (file.reconstruction !== undefined && file.signals !== undefined)
    problems.push({ path: ["signals"], text: "stands beside a reconstruction; a case has one of the two" });
  problems.push(...checkSignals(group(file.signals)));
  if (file.reconstruction === undefined) return [...problems, ...checkIds(file), ...checkStatements(file)];
  const leak = group(reconstruction.leak);
  if (typeof leak.ship === "string" && leak.ship !== group(file.subject).short)
    problems.push({
      path: ["reconstruction", "leak", "ship"],
      text: `"${leak.ship}" is not the subject's short name, "${group(file.subject).short}"`,
    });
  return [
    ...problems,
    ...checkTimes(reconstruction, group(leak.onset)),
    ...checkIds(file),
    ...checkStatements(file),
  ];
}

/** Every channel that a loop or a fault names must be made up. */
function checkSignals(signals: Record<string, unknown>): Problem[] {
  const made = Object.keys(group(signals.channels));
  const problems: Problem[] = [];
  const wants = (path: (string | number)[], channel: unknown) => {
    if (typeof channel !== "string" || made.includes(channel)) return;
    problems.push({
      path: ["signals", ...path],
      text: `"${channel}" is not made up; write it under channels, which has ${made.join(", ")}`,
    });
  };
  for (const [id, raw] of Object.entries(group(signals.loops))) {
    const loop = group(raw);
    wants(["loops", id, "inventory", "channel"], group(loop.inventory).channel);
    for (const part of ["explained-by", "witnesses"])
      for (const [index, entry] of list(loop[part]).entries())
        wants(["loops", id, part, index, "channel"], group(entry).channel);
  }
  for (const [index, fault] of list(signals["off-scale"]).entries())
    for (const channel of Object.keys(group(group(fault).values)))
      wants(["off-scale", index, "values"], channel);
  return problems;
}

function checkTimes(reconstruction: Record<string, unknown>, onset: Record<string, unknown>): Problem[] {
  const problems: Problem[] = [];
  const time = (value: unknown) =>
    typeof value === "string" ? (readInstant(value)?.timeS ?? Number.NaN) : Number.NaN;
  const ordered = (path: (string | number)[], earlier: unknown, later: unknown, rule: string) => {
    if (time(earlier) > time(later))
      problems.push({ path: ["reconstruction", ...path], text: `${later} lies before ${earlier}; ${rule}` });
  };
  const { from, until } = reconstruction;
  ordered(["until"], from, until, "a reconstruction ends after it begins");
  ordered(["opens-at"], from, reconstruction["opens-at"], "the replay opens inside the reconstruction");
  ordered(["opens-at"], reconstruction["opens-at"], until, "the replay opens inside the reconstruction");
  ordered(["leak", "onset"], from, onset.value, "the leak begins inside the reconstruction");
  ordered(["leak", "onset"], onset.value, until, "the leak begins inside the reconstruction");
  const [low, high] = list(onset.range);
  ordered(["leak", "onset", "range"], low, onset.value, "write range: [earliest, latest] around the value");
  ordered(["leak", "onset", "range"], onset.value, high, "write range: [earliest, latest] around the value");
  return problems;
}

function checkIds(file: Record<string, unknown>): Problem[] {
  const problems: Problem[] = [];
  for (const part of ["claims", "evidence"]) {
    const seen = new Set<unknown>();
    for (const [index, entry] of list(file[part]).entries()) {
      const { id } = group(entry);
      if (seen.has(id))
        problems.push({ path: [part, index, "id"], text: `"${id}" stands twice in ${part}; rename one` });
      seen.add(id);
    }
  }
  return problems;
}
