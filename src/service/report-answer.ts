import { statSync } from "node:fs";
import { basename } from "node:path";
import { incidentFile } from "../incident/index.ts";
import { renderReport, reportIncident, reportRecording } from "../report/index.ts";
import { openSource } from "../telemetry/open-source.ts";
import { openRecording } from "../telemetry/recording/index.ts";
import { InputError } from "../telemetry/sample.ts";
import { Problem } from "./problem.ts";
import type { Recorded } from "./run-input.ts";

export interface ReportQuestion {
  readonly kind: "report";
  readonly incident: string;
  readonly knownByS: number | null;
  readonly version: string;
}

/** A page that stands for itself, and the name it is kept under. */
export interface ReportAnswer {
  readonly fileName: string;
  readonly page: string;
}

export interface RecordingQuestion {
  readonly kind: "recording";
  readonly recorded: Recorded;
  readonly knownByS: number | null;
  readonly version: string;
}

const atWords = (knownByS: number | null): string | null =>
  knownByS === null ? null : `${new Date(knownByS * 1000).toISOString().slice(0, 19)}Z`;

const fileNameOf = (name: string, at: string | null): string =>
  `${name}${at === null ? "" : `-${at.slice(0, 16).replace(":", "")}`}.html`;

/** The report on a recording, watched anew from its file, as `hoarfrost report` writes it. Takes seconds, as the other does. */
export async function recordingAnswer(question: RecordingQuestion): Promise<ReportAnswer> {
  const { recorded, knownByS, version } = question;
  const { origin, units, flags } = recorded;
  const at = atWords(knownByS);
  const name = basename(origin.path);
  const command = `hoarfrost report ${name}${flags}${at === null ? "" : ` --at ${at}`} --out FILE`;
  try {
    const source = statSync(origin.path).isDirectory()
      ? await openRecording(origin.path)
      : await openSource(origin.path, { units });
    const report = await reportRecording(origin, source, { knownByS, version, command });
    return { fileName: fileNameOf(report.id, at), page: renderReport(report) };
  } catch (error) {
    const isGone = error instanceof Error && "code" in error && error.code === "ENOENT";
    if (!(error instanceof InputError) && !isGone) throw error;
    const detail = `The recording ${JSON.stringify(name)} cannot be reported on: ${error.message}.`;
    throw new Problem(404, "no-recording", detail);
  }
}

/** The report on a case, as `hoarfrost report` writes it. Takes seconds: meant for a thread of its own. */
export async function reportAnswer({ incident, knownByS, version }: ReportQuestion): Promise<ReportAnswer> {
  const at = atWords(knownByS);
  const command = `hoarfrost report ${incident}${at === null ? "" : ` --at ${at}`} --out FILE`;
  try {
    const report = await reportIncident(incidentFile(incident), { knownByS, version, command });
    return { fileName: fileNameOf(incident, at), page: renderReport(report) };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new Problem(
      404,
      "nothing-on-record",
      `There is no report of ${JSON.stringify(incident)}: ${error.message}.`,
    );
  }
}
