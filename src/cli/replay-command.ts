import { setTimeout as sleep } from "node:timers/promises";
import type { Command } from "commander";
import { InputError, Quality, type SourceEvent } from "../telemetry/sample.ts";
import { type Input, openInput } from "./input.ts";
import { readInstant } from "./instant.ts";
import { Exit } from "./outcome.ts";
import { LineOutput } from "./output.ts";

interface ReplayFlags {
  vehicle?: string;
  speed: string;
  from?: string;
  until?: string;
  seed?: string;
}

const DETAIL = `
Writes the samples of a case or a recording as long CSV on standard output, at the pace of their own time stamps
times --speed (0: as fast as they are read). What comes out is what a live source would have brought.

Examples:
  hoarfrost replay 2023-02-11-progress-ms-21 --speed 0 > ms-21.csv
  hoarfrost replay 2023-02-11-progress-ms-21 --speed 600 | hoarfrost watch - --vehicle progress.yaml
  hoarfrost replay run.csv.gz --speed 60 --from +2h --until +3h`;

/** Longest wait between two samples, whatever the gap in the recording. */
const LONGEST_WAIT_S = 5;

export function addReplayCommand(program: Command): void {
  program
    .command("replay")
    .description("play a case or a recording as if it were live")
    .argument("<source>", "case, recording, folder, or - for standard input")
    .option("--vehicle <file>", "vehicle file whose units are wanted (default: iss)")
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
  if (!(speed >= 0 && Number.isFinite(speed))) {
    throw new InputError(`--speed "${flags.speed}" is not a number from 0 up`);
  }
  const input = await openInput(location, flags);
  const out = new LineOutput(process.stdout);
  if (input.syntheticNote) await out.line(`# SYNTHETIC: ${input.syntheticNote}`);
  await out.line("time,channel,value,quality");
  await play(input, out, speed, flags);
  await out.end();
  return Exit.ok;
}

async function play(input: Input, out: LineOutput, speed: number, flags: ReplayFlags): Promise<void> {
  const { source } = input;
  let startS = Number.NaN;
  let fromS = Number.NEGATIVE_INFINITY;
  let untilS = Number.POSITIVE_INFINITY;
  let lastS = Number.NaN;
  for await (const event of source.events()) {
    if (event.kind !== "samples") {
      const note = noteOf(event);
      if (note) await out.line(note);
      continue;
    }
    const { count, timeS, channel, value, quality } = event.batch;
    for (let i = 0; i < count; i++) {
      const time = timeS[i]!;
      if (Number.isNaN(startS)) {
        startS = time;
        fromS = bound(flags.from, "--from", startS, fromS);
        untilS = bound(flags.until, "--until", startS, untilS);
      }
      if (time < fromS) continue;
      if (time > untilS) return;
      if (speed > 0 && time > lastS) await sleep(1000 * Math.min((time - lastS) / speed, LONGEST_WAIT_S));
      lastS = time;
      const name = source.channels.names[channel[i]!]!;
      const spelled = /[",]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
      await out.line(
        `${new Date(time * 1000).toISOString()},${spelled},${value[i]},${qualityWord(quality[i]!)}`,
      );
    }
  }
}

function bound(text: string | undefined, option: string, startS: number, otherwise: number): number {
  if (text === undefined) return otherwise;
  const { valueS, relative } = readInstant(text, option);
  return relative ? startS + valueS : valueS;
}

function qualityWord(quality: number): string {
  if (quality === Quality.good) return "";
  return Object.entries(Quality).find(([, code]) => code === quality)?.[0] ?? "bad";
}

function noteOf(event: Exclude<SourceEvent, { kind: "samples" }>): string | null {
  if (event.kind === "refused") return `# refused ${event.count}: ${event.problem}`;
  return `# signal ${event.state} ${new Date(event.timeS * 1000).toISOString()}`;
}
