import type { Command } from "commander";
import pc from "picocolors";
import { type FusedFinding, watchWithCamera } from "../camera/fuse/index.ts";
import { WatchRecord } from "../incident/index.ts";
import { InputError } from "../telemetry/sample.ts";
import type { Finding } from "../watch/finding.ts";
import { CameraFeed } from "./camera-feed.ts";
import {
  checkSomeLoopReported,
  type Input,
  openInput,
  someLoopReported,
  withFittingDescription,
} from "./input.ts";
import { Exit } from "./outcome.ts";
import { LineOutput } from "./output.ts";
import { printFinding } from "./print-finding.ts";
import { Progress } from "./progress.ts";
import { summary, type Tally } from "./summary.ts";
import { type TwinFlags, withTwin } from "./twin-flight.ts";
import { version } from "./version.ts";
import { checkWritable, writeWhole } from "./whole-file.ts";

interface WatchFlags extends TwinFlags {
  vehicle?: string;
  case?: string;
  loop?: string[];
  json?: boolean;
  failOnLeak?: boolean;
  lenient?: boolean;
  seed?: string;
  incident?: string;
  camera?: string;
  cameraStart?: string;
  cameraFps?: number;
  cameraLoop?: string[];
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
  hoarfrost simulate soyuz-ms --for 3h --action load=all,to=shed,at=2h --telemetry soyuz.csv
  hoarfrost watch soyuz.csv --vehicle soyuz-ms --twin --action load=all,to=shed,at=2h
  hoarfrost watch 2023-02-11-progress-ms-21 --incident ms-21.json
  hoarfrost camera render 2023-02-11-progress-ms-21 --out footage
  hoarfrost watch 2023-02-11-progress-ms-21 --camera footage --camera-fps 25 --camera-start 2023-02-11T09:33:36Z
  hoarfrost inject run.csv --vehicle iss --loop ETCS-A --rate 20%/day --at +6h | hoarfrost watch -`;

export function addWatchCommand(program: Command): void {
  program
    .command("watch")
    .description("watch loops for leaks in a recording, a stream or a case")
    .argument("<source>", "recording, folder, case, or - for standard input")
    .option("--vehicle <file>", "vehicle file, or the name of a shipped one (default: iss)")
    .option("--case <name>", "take the loops of this case, for telemetry replayed from it")
    .option("--loop <id...>", "watch only these loops")
    .option("--json", "findings as JSON Lines on standard output")
    .option("--incident <file>", "write what was found as one incident document (JSON)")
    .option("--camera <footage>", "footage of the ship: counts as independent evidence of a leak")
    .option("--camera-start <instant>", "when recorded footage begins, such as 2023-02-11T09:33:36Z")
    .option("--camera-fps <n>", "frames a second of footage without a clock", Number)
    .option("--camera-loop <id...>", "loops of the ship in view (default: all that are watched)")
    .option(
      "--twin",
      "fly the vehicle's twin along and compensate by it, beside what is learned from the data",
    )
    .option(
      "--action <list...>",
      "what was commanded, for --twin: as in simulate, times from the first reading",
    )
    .option("--set <path=value...>", "another value for a number of the twin file, for --twin")
    .option("--settle <time>", "how long the twin runs before the first reading (default: 12h)")
    .option("--fail-on-leak", "exit with 4 if a leak was confirmed")
    .option("--lenient", "count bad rows and go on instead of stopping at the first")
    .option("--seed <n>", "seed of a case's synthetic telemetry")
    .addHelpText("after", DETAIL)
    .action(async (location: string, flags: WatchFlags) => {
      process.exitCode = await runWatch(location, flags);
    });
}

async function runWatch(location: string, flags: WatchFlags): Promise<number> {
  if (flags.incident !== undefined) checkWritable(flags.incident);
  const input = withTwin(await openInput(location, flags), flags);
  const { loops, source } = input;
  const out = new LineOutput(process.stdout);
  const progress = new Progress("watching");
  const record = new WatchRecord(loops);
  const tally: Tally = {
    loops,
    last: new Map(),
    judged: new Set(),
    phases: new Map(),
    toldS: new Map(),
    samples: 0,
  };
  let problems = 0;
  const told = (count: number, problem: string) => {
    problems += count;
    progress.clear();
    process.stderr.write(`${problem}\n`);
  };
  const { camera } = flags;
  const feed = camera === undefined ? null : await CameraFeed.open({ ...flags, camera }, (m) => told(1, m));
  const inView = new Set(loopsInView(loops, flags));
  if (input.syntheticNote && !flags.json) await out.line(pc.magenta(labelled(input.syntheticNote)));

  const beside = feed && { startS: feed.startS, inView, until: (unixS: number) => feed.until(unixS) };
  const outputs = watchWithCamera(tellingRefusals(source, told), loops, beside, {
    hardware: input.hardware,
    onProblem: (problem) => told(1, `${source.name}: ${problem}`),
    onCounts: (counts, newestEndS) => {
      tally.samples = counts.samples;
      const until = Number.isFinite(newestEndS) ? new Date(newestEndS * 1000).toISOString().slice(0, 16) : "";
      progress.update(null, `${counts.samples.toLocaleString("en-US")} samples ${until}`);
    },
  });
  // A source with none of the loops is refused at its end: until one has reported, nothing is said.
  let held: string[] = [];
  let seen = false;
  let fusedLeak = false;
  try {
    for await (const output of outputs) {
      record.take(output);
      const lines = newLines(output, tally, flags.json ?? false);
      for (const finding of output.fused)
        lines.push(flags.json ? JSON.stringify(finding) : printFused(finding));
      if (output.fused.some(({ phase }) => phase === "confirmed")) fusedLeak = true;
      seen ||= someLoopReported(input);
      if (!seen || lines.length === 0) {
        held.push(...lines);
        continue;
      }
      progress.clear();
      for (const line of [...held, ...lines]) await out.line(line);
      held = [];
    }
    checkSomeLoopReported(input);
    for (const line of held) await out.line(line);
  } catch (problem) {
    throw someLoopReported(input) ? problem : withFittingDescription(problem, source.channels.names);
  } finally {
    progress.clear();
    await feed?.close();
  }
  if (!flags.json) await out.line(summary(tally));
  warnOfSilentLoops(input, problems);
  await out.end();
  if (flags.incident !== undefined) {
    const document = record.document({
      ...title(input, location),
      syntheticNote: input.syntheticNote,
      sourceName: source.name,
      samples: tally.samples,
      problems,
      version: version(),
    });
    writeWhole(flags.incident, `${JSON.stringify(document, null, 2)}\n`);
  }
  const leaks = [...tally.phases.values()].includes("confirmed") || fusedLeak;
  return leaks && flags.failOnLeak ? Exit.leakFound : Exit.ok;
}

function loopsInView(loops: Input["loops"], { cameraLoop }: WatchFlags): string[] {
  const ids = loops.map(({ id }) => id);
  const unknown = cameraLoop?.find((id) => !ids.includes(id));
  if (unknown !== undefined)
    throw new InputError(`--camera-loop ${unknown}: not among the loops watched, ${ids.join(", ")}`);
  return cameraLoop ?? ids;
}

const printFused = ({ time, message }: FusedFinding) =>
  `${time.slice(0, 19).replace("T", " ")} ${pc.red("▲ WITH THE CAMERA")}  ${message}`;

function labelled(note: string): string {
  return `SYNTHETIC  ${note.replace(/^Synthetic\.\s*/, "")}`;
}

function title({ opened }: Input, location: string): { id: string; title: string } {
  if (opened) return { id: opened.incident.id, title: opened.incident.title };
  const name = location === "-" ? "standard input" : location;
  return { id: name.replace(/[^\w.-]+/g, "-"), title: `Watch of ${name}` };
}

/** The same source; says what it has to refuse while it is read. */
function tellingRefusals(
  source: Input["source"],
  told: (count: number, problem: string) => void,
): Input["source"] {
  return {
    name: source.name,
    channels: source.channels,
    async *events() {
      for await (const event of source.events()) {
        if (event.kind === "refused") told(Math.max(1, event.count), event.problem);
        yield event;
      }
    },
  };
}

/** The lines that the findings of a frame are worth, brought to account in the tally. */
function newLines(
  { loopIndex, point, findings }: Parameters<WatchRecord["take"]>[0],
  tally: Tally,
  json: boolean,
): string[] {
  const loop = tally.loops[loopIndex]!;
  tally.last.set(loop.id, point.state);
  if (!Number.isNaN(point.statisticNat)) tally.judged.add(loop.id);
  const lines: string[] = [];
  for (const finding of findings) {
    const isNews = finding.type !== "leak" || tally.phases.get(loop.id) !== finding.phase;
    if (finding.type === "leak") tally.phases.set(loop.id, finding.phase);
    else if (finding.type === "state" && finding.state === "normal") tally.phases.delete(loop.id);
    if (json) lines.push(JSON.stringify(finding));
    else if (worthALine(finding, isNews, tally.toldS) && !saidByBlindFinding(finding, findings)) {
      lines.push(printFinding(finding, loop, isNews));
    }
  }
  return lines;
}

/** A person wants a known leak brought up to date when its age has grown by half, or it has emptied the loop. */
function worthALine(finding: Finding, isNews: boolean, toldS: Map<string, number>): boolean {
  if (finding.type !== "leak") return true;
  // Age never grows past infinity: a loop is said to be empty once.
  const isEmpty = finding.timeToEmptyS?.median === 0;
  const ageS = isEmpty ? Number.POSITIVE_INFINITY : finding.timeS - finding.onset.medianS;
  if (isEmpty && toldS.get(finding.loop) === ageS) return false;
  if (!isNews && ageS < 1.5 * (toldS.get(finding.loop) ?? 0)) return false;
  toldS.set(finding.loop, ageS);
  return true;
}

/** Going blind and seeing again come as two findings; a person needs one line. */
function saidByBlindFinding(finding: Finding, findings: readonly Finding[]): boolean {
  return (
    finding.type === "state" &&
    (finding.state === "blind" || finding.from === "blind") &&
    findings.some(({ type }) => type === "blind")
  );
}

function warnOfSilentLoops({ source, loops }: Input, problems: number): void {
  const { names } = source.channels;
  const silent = loops.filter((loop) => !names.includes(loop.inventoryChannel)).map(({ id }) => id);
  if (silent.length > 0) {
    process.stderr.write(`No report of ${silent.join(", ")} in this source: not watched.\n`);
  }
  if (problems > 0) process.stderr.write(`${problems} problems with the samples, named above.\n`);
}
