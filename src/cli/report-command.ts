import { existsSync } from "node:fs";
import { basename } from "node:path";
import type { Command } from "commander";
import { incidentFile, loadIncident } from "../incident/index.ts";
import {
  findBrowser,
  printPdf,
  type ReportCase,
  renderReport,
  reportIncident,
  reportRecording,
} from "../report/index.ts";
import { InputError } from "../telemetry/sample.ts";
import { absolute, wholeNumber } from "./check-command.ts";
import { checkSomeLoopReported, openInput } from "./input.ts";
import { Exit } from "./outcome.ts";
import { Progress } from "./progress.ts";
import { chooseLoops, loadVehicle, vehiclePath } from "./vehicles.ts";
import { version } from "./version.ts";
import { checkWritable, writeWhole } from "./whole-file.ts";

/** A report that takes longer than some minutes is one that nobody waits for. */
const MOST_MEMBERS = 1000;

interface ReportFlags {
  out: string;
  vehicle?: string;
  loop?: string[];
  at?: string;
  seed?: string;
  members?: string;
}

const DETAIL = `
Writes one file that stands for itself: a first page that a flight director reads in two minutes, then the evidence, what was said,
the odds of causes, seats and plan where they apply, the record, assumptions and versions. HTML needs nothing; PDF is printed by a
Chromium on this machine. The same command on the same files gives the same bytes.

INCIDENT is a shipped case, an incident file, or a recording (then --vehicle says of what). With --at nothing later than that
instant counts, neither telemetry nor what was published.

Examples:
  hoarfrost report 2023-02-11-progress-ms-21 --out ms-21.html
  hoarfrost report progress-ms-21 --at 2023-02-11T10:12Z --out ms-21-early.html
  hoarfrost report leaking.csv.gz --vehicle iss --out station.pdf`;

/** `hoarfrost report`: an incident on paper. */
export function addReportCommand(program: Command): void {
  program
    .command("report")
    .description("write an incident report: one page for a director, then the evidence")
    .argument("<incident>", "case, incident file, or recording")
    .requiredOption("--out <file>", "where to write it: a name that ends in .html or .pdf")
    .option("--vehicle <file>", "vehicle file of a recording, or the name of a shipped one (default: iss)")
    .option("--loop <id...>", "report on these loops only")
    .option("--at <instant>", "use only what was known by then")
    .option("--seed <n>", "seed of a case's synthetic telemetry")
    .option("--members <n>", "members of the forecast; 0 leaves it out (default: 16)")
    .addHelpText("after", DETAIL)
    .action(async (location: string, flags: ReportFlags) => {
      process.exitCode = await runReport(location, flags);
    });
}

async function runReport(location: string, flags: ReportFlags): Promise<number> {
  const isPdf = /\.pdf$/i.test(flags.out);
  if (!isPdf && !/\.html?$/i.test(flags.out))
    throw new InputError(`--out "${flags.out}" ends neither in .html nor in .pdf; write one of them`);
  checkWritable(flags.out);
  // Found before minutes of work, not after.
  const browser = isPdf ? findBrowser() : null;
  const page = renderReport(await reportCase(location, flags));
  writeWhole(flags.out, browser === null ? page : await printPdf(page, browser));
  process.stderr.write(`${flags.out}: written\n`);
  return Exit.ok;
}

async function reportCase(location: string, flags: ReportFlags): Promise<ReportCase> {
  if (location === "-")
    throw new InputError("a report names the file it was made from; record standard input first");
  const knownByS = flags.at === undefined ? null : absolute(flags.at);
  if (existsSync(location) && !location.endsWith(".yaml")) return recordingReport(location, flags, knownByS);
  return incidentReport(location, flags, knownByS);
}

async function incidentReport(
  location: string,
  flags: ReportFlags,
  knownByS: number | null,
): Promise<ReportCase> {
  const path = incidentFile(location);
  const { id, reconstruction, signals } = loadIncident(path);
  if (reconstruction === undefined && signals === undefined && (flags.seed ?? flags.loop) !== undefined)
    throw new InputError(`${id} holds record and claims only: leave --seed and --loop out`);
  if (flags.vehicle !== undefined)
    throw new InputError("an incident brings its own vehicles: leave --vehicle out");
  const progress = new Progress("watching");
  try {
    return await reportIncident(path, {
      knownByS,
      version: version(),
      command: commandOf(basename(location, ".yaml"), flags),
      ...(flags.seed !== undefined && { seed: wholeNumber(flags.seed, "--seed") }),
      ...membersOf(flags),
      choose: (opened) => chooseLoops({ id, loops: opened.loops }, flags.loop),
      onSamples: (samples) => progress.update(null, `${samples.toLocaleString("en-US")} samples`),
    });
  } finally {
    progress.clear();
  }
}

async function recordingReport(
  location: string,
  flags: ReportFlags,
  knownByS: number | null,
): Promise<ReportCase> {
  const { vehicle = "iss", loop } = flags;
  const input = await openInput(location, { vehicle, ...(loop && { loop }) });
  const progress = new Progress("watching");
  try {
    const report = await reportRecording(
      {
        path: location,
        vehicleName: loadVehicle(vehicle).name,
        vehicleFile: vehiclePath(vehicle),
        loops: input.loops,
      },
      input.source,
      {
        knownByS,
        version: version(),
        command: commandOf(basename(location), flags),
        ...membersOf(flags),
        onSamples: (samples) => progress.update(null, `${samples.toLocaleString("en-US")} samples`),
      },
    );
    checkSomeLoopReported(input);
    return report;
  } finally {
    progress.clear();
  }
}

function membersOf({ members }: ReportFlags): { readonly members?: number } {
  if (members === undefined) return {};
  const count = wholeNumber(members, "--members");
  if (count <= MOST_MEMBERS) return { members: count };
  throw new InputError(
    `--members ${members} is more than ${MOST_MEMBERS}; use hoarfrost forecast for that many`,
  );
}

/** The command without the folders of this machine. */
function commandOf(name: string, { vehicle, loop, at, seed, members }: ReportFlags): string {
  return [
    "hoarfrost report",
    name,
    ...(vehicle === undefined ? [] : [`--vehicle ${basename(vehicle)}`]),
    ...(loop === undefined ? [] : [`--loop ${loop.join(" ")}`]),
    ...(at === undefined ? [] : [`--at ${at}`]),
    ...(seed === undefined ? [] : [`--seed ${seed}`]),
    ...(members === undefined ? [] : [`--members ${members}`]),
    "--out FILE",
  ].join(" ");
}
