import { createHash } from "node:crypto";
import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { createGunzip } from "node:zlib";
import type { Command } from "commander";
import { incidentFile, openIncident } from "../incident/index.ts";
import { shippedDisposal } from "../plan/disposal/index.ts";
import { shippedRules } from "../plan/options/index.ts";
import { shippedStation } from "../plan/station/index.ts";
import {
  findBrowser,
  followUps,
  noFollowUps,
  type Provenance,
  printPdf,
  type ReportCase,
  renderReport,
  type Watched,
  WatchLog,
} from "../report/index.ts";
import { InputError } from "../telemetry/sample.ts";
import { watchSource } from "../watch/index.ts";
import { caseFile } from "./cases.ts";
import { absolute } from "./check-command.ts";
import { checkSomeLoopReported, type Input, openInput, someLoopReported } from "./input.ts";
import { Exit } from "./outcome.ts";
import { Progress } from "./progress.ts";
import { libraryFolder, loadVehicle } from "./vehicles.ts";
import { version } from "./version.ts";
import { checkWritable, writeWhole } from "./whole-file.ts";

interface ReportFlags {
  out: string;
  vehicle?: string;
  loop?: string[];
  at?: string;
  seed?: string;
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
  const weighed = openIncident(path);
  const { incident } = weighed;
  const isReplayable = incident.reconstruction !== undefined;
  if (!isReplayable && (flags.seed ?? flags.vehicle ?? flags.loop) !== undefined)
    throw new InputError(
      `${incident.id} holds record and claims only: leave --seed, --vehicle and --loop out`,
    );
  const input = isReplayable ? await openInput(caseFile(location) ?? path, inputFlags(flags)) : null;
  const watched = input === null ? null : await watch(input, incident.id, incident.title, knownByS);
  const atS = Math.min(
    knownByS ?? Number.POSITIVE_INFINITY,
    watched === null ? (incident.known[0]?.at?.timeS ?? 0) : endOf(watched, input!),
  );
  const follow = await followUps(weighed, atS, knownByS);
  const vehicles = [...new Set([incident.subject, ...(incident.beside ?? [])].map(({ vehicle }) => vehicle))];
  return {
    id: incident.id,
    title: incident.title,
    syntheticNote: input?.syntheticNote ?? null,
    watched,
    knownByS,
    ...follow,
    provenance: provenance(basename(location, ".yaml"), flags, input?.opened?.seed ?? null, [
      path,
      ...vehicles.map((id) => join(libraryFolder, "vehicles", `${id}.yaml`)),
      ...(follow.seats === null ? [] : [shippedStation]),
      ...(follow.plan === null ? [] : [shippedRules]),
      ...(follow.disposal === null ? [] : [shippedDisposal]),
    ]),
  };
}

async function recordingReport(
  location: string,
  flags: ReportFlags,
  knownByS: number | null,
): Promise<ReportCase> {
  const input = await openInput(location, inputFlags(flags));
  const name = basename(location);
  const vehicle = flags.vehicle ?? "iss";
  const title = `${loadVehicle(vehicle).name}: ${name}`;
  const watched = await watch(input, name.replace(/[^\w.-]+/g, "-"), title, knownByS);
  const vehicleFile = existsSync(vehicle) ? vehicle : join(libraryFolder, "vehicles", `${vehicle}.yaml`);
  return {
    id: watched.document.id,
    title: watched.document.title,
    syntheticNote: input.syntheticNote ?? (await ownNote(location)),
    watched,
    knownByS,
    ...noFollowUps,
    provenance: provenance(name, flags, null, [location, vehicleFile]),
  };
}

function inputFlags({ vehicle, loop, seed }: ReportFlags) {
  return {
    ...(vehicle !== undefined && { vehicle }),
    ...(loop && { loop }),
    ...(seed !== undefined && { seed }),
  };
}

async function watch(input: Input, id: string, title: string, knownByS: number | null): Promise<Watched> {
  const progress = new Progress("watching");
  const log = new WatchLog(input.loops);
  let samples = 0;
  let problems = 0;
  const outputs = watchSource(input.source, input.loops, {
    onProblem: () => {
      problems += 1;
    },
    onCounts: (counts) => {
      samples = counts.samples;
      progress.update(null, `${samples.toLocaleString("en-US")} samples`);
    },
  });
  try {
    for await (const output of outputs) {
      if (knownByS !== null && output.point.endS > knownByS) {
        if (output.point.endS > knownByS + PAST_S) break;
        continue;
      }
      log.take(output);
    }
  } finally {
    progress.clear();
  }
  if (knownByS === null || !someLoopReported(input)) checkSomeLoopReported(input);
  const sourceName = basename(input.source.name);
  const watched = log.finish({
    id,
    title,
    syntheticNote: input.syntheticNote,
    sourceName,
    samples,
    problems,
    version: version(),
  });
  if (watched.document.source.span !== null) return watched;
  throw new InputError(
    `--at ${new Date(knownByS! * 1000).toISOString()} lies before the first frame of ${sourceName}`,
  );
}

/** Frames of several loops come nearly, not quite, in order of time: one well past the instant says that all have passed it. */
const PAST_S = 3600;

const endOf = ({ document }: Watched, { opened }: Input): number =>
  document.source.span === null ? (opened?.untilS ?? 0) : Date.parse(document.source.span.until) / 1000;

function provenance(
  name: string,
  { vehicle, loop, at, seed }: ReportFlags,
  usedSeed: number | null,
  files: readonly string[],
): Provenance {
  const parts = [
    "hoarfrost report",
    name,
    ...(vehicle === undefined ? [] : [`--vehicle ${basename(vehicle)}`]),
    ...(loop === undefined ? [] : [`--loop ${loop.join(" ")}`]),
    ...(at === undefined ? [] : [`--at ${at}`]),
    ...(seed === undefined ? [] : [`--seed ${seed}`]),
    "--out FILE",
  ];
  return {
    version: version(),
    command: parts.join(" "),
    inputs: files
      .filter((path) => existsSync(path))
      .map((path) => ({ name: basename(path), sha256: hashOf(path) })),
    seed: usedSeed,
  };
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

/** What a recording says of itself in its first line, where that begins with # and calls it synthetic. */
async function ownNote(location: string): Promise<string | null> {
  if (statSync(location).isDirectory()) return null;
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
