import type { Command } from "commander";
import { InputError, type TelemetrySource } from "../telemetry/sample.ts";
import { writeCsv } from "../telemetry/write-csv.ts";
import { caseFile } from "./cases.ts";
import { openInput, openTelemetry } from "./input.ts";
import { readInstant } from "./instant.ts";
import { Exit, OutputClosed } from "./outcome.ts";
import { pacedSource } from "./paced-source.ts";

interface ReplayFlags {
  vehicle?: string;
  speed: string;
  from?: string;
  until?: string;
  seed?: string;
}

const DETAIL = `
Writes the samples of a case or a recording as long CSV on standard output, at the pace of their own time stamps
times --speed (0: as fast as they are read). What comes out is what a live source would have brought. The channels of
a case begin with its ships' short names, so a replayed case is watched with --case.

Examples:
  hoarfrost replay 2023-02-11-progress-ms-21 --speed 0 > ms-21.csv
  hoarfrost replay progress-ms-21 --speed 36000 --until +4h | hoarfrost watch - --case progress-ms-21
  hoarfrost replay run.csv.gz --speed 3600 --from +2h --until +3h`;

export function addReplayCommand(program: Command): void {
  program
    .command("replay")
    .description("play a case or a recording as if it were live")
    .argument("<source>", "case, recording, folder, or - for standard input")
    .option("--vehicle <file>", "vehicle file whose units are wanted (default: as recorded)")
    .option("--speed <n>", "times real time; 0 for as fast as possible", "60")
    .option("--from <instant>", "start here: an instant, or +2h after the start")
    .option("--until <instant>", "end here")
    .option("--seed <n>", "seed of a case's synthetic telemetry")
    .addHelpText("after", DETAIL)
    .action(async (location: string, flags: ReplayFlags) => {
      process.exitCode = await runReplay(location, flags);
    });
}

async function runReplay(location: string, flags: ReplayFlags): Promise<number> {
  const speed = Number(flags.speed);
  if (!(flags.speed.trim() !== "" && speed >= 0 && Number.isFinite(speed))) {
    throw new InputError(`--speed "${flags.speed}" is not a number from 0 up`);
  }
  const from = flags.from === undefined ? undefined : readInstant(flags.from, "--from");
  const until = flags.until === undefined ? undefined : readInstant(flags.until, "--until");
  const { source, note } = await openReplay(location, flags);
  let lines = 0;
  const paced = pacedSource(source, { speed, from, until, onSamples: (count) => (lines += count) });
  try {
    await writeCsv(paced, "-", {
      comments: note === null ? [] : [`SYNTHETIC: ${note.replace(/^Synthetic\.\s*/, "")}`],
    });
  } catch (problem) {
    if (!(problem instanceof InputError) || !problem.message.startsWith("standard output:")) throw problem;
    throw new OutputClosed(`the reader of the output closed it after about ${lines} samples; stopped there`);
  }
  if (lines === 0)
    throw new InputError(
      `${source.name}: no sample lies between --from and --until; leave them out to see its times`,
    );
  return Exit.ok;
}

async function openReplay(
  location: string,
  flags: ReplayFlags,
): Promise<{ source: TelemetrySource; note: string | null }> {
  if (caseFile(location) !== undefined || flags.vehicle !== undefined) {
    const { source, syntheticNote } = await openInput(location, flags);
    return { source, note: syntheticNote };
  }
  if (flags.seed !== undefined)
    throw new InputError(`--seed is for a case, whose telemetry is made; "${location}" is none`);
  return { source: await openTelemetry(location, null), note: null };
}
