import type { Command } from "commander";
import pc from "picocolors";
import type { LoopDescription } from "../vehicle/loop-description.ts";
import type { Finding, LeakFinding, LoopState } from "../watch/finding.ts";
import { watchSource } from "../watch/index.ts";
import { openInput } from "./input.ts";
import { Exit } from "./outcome.ts";
import { LineOutput } from "./output.ts";
import { printFinding } from "./print-finding.ts";
import { Progress } from "./progress.ts";

interface WatchFlags {
  vehicle?: string;
  loop?: string[];
  json?: boolean;
  failOnLeak?: boolean;
  lenient?: boolean;
  seed?: string;
}

const DETAIL = `
SOURCE is a recording (long, wide or recorded ISS form of CSV, gzip or plain), a folder made by
"hoarfrost record", "-" for standard input, or the name of a shipped case.

Each loop first learns its own ripple and noise, about two orbits; until then it says "learning".
With --json each finding is one JSON object a line. A leak found is not a failure: use --fail-on-leak
where a script should stop. Exit codes: 0 clean run, 2 wrong use, 3 bad input, 4 leak with --fail-on-leak.

Examples:
  hoarfrost watch run.csv.gz --vehicle iss
  hoarfrost watch bench.csv --vehicle examples/my-loop.yaml --json
  hoarfrost watch 2023-02-11-progress-ms-21
  hoarfrost inject run.csv --vehicle iss --loop ETCS-A --rate 20%/day --at +6h | hoarfrost watch -`;

export function addWatchCommand(program: Command): void {
  program
    .command("watch")
    .description("watch loops for leaks in a recording, a stream or a case")
    .argument("<source>", "recording, folder, case, or - for standard input")
    .option("--vehicle <file>", "vehicle file, or the name of a shipped one (default: iss)")
    .option("--loop <id...>", "watch only these loops")
    .option("--json", "findings as JSON Lines on standard output")
    .option("--fail-on-leak", "exit with 4 if a leak was confirmed")
    .option("--lenient", "count bad rows and go on instead of stopping at the first")
    .option("--seed <n>", "seed of a case's synthetic telemetry")
    .addHelpText("after", DETAIL)
    .action(async (location: string, flags: WatchFlags) => {
      process.exitCode = await runWatch(location, flags);
    });
}

async function runWatch(location: string, flags: WatchFlags): Promise<number> {
  const input = await openInput(location, flags);
  const out = new LineOutput(process.stdout);
  const progress = new Progress("watching");
  const { loops, source } = input;
  const last = new Map<string, LoopState>();
  let samples = 0;
  let problems = 0;
  const phases = new Map<string, LeakFinding["phase"]>();
  if (input.syntheticNote && !flags.json) await out.line(pc.magenta(`SYNTHETIC  ${input.syntheticNote}`));

  const outputs = watchSource(source, loops, {
    onProblem: (problem) => {
      problems++;
      progress.clear();
      process.stderr.write(`${source.name}: ${problem}\n`);
    },
    onCounts: (counts, newestEndS) => {
      samples = counts.samples;
      const until = Number.isFinite(newestEndS) ? new Date(newestEndS * 1000).toISOString().slice(0, 16) : "";
      progress.update(null, `${samples.toLocaleString("en-US")} samples ${until}`);
    },
  });
  for await (const { loopIndex, point, findings } of outputs) {
    const loop = loops[loopIndex]!;
    last.set(loop.id, point.state);
    for (const finding of findings) {
      const isNews = finding.type !== "leak" || phases.get(loop.id) !== finding.phase;
      if (finding.type === "leak") phases.set(loop.id, finding.phase);
      progress.clear();
      if (flags.json) await out.line(JSON.stringify(finding));
      else if (!saidByBlindFinding(finding)) await out.line(printFinding(finding, loop, isNews));
    }
  }
  progress.clear();
  const leaks = [...phases.values()].filter((phase) => phase === "confirmed").length;
  if (!flags.json) await out.line(summary(loops, last, samples, leaks));
  warnOfSilentLoops(source.channels.names, loops, problems);
  await out.end();
  return leaks > 0 && flags.failOnLeak ? Exit.leakFound : Exit.ok;
}

/** Going blind and seeing again come as two findings; a person needs one line. */
function saidByBlindFinding(finding: Finding): boolean {
  return finding.type === "state" && (finding.state === "blind" || finding.from === "blind");
}

function summary(
  loops: readonly LoopDescription[],
  last: ReadonlyMap<string, LoopState>,
  samples: number,
  leaks: number,
): string {
  const states = loops.map(({ id }) => `${id} ${last.get(id) ?? "no data"}`).join(", ");
  const verdict = leaks === 0 ? "no leak found" : `${leaks} ${leaks === 1 ? "loop leaks" : "loops leak"}`;
  return `${pc.bold(verdict)} in ${samples.toLocaleString("en-US")} samples. At the end: ${states}.`;
}

function warnOfSilentLoops(
  names: readonly string[],
  loops: readonly LoopDescription[],
  problems: number,
): void {
  const silent = loops.filter((loop) => !names.includes(loop.inventoryChannel)).map(({ id }) => id);
  if (silent.length > 0) {
    process.stderr.write(`No report of ${silent.join(", ")} in this source: those loops were not watched.\n`);
  }
  if (problems > 0) process.stderr.write(`${problems} problems with the samples, named above.\n`);
}
