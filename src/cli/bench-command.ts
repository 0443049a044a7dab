import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { Command } from "commander";
import {
  type BenchOptions,
  bars,
  benchVehicles,
  collectReport,
  planBench,
  plotDelays,
  renderMarkdown,
  runJobs,
} from "../leakbench/index.ts";
import { InputError } from "../telemetry/sample.ts";
import { Exit } from "./outcome.ts";
import { LineOutput } from "./output.ts";
import { Progress } from "./progress.ts";

interface BenchFlags {
  vehicle: string;
  loopYears: string;
  trials: string;
  out: string;
  jobs?: string;
  split: string;
  reportOnly?: boolean;
  json?: boolean;
}

const VEHICLES = benchVehicles.map(({ id }) => id);
const SPLITS = ["dev", "validation", "sealed"] as const;

const DETAIL = `
Leaks of known size are put into made-up loops, and leak-free loops are watched for as many years as asked: how often the watch
cries wolf, how soon it alarms, how good its sizes are, beside a clairvoyant test, the bound of theory and trivial baselines.
All of it is SYNTHETIC and seeded; the same options give the same figures.

Each finished piece is kept in --out: an interrupted run goes on where it was. A loop-year at 10 s frames takes four to six
minutes of one core, at 1 s an hour; a trial of all eleven sizes about ten seconds. The folder then holds report.md, report.json, delays.svg.

Vehicles: ${VEHICLES.join(", ")}. Tune on --split dev, compare on validation; sealed is for a release, once.

Examples:
  hoarfrost bench leaks --loop-years 1 --trials 10
  hoarfrost bench leaks --vehicle r44-level --loop-years 0.5 --trials 5 --out r44-level
  hoarfrost bench leaks --loop-years 10 --trials 100 --split sealed --out release`;

export function addBenchCommand(program: Command): void {
  const bench = program.command("bench").description("measure the watch on synthetic loops").exitOverride();
  bench
    .command("leaks")
    .description("false alarms, delays and sizes against theory and trivial baselines")
    .option("--vehicle <id>", "loop of the benchmark", "r44")
    .option("--loop-years <n>", "leak-free time, nominal and with confusers", "1")
    .option("--trials <n>", "leaks of each size", "10")
    .option("--out <folder>", "where results are kept", "leakbench-out")
    .option("--jobs <n>", "at a time (default: one a core)")
    .option("--split <part>", `seeds: ${SPLITS.join(", ")}`, "dev")
    .option("--report-only", "report what is in --out, run nothing")
    .option("--json", "the report as JSON on standard output")
    .addHelpText("after", DETAIL)
    .exitOverride()
    .action(async (flags: BenchFlags) => {
      process.exitCode = await runBench(flags);
    });
}

async function runBench(flags: BenchFlags): Promise<number> {
  const options = readOptions(flags);
  const jobs = flags.jobs === undefined ? availableParallelism() : positive(flags.jobs, "--jobs");
  const progress = new Progress("bench");
  mkdirSync(flags.out, { recursive: true });
  const results = await runJobs(planBench(options), {
    folder: join(flags.out, "jobs"),
    jobs,
    onProgress: (done, total, last) => progress.update(done / total, `${done} of ${total} ${last}`),
    ...(flags.reportOnly && { stop: () => true }),
  });
  progress.clear();
  if (results.length === 0)
    throw new InputError(`nothing to report in ${flags.out}: run it without --report-only`);
  const report = collectReport(options, results);
  const markdown = renderMarkdown(report);
  writeFileSync(join(flags.out, "report.md"), `${markdown}\n`);
  writeFileSync(
    join(flags.out, "report.json"),
    `${JSON.stringify({ ...report, bars: bars(report) }, null, 1)}\n`,
  );
  const plot = plotDelays(report);
  if (plot !== "") writeFileSync(join(flags.out, "delays.svg"), plot);
  const out = new LineOutput(process.stdout);
  await out.line(flags.json ? JSON.stringify({ ...report, bars: bars(report) }) : markdown);
  await out.end();
  return Exit.ok;
}

function readOptions(flags: BenchFlags): BenchOptions {
  if (!VEHICLES.includes(flags.vehicle)) {
    throw new InputError(
      `--vehicle "${flags.vehicle}" is not of the benchmark; there are ${VEHICLES.join(", ")}`,
    );
  }
  const split = SPLITS.find((name) => name === flags.split);
  if (!split) throw new InputError(`--split "${flags.split}" is none of ${SPLITS.join(", ")}`);
  const loopYears = Number(flags.loopYears);
  if (!(loopYears > 0 && loopYears <= 1000)) {
    throw new InputError(`--loop-years "${flags.loopYears}" is not a number above 0 and up to 1000`);
  }
  return { vehicle: flags.vehicle, loopYears, trials: positive(flags.trials, "--trials"), split };
}

function positive(text: string, option: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new InputError(`${option} "${text}" is not a whole number above 0`);
}
