import { readFileSync } from "node:fs";
import type { Command } from "commander";
import pc from "picocolors";
import {
  CampaignFolder,
  type CampaignPlan,
  type CampaignProgress,
  type CampaignSummary,
  checkPlan,
  concludeCampaign,
  runCampaign,
  type Sampling,
  samplings,
  tellingQuantities,
  type VehicleJob,
  vehicleLayout,
} from "../campaign/index.ts";
import { InputError } from "../telemetry/sample.ts";
import { allQuantities, suggestion, uncertainQuantities } from "../vehicle/index.ts";
import { wholeNumber } from "./check-command.ts";
import {
  checkedNames,
  drawnNumbers,
  instantsOf,
  memberModule,
  readEnsembleTimes,
  readExecutor,
  twinOf,
  untilInterrupted,
} from "./ensemble.ts";
import { Exit } from "./outcome.ts";
import { LineOutput } from "./output.ts";
import { printCampaign } from "./print-campaign.ts";
import { Progress } from "./progress.ts";
import { accuracyNamed } from "./read-accuracy.ts";
import { readAction } from "./read-action.ts";
import { readSettings } from "./read-settings.ts";
import { readUncertainLeaks } from "./read-uncertain-leak.ts";
import { loadVehicle, vehiclePath } from "./vehicles.ts";
import { version } from "./version.ts";
import { duration } from "./words.ts";

interface CampaignFlags {
  members: string;
  for: string;
  every: string;
  settle: string;
  accuracy: string;
  leak?: string[];
  action?: string[];
  set?: string[];
  keep?: string[];
  quantity?: string[];
  seed: string;
  sampling: string;
  threads?: string;
  out: string;
  json?: boolean;
}

/** Instants of the table on the screen, as parts of the run. */
const SHOWN_PARTS = [0, 1 / 24, 1 / 6, 1 / 2, 1];

const DETAIL = `
Every number of the vehicle file that has a range is drawn anew for each member; not those that --set fixes, nor those that --keep
leaves at the file's value. Of a leak, diameter, at and cd may be ranges too. A member is a function of seed and number alone: the same seed gives the same files,
whatever the threads, and a larger --members keeps the members that are there.

FOLDER holds campaign.json, members.journal (every member as it came), and when it ends: members.parquet (a row a member: what it
drew, when it passed each limit, what it lost), curves.parquet (a row a member and instant), bands.parquet (quantiles over members
at each instant), summary.json. Units stand in each file's metadata. All of it is synthetic.

Ctrl-C stops it; the same command goes on where it was. With other inputs the folder is refused, and told what differs.

Examples:
  hoarfrost campaign lab-bench --members 16 --for 90min --leak element=plate,diameter=0.1mm..0.3mm,at=30min --out bench-leaks
  hoarfrost campaign progress-ms --members 200 --for 72h --keep orbit --leak element=panel-1,diameter=0.6mm..1.2mm,at=0h --out ms21
  hoarfrost campaign progress-ms --members 500 --for 24h --quantity temperature --seed 2 --json --out warm`;

export function addCampaignCommand(program: Command): void {
  program
    .command("campaign")
    .description("run a vehicle's twin many times over the ranges in its file, on all cores")
    .argument("<vehicle>", "twin file, or the name of a shipped one")
    .requiredOption("--out <folder>", "where members and results are kept")
    .option("--members <n>", "how many runs", "200")
    .option("--for <time>", "length of each run", "72h")
    .option("--every <time>", "time between the instants of the curves", "10min")
    .option("--settle <time>", "time that the vehicle runs before time 0", "12h")
    .option("--accuracy <name>", "draft, normal or fine, as in simulate", "draft")
    .option("--leak <list...>", "element=panel-1,diameter=0.6mm..1.2mm,at=0h[,cd=0.6..0.8][,until=5h]")
    .option("--action <list...>", "what is done to the vehicle, as in simulate")
    .option("--set <path=value...>", "one value for a number of the file, in all members")
    .option("--keep <prefix...>", "do not draw the numbers under this, such as orbit or loops.internal")
    .option("--quantity <name...>", "keep the curves of these; an end such as temperature takes all of them")
    .option("--seed <n>", "another seed draws other members", "1")
    .option("--sampling <how>", `${samplings.join(" or ")}: evenly spread, or plain Monte Carlo`, "sobol")
    .option("--threads <n>", "at a time (default: one a core); 0 runs them in the main thread")
    .option("--json", "print the summary as JSON")
    .addHelpText("after", DETAIL)
    .action(async (name: string, flags: CampaignFlags) => {
      process.exitCode = await runCampaignCommand(name, flags);
    });
}

