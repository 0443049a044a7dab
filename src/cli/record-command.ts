import type { Command } from "commander";
import { recordSource } from "../telemetry/recording/index.ts";
import { InputError } from "../telemetry/sample.ts";
import { openTelemetry } from "./input.ts";
import { readDuration } from "./instant.ts";
import { Exit } from "./outcome.ts";
import { Progress } from "./progress.ts";
import { loadVehicle } from "./vehicles.ts";

interface RecordFlags {
  server?: string;
  vehicle?: string;
  for?: string;
  quiet?: boolean;
}

const DETAIL = `
SOURCE is "iss" for the station's public live feed, a file, or - for standard input. FOLDER is made if absent and
grown if it holds a recording: one compressed, checksummed segment an hour, never overwritten. What was synced
survives a crash or power cut; a second is the most that can be lost. Stop with Ctrl-C. A recording holds numbers
without units: name the --vehicle of a file that writes its own units, and they are converted.

Examples:
  hoarfrost record run.csv.gz recordings/run
  hoarfrost watch recordings/run
  hoarfrost record iss recordings/iss
  hoarfrost record iss recordings/iss --for 2days`;

export function addRecordCommand(program: Command): void {
  program
    .command("record")
    .description("write what a source brings into a crash-safe, compressed folder")
    .argument("<source>", "iss, a file, or - for standard input")
    .argument("<folder>", "folder of the recording")
    .option("--server <url>", "another server that speaks the feed's protocol")
    .option("--vehicle <file>", "vehicle file whose units are wanted (default: as they come)")
    .option("--for <time>", "stop after this long, such as 6h or 30days")
    .option("--quiet", "no progress")
    .addHelpText("after", DETAIL)
    .action(async (source: string, folder: string, flags: RecordFlags) => {
      process.exitCode = await runRecord(source, folder, flags);
    });
}

async function runRecord(name: string, folder: string, flags: RecordFlags): Promise<number> {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
  const timer =
    flags.for === undefined
      ? undefined
      : setTimeout(() => stop.abort(), 1000 * readDuration(flags.for, "--for"));
  const progress = new Progress("recording");
  let link = "connecting";
  const source =
    name === "iss"
      ? (await import("../telemetry/live/index.ts")).openIssFeed({
          ...(flags.server !== undefined && { server: flags.server }),
          signal: stop.signal,
          onLink: (state) => {
            link = String(state);
          },
        })
      : await openTelemetry(name, flags.vehicle === undefined ? null : loadVehicle(flags.vehicle).loops);
  try {
    const end = await recordSource(
      source,
      folder,
      {
        onRepair: (repairs) => {
          for (const repair of repairs) process.stderr.write(`${folder}: ${repair}\n`);
        },
        onProgress: (now) => {
          if (flags.quiet) return;
          const last =
            now.lastTimeS === undefined ? "nothing yet" : new Date(now.lastTimeS * 1000).toISOString();
          const megabytes = (now.folderBytes / 1e6).toFixed(1);
          const signal = now.link === undefined ? link : `signal ${now.link}`;
          progress.update(
            null,
            `${now.samples.toLocaleString("en-US")} samples, ${megabytes} MB, ${signal}, last ${last}`,
          );
        },
      },
      stop.signal,
    );
    progress.clear();
    process.stderr.write(
      `${folder}: ${end.syncedSamples.toLocaleString("en-US")} samples recorded in this run, all on the medium\n`,
    );
    return Exit.ok;
  } catch (problem) {
    progress.clear();
    if (problem instanceof Error && problem.name === "RecordingStopped")
      throw new InputError(problem.message);
    throw problem;
  } finally {
    clearTimeout(timer);
  }
}
