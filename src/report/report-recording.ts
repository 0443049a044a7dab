import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { basename } from "node:path";
import { createGunzip } from "node:zlib";
import type { TelemetrySource } from "../telemetry/index.ts";
import { type LoopDescription, readVehicle } from "../vehicle/index.ts";
import { noFollowUps } from "./follow-ups.ts";
import { forecastOfLeak, type ThermalReport } from "./forecast-of-leak.ts";
import type { ReportCase } from "./report-case.ts";
import { inputsOf, watchWhole } from "./report-incident.ts";
import { subjectOf, watchedUntilS } from "./subject.ts";
import type { Watched } from "./watch-log.ts";

/** A recording and what it is watched with: plain data, so that another thread can do so too. */
export interface RecordingOrigin {
  /** A file, or the folder of a recording. */
  readonly path: string;
  readonly vehicleName: string;
  readonly vehicleFile: string;
  readonly loops: readonly LoopDescription[];
}

export interface RecordingReportOptions {
  /** Use nothing later; null for all of it. */
  readonly knownByS: number | null;
  readonly version: string;
  /** The command that makes the same report again. */
  readonly command: string;
  /** Members of the forecast, where the vehicle's hardware is described; none leaves it out. */
  readonly members?: number;
  readonly onSamples?: (samples: number) => void;
}

/** A recording as a report, watched anew. Nothing is on record of it: causes and statements stay empty. Takes seconds. */
export async function reportRecording(
  { path, vehicleName, vehicleFile, loops }: RecordingOrigin,
  source: TelemetrySource,
  { knownByS, version, command, members, onSamples }: RecordingReportOptions,
): Promise<ReportCase> {
  const name = basename(path);
  const id = name.replace(/[^\w.-]+/g, "-");
  const title = `${vehicleName}: ${name}`;
  const syntheticNote = await ownNote(path);
  const watched = await watchWhole(source, loops, {
    about: { id, title, syntheticNote: null, version },
    knownByS,
    ...(onSamples && { onSamples }),
  });
  return {
    id,
    title,
    syntheticNote,
    watched,
    knownByS,
    ...noFollowUps,
    thermal: await forecastOf(watched, vehicleFile, members),
    provenance: {
      version,
      command,
      seed: null,
      inputs: inputsOf([path, vehicleFile]),
    },
  };
}

/** The hours ahead of a recorded vehicle; null where its file is for watching only. */
async function forecastOf(
  watched: Watched,
  vehicleFile: string,
  members: number | undefined,
): Promise<ThermalReport | null> {
  const subject = subjectOf({ watched, incident: null });
  const untilS = watchedUntilS({ watched });
  if (subject === null || untilS === null) return null;
  const read = readVehicle(readFileSync(vehicleFile, "utf8"), basename(vehicleFile));
  const twin = read.ok ? read.vehicle.twin : undefined;
  const loop = twin?.loops.find(({ id }) => id === subject.watched.loop.id)?.id;
  if (!twin || loop === undefined) return null;
  return forecastOfLeak(subject, { twin, loop, vehicleFile }, untilS, members);
}

/** What a recording says of itself in its first line, where that begins with # and calls it synthetic. */
export async function ownNote(location: string): Promise<string | null> {
  if (!existsSync(location) || statSync(location).isDirectory()) return null;
  const raw = createReadStream(location);
  const stream = location.endsWith(".gz") ? raw.pipe(createGunzip()) : raw;
  let text = "";
  for await (const chunk of stream) {
    text += String(chunk);
    if (text.includes("\n") || text.length > 65_536) break;
  }
  raw.destroy();
  const first = text.split("\n", 1)[0]!.trim();
  return first.startsWith("#") && /synthetic/i.test(first)
    ? first
        .replace(/^#\s*(SYNTHETIC(?: leak)?:?\s*)?/i, (found) => (/leak/i.test(found) ? "A leak was " : ""))
        .trim()
    : null;
}