async function runCampaignCommand(name: string, flags: CampaignFlags): Promise<number> {
  const plan = readPlan(name, flags);
  const executor = readExecutor(flags.threads);
  const folder = CampaignFolder.open(flags.out, plan);
  const progress = new Progress("campaign");
  let reached: CampaignProgress;
  let summary: CampaignSummary | undefined;
  try {
    if (folder.journal.cutBytes > 0)
      process.stderr.write("The last member had been cut short by an interruption; it is run again.\n");
    const began = Date.now();
    reached = await untilInterrupted((signal) =>
      runCampaign(plan, folder, {
        executor,
        signal,
        onProgress: (now) =>
          progress.update(now.done / now.total, paceWords(now, (Date.now() - began) / 1000)),
      }),
    );
    progress.clear();
    const lastS = plan.layout.timesS.at(-1)!;
    if (reached.done === reached.total)
      summary = concludeCampaign(
        plan,
        folder,
        SHOWN_PARTS.map((part) => part * lastS),
      );
  } finally {
    progress.clear();
    folder.close();
  }
  if (summary === undefined) {
    process.stderr.write(
      `Stopped with ${reached.done} of ${reached.total} members in ${flags.out}; the same command goes on from there.\n`,
    );
    return Exit.failed;
  }
  const out = new LineOutput(process.stdout);
  if (flags.json) await out.line(JSON.stringify(summary));
  else {
    await out.line(printCampaign(summary));
    await out.line(pc.dim(`${flags.out}: members.parquet, curves.parquet, bands.parquet, summary.json`));
  }
  await out.end();
  return summary.failed < summary.done ? Exit.ok : Exit.failed;
}

/** "37 of 200, 2.1 a second, 1 min left", failures said. */
function paceWords({ done, failed, total, before }: CampaignProgress, passedS: number): string {
  const ran = done - before;
  const fails = failed > 0 ? `, ${failed} failed` : "";
  if (ran === 0 || passedS < 0.2) return `${done} of ${total}${fails}`;
  const rate = ran / passedS;
  return `${done} of ${total}${fails}, ${rate.toPrecision(2)} a second, ${duration((total - done) / rate)} left`;
}

function readPlan(name: string, flags: CampaignFlags): CampaignPlan {
  const description = twinOf(name, loadVehicle(name).twin);
  const times = readEnsembleTimes(flags);
  const accuracy = accuracyNamed(flags.accuracy);
  const choice = readSettings(flags.set ?? [], allQuantities(description), description);
  const leaks = readUncertainLeaks(flags.leak ?? []);
  const actions = [...leaks.actions, ...(flags.action ?? []).map(readAction)];
  const uncertain = uncertainQuantities(description);
  for (const prefix of flags.keep ?? [])
    if (!uncertain.some(({ path }) => isKept(path, [prefix])))
      throw new InputError(
        `--keep "${prefix}": no uncertain number is under it; "hoarfrost describe ${name}" lists them`,
      );
  const free = drawnNumbers(
    description,
    (path) => choice[path] !== undefined || isKept(path, flags.keep ?? []),
  );
  const variables = [...leaks.variables, ...free.variables];
  const names = checkedNames(name, description, choice, { actions });
  const quantities = chooseQuantities(names, flags.quantity) ?? tellingQuantities(description, names);
  const timesS = instantsOf(times);
  const vehicleText = readFileSync(vehiclePath(name), "utf8");
  const job: VehicleJob = {
    vehicleText,
    fileName: name,
    choice,
    actions,
    drawn: [...leaks.drawn, ...free.paths.map((path) => ({ path }))],
    settleS: times.settleS,
    accuracy,
    timesS,
    quantities,
  };
  const { vehicleText: file, fileName: _, ...scenario } = job;
  const plan: CampaignPlan = {
    title: `${description.name}: ${flags.members} runs of ${duration(times.forS)}`,
    members: wholeNumber(flags.members, "--members"),
    seed: wholeNumber(flags.seed, "--seed"),
    sampling: readSampling(flags.sampling),
    variables,
    layout: vehicleLayout(description, quantities, timesS),
    task: { module: memberModule("../campaign/vehicle/vehicle-members"), job },
    inputs: { "vehicle file": file, scenario },
    program: version(),
  };
  try {
    checkPlan(plan);
  } catch (problem) {
    throw new InputError((problem as Error).message);
  }
  return plan;
}

function isKept(path: string, prefixes: readonly string[]): boolean {
  return prefixes.some((prefix) => path === prefix || path.startsWith(`${prefix}.`));
}

function chooseQuantities(
  names: readonly string[],
  wanted: readonly string[] | undefined,
): string[] | undefined {
  if (wanted === undefined) return undefined;
  const takes = (name: string, each: string) => name === each || name.endsWith(`/${each}`);
  for (const each of wanted)
    if (!names.some((name) => takes(name, each)))
      throw new InputError(`--quantity "${each}" is no quantity of this vehicle${suggestion(each, names)}`);
  return names.filter((name) => wanted.some((each) => takes(name, each)));
}

function readSampling(text: string): Sampling {
  const sampling = samplings.find((each) => each === text);
  if (sampling === undefined) throw new InputError(`--sampling "${text}" is none of ${samplings.join(", ")}`);
  return sampling;
}
