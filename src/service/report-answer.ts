import { incidentFile } from "../incident/index.ts";
import { renderReport, reportIncident } from "../report/index.ts";
import { InputError } from "../telemetry/sample.ts";
import { Problem } from "./problem.ts";

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

/** The report on a case, as `hoarfrost report` writes it. Takes seconds: meant for a thread of its own. */
export async function reportAnswer({ incident, knownByS, version }: ReportQuestion): Promise<ReportAnswer> {
  const at = knownByS === null ? null : `${new Date(knownByS * 1000).toISOString().slice(0, 19)}Z`;
  const command = `hoarfrost report ${incident}${at === null ? "" : ` --at ${at}`} --out FILE`;
  try {
    const report = await reportIncident(incidentFile(incident), { knownByS, version, command });
    const fileName = `${incident}${at === null ? "" : `-${at.slice(0, 16).replace(":", "")}`}.html`;
    return { fileName, page: renderReport(report) };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new Problem(
      404,
      "nothing-on-record",
      `There is no report of ${JSON.stringify(incident)}: ${error.message}.`,
    );
  }
}
