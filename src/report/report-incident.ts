import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type OpenedCase, openCase, openIncident } from "../incident/index.ts";
import { shippedDisposal } from "../plan/disposal/index.ts";
import { shippedRules } from "../plan/options/index.ts";
import { shippedStation } from "../plan/station/index.ts";
import { InputError, type TelemetrySource } from "../telemetry/index.ts";
import type { LoopDescription } from "../vehicle/index.ts";
import { watchSource } from "../watch/index.ts";
import { followUps } from "./follow-ups.ts";
import { type ForecastHardware, forecastOfLeak } from "./forecast-of-leak.ts";
import type { Provenance, ReportCase } from "./report-case.ts";
import { type Subject, subjectOf } from "./subject.ts";
import { type Watched, WatchLog } from "./watch-log.ts";

export interface IncidentReportOptions {
  /** Use nothing later; null for the whole record. */
  readonly knownByS: number | null;
  readonly version: string;
  /** The command that makes the same report again. */
  readonly command: string;
  readonly seed?: number;
  /** Which of the case's loops are watched; all of them without it. */
  readonly choose?: (opened: OpenedCase) => LoopDescription[];
  /** Members of the forecast; none leaves it out. */
  readonly members?: number;
  readonly onSamples?: (samples: number) => void;
}

/** An incident on record as a report, from its file: watched anew where it can be replayed. Takes seconds. */
export async function reportIncident(path: string, options: IncidentReportOptions): Promise<ReportCase> {
  const { knownByS, version, command, seed, choose, members, onSamples } = options;
  const weighed = openIncident(path);
  const { incident } = weighed;
  const opened =
    incident.reconstruction === undefined && incident.signals === undefined
      ? null
      : openCase(path, seed === undefined ? {} : { seed });
  const { id, title } = incident;
  const watched =
    opened === null
      ? null
      : await watchWhole(opened.source, choose?.(opened) ?? [...opened.loops], {
          about: { id, title, syntheticNote: opened.note, version },
          knownByS,
          ...(onSamples && { onSamples }),
        });
  const endS = watched === null ? (incident.known[0]?.at?.timeS ?? 0) : endOf(watched);
  const subject = watched === null ? null : subjectOf({ watched, incident });
  const isLeaking = subject?.leak?.phase === "confirmed";
  const atS = Math.min(knownByS ?? Number.POSITIVE_INFINITY, endS);
  const follow = await followUps(weighed, atS, knownByS, { path, isLeaking });
  const hardware = opened === null || subject === null ? null : hardwareIn(opened, subject);
  const thermal =
    subject === null || hardware === null ? null : await forecastOfLeak(subject, hardware, atS, members);
  const vehicles = [...new Set([incident.subject, ...(incident.beside ?? [])].map(({ vehicle }) => vehicle))];
  return {
    id,
    title,
    syntheticNote: opened?.note ?? null,
    watched,
    knownByS,
    ...follow,
    thermal,
    provenance: {
      version,
      command,
      seed: opened?.seed ?? null,
      inputs: inputsOf([
        path,
        ...vehicles.map((vehicle) => join(dirname(path), "..", "vehicles", `${vehicle}.yaml`)),
        ...(follow.seats === null ? [] : [shippedStation]),
        ...(follow.plan === null ? [] : [shippedRules]),
        ...(follow.disposal === null ? [] : [shippedDisposal]),
        ...(follow.wayHome?.files ?? []),
        ...(follow.camera?.file == null ? [] : [follow.camera.file]),
      ]),
    },
  };
}

function hardwareIn({ hardware, vehicleFiles }: OpenedCase, { watched }: Subject): ForecastHardware | null {
  const { id } = watched.loop;
  const [of, vehicleFile] = [hardware.get(id), vehicleFiles.get(id)];
  return of === undefined || vehicleFile === undefined ? null : { twin: of.twin, loop: of.loop, vehicleFile };
}

/** Frames of several loops come nearly, not quite, in order of time: one well past the instant says that all have passed it. */
const PAST_S = 3600;

/** Watches a source to its end, or to an instant, and keeps what a report needs. */
export async function watchWhole(
  source: TelemetrySource,
  loops: readonly LoopDescription[],
  options: {
    readonly about: {
      readonly id: string;
      readonly title: string;
      readonly syntheticNote: string | null;
      readonly version: string;
    };
    readonly knownByS: number | null;
    readonly onSamples?: (samples: number) => void;
  },
): Promise<Watched> {
  const { about, knownByS, onSamples } = options;
  const log = new WatchLog(loops);
  let samples = 0;
  let problems = 0;
  const outputs = watchSource(source, loops, {
    onProblem: () => {
      problems += 1;
    },
    onCounts: (counts) => {
      samples = counts.samples;
      onSamples?.(samples);
    },
  });
  for await (const output of outputs) {
    if (knownByS === null || output.point.endS <= knownByS) log.take(output);
    else if (output.point.endS > knownByS + PAST_S) break;
  }
  const sourceName = basename(source.name);
  const watched = log.finish({ ...about, sourceName, samples, problems });
  if (watched.document.source.span !== null || knownByS === null) return watched;
  throw new InputError(
    `${new Date(knownByS * 1000).toISOString()} lies before the first frame of ${sourceName}; ask for a later instant`,
  );
}

const endOf = ({ document }: Watched): number => Date.parse(document.source.span?.until ?? "") / 1000;

/** Files with their SHA-256; those that are not there are left out. */
export function inputsOf(paths: readonly string[]): Provenance["inputs"] {
  return paths
    .filter((path) => existsSync(path))
    .map((path) => ({ name: basename(path), sha256: hashOf(path) }));
}

/** Of a folder: of its files' names and contents, in order of name. */
function hashOf(path: string): string {
  const hash = createHash("sha256");
  if (statSync(path).isDirectory())
    for (const name of readdirSync(path).sort()) {
      const file = join(path, name);
      if (statSync(file).isFile()) hash.update(`${name}\n`).update(readFileSync(file));
    }
  else hash.update(readFileSync(path));
  return hash.digest("hex");
}
