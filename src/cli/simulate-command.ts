import type { Command } from "commander";
import pc from "picocolors";
import { SimulationError } from "../loop/index.ts";
import { InputError } from "../telemetry/sample.ts";
import { writeCsv } from "../telemetry/write-csv.ts";
import { buildTwin, TwinError, TwinRun } from "../twin/index.ts";
import type { TruthStep } from "../twin/sensors/index.ts";
import { allQuantities, suggestion } from "../vehicle/index.ts";
import { readDuration } from "./instant.ts";
import { Exit } from "./outcome.ts";
import { LineOutput } from "./output.ts";
import { Progress } from "./progress.ts";
import { accuracyNamed } from "./read-accuracy.ts";
import { readAction, readLeak } from "./read-action.ts";
import { readSettings } from "./read-settings.ts";
import { simulatedTelemetry, telemetryOf, truthNow } from "./simulated-telemetry.ts";
import { simulationSummary } from "./simulation-summary.ts";
import { loadVehicle, shippedVehicles } from "./vehicles.ts";
import { checkWritable } from "./whole-file.ts";
import { openTable } from "./write-table.ts";

interface SimulateFlags {
  for: string;
  every: string;
  settle: string;
  exchange?: string;
  accuracy: string;
  leak?: string[];
  action?: string[];
  set?: string[];
  quantity?: string[];
  out?: string;
  telemetry?: string;
  fault?: string[];
  outage?: string[];
  seed: string;
  json?: boolean;
}

const DETAIL = `
VEHICLE is a twin file (docs/twin-file.md) or the name of a shipped one. Loops, compartments and orbit go on together; what is
written to --out is the truth of the simulation, before any sensor. The run settles first for --settle and starts at time 0.

--telemetry writes what the vehicle's sensors make of the truth: lag, bias, drift, noise, range, code, report by exception. The file is
labelled synthetic, and "hoarfrost watch FILE --vehicle VEHICLE" reads it. What may go wrong with it, "at" and "for" a time:
  --fault stuck=P-ext-1,at=5h,for=2h     dead=P-ext-1      bias=P-ext-1,by=3kPa     drift=T-ext-1,per-day=1K
          spike=P-ext-1,by=50kPa,at=6h   (one reading)     hub-drop=mux-1           hub-freeze=mux-1
          clock-jump=mux-1,by=-5s        clock-offset=mux-1,by=30s                  clock-rate=mux-1,gain=0.0001
  --outage at=6h,for=20min[,dump=5min]   loss of signal; dump: what was recorded arrives so long after it

Actions are key=value lists with a time "at":
  pump=external.pump,to=off|on|fail   valve=external.iso,to=0%        heater=bench.heater,to=off
  load=avionics|all,to=shed|nominal|300W   hatch=cargo,to=open|closed  crew=descent,to=3
  attitude=local-vertical,yaw=180deg       attitude=sun-pointing,axis=zenith

Examples:
  hoarfrost simulate lab-bench --for 2h
  hoarfrost simulate lab-bench --for 3h --leak element=plate,diameter=0.5mm,at=1h --out run.csv.gz
  hoarfrost simulate progress-ms --for 24h --leak element=panel-1,diameter=0.8mm,at=2h --action load=all,to=shed,at=6h
  hoarfrost simulate progress-ms --for 24h --set "loops.external.charge=44 L" --out run.parquet --every 1min
  hoarfrost simulate progress-ms --for 10h --leak element=panel-1,diameter=0.8mm,at=6h --telemetry ms.csv.gz
  hoarfrost simulate progress-ms --for 8h --fault stuck=P-ext-1,at=5h --outage at=3h,for=20min --telemetry odd.csv`;

export function addSimulateCommand(program: Command): void {
  program
    .command("simulate")
    .description("run a vehicle's twin: loops, compartments, orbit, and what happens to them")
    .argument("<vehicle>", "twin file, or the name of a shipped one")
    .option("--for <time>", "length of the run", "24h")
    .option("--every <time>", "time between rows of the output", "1min")
    .option("--settle <time>", "time that the vehicle runs before time 0", "12h")
    .option(
      "--accuracy <name>",
      "draft, normal or fine: errors of tenths, hundredths or thousandths of a kelvin",
      "normal",
    )
    .option("--exchange <time>", "fixed interval of the heat exchange between loops, compartments and orbit")
    .option("--leak <list...>", "element=panel-1,diameter=0.8mm,at=2h[,cd=0.62][,until=5h]")
    .option("--action <list...>", "what is done to the vehicle, see below")
    .option("--set <path=value...>", "another value for a number of the file")
    .option(
      "--quantity <name...>",
      "write only these quantities; an end such as temperature takes all of them",
    )
    .option("--out <file>", "run.csv, run.csv.gz or run.parquet")
    .option("--telemetry <file>", "what the sensors make of it: long CSV, packed if it ends in .gz, or -")
    .option("--fault <list...>", "what goes wrong with a sensor or its hub, see below")
    .option("--outage <list...>", "when the signal is lost, see below")
    .option("--seed <n>", "seed of the sensors' errors", "1")
    .option("--json", "print the summary as JSON")
    .addHelpText("after", DETAIL)
    .action(async (name: string, flags: SimulateFlags) => {
      process.exitCode = await runSimulate(name, flags);
    });
}

async function runSimulate(name: string, flags: SimulateFlags): Promise<number> {
  const description = loadVehicle(name).twin;
  if (description === undefined)
    throw new InputError(
      `"${name}" is a watch-only file: it says nothing of the hardware. Shipped files: ${shippedVehicles().join(", ")}`,
    );
  if (flags.out !== undefined) checkWritable(flags.out);
  const untilS = readDuration(flags.for, "--for");
  const everyS = readDuration(flags.every, "--every");
  const settleS = readDuration(flags.settle, "--settle");
  const exchangeS = flags.exchange === undefined ? undefined : readDuration(flags.exchange, "--exchange");
  if (!(untilS > 0 && everyS > 0 && (exchangeS ?? 1) > 0))
    throw new InputError("--for, --every and --exchange are longer than nothing");
  if (flags.telemetry === undefined && (flags.fault ?? flags.outage) !== undefined)
    throw new InputError("--fault and --outage are of the sensors: say where with --telemetry");
  if (flags.telemetry !== undefined && flags.telemetry !== "-") checkWritable(flags.telemetry);
  const telemetry = flags.telemetry === undefined ? undefined : simulatedTelemetry(description, flags);
  const actions = [...(flags.leak ?? []).flatMap(readLeak), ...(flags.action ?? []).map(readAction)];
  const progress = new Progress("simulating");
  try {
    const choice = readSettings(flags.set ?? [], allQuantities(description), description);
    const run = new TwinRun(buildTwin(description, choice), {
      ...(exchangeS === undefined ? {} : { exchangeS }),
      accuracy: accuracyNamed(flags.accuracy),
      actions,
      startS: -settleS,
    });
    const columns = chooseColumns(run.names, flags.quantity);
    const table =
      flags.out === undefined
        ? undefined
        : openTable(
            flags.out,
            ["time_s", ...columns.map((i) => run.names[i]!)],
            [`SYNTHETIC: hoarfrost simulate ${name}; SI units; time in seconds from the start of the run`],
          );
    const values = new Float64Array(run.names.length);
    const inventories = () => run.twin.loops.map(({ id }) => run.value(`${id}/inventory`));
    let startKg = inventories();
    let stopped = untilStopped(() => {
      run.advance(0);
      startKg = inventories();
    });
    // Sensors see every exchange, the table only its rows; both are filled as the run goes on.
    function* truth(): Generator<TruthStep, void, undefined> {
      if (stopped !== undefined) return;
      if (telemetry) yield truthNow(run, telemetry);
      for (let row = 0; ; row++) {
        const timeS = Math.min(untilS, row * everyS);
        const seen: TruthStep[] = [];
        stopped = untilStopped(() => {
          run.advance(timeS, () => telemetry && seen.push(truthNow(run, telemetry)));
          run.read(values);
          table?.row(timeS, columns, values);
        });
        progress.update(timeS / untilS, `${(timeS / 3600).toFixed(1)} h`);
        yield* seen;
        if (stopped !== undefined || timeS >= untilS) return;
      }
    }
    if (telemetry === undefined || flags.telemetry === undefined) for (const _ of truth());
    else {
      const { comments } = telemetry;
      const done = (flags.leak ?? []).map((leak) => `LEAK ${leak}`);
      await writeCsv(telemetryOf(name, telemetry, truth()), flags.telemetry, {
        comments: [...comments, ...done],
      });
    }
    progress.clear();
    await table?.close();
    const out = new LineOutput(process.stdout);
    // Telemetry on standard output leaves no room for words beside it.
    if (flags.telemetry !== "-") {
      await out.line(simulationSummary(run, startKg, run.state.timeS, flags.json ?? false));
      if (flags.out !== undefined && !flags.json)
        await out.line(pc.dim(`${flags.out}: ${columns.length} quantities`));
      if (telemetry !== undefined && !flags.json)
        await out.line(pc.dim(`${flags.telemetry}: ${telemetry.bank.channels.length} sensors`));
    }
    await out.end();
    if (stopped !== undefined)
      throw new InputError(
        `${name}: the simulation could not go on ${stopped.message}. What is above, and in the output, is what was simulated until then`,
      );
  } catch (problem) {
    if (problem instanceof TwinError) throw new InputError(`${name}: ${problem.message}`);
    throw problem;
  } finally {
    progress.clear();
  }
  return Exit.ok;
}

/** Does the work; returns why it could not go on, where the solver gave up. */
function untilStopped(work: () => void): SimulationError | undefined {
  try {
    work();
    return undefined;
  } catch (problem) {
    if (problem instanceof SimulationError) return problem;
    throw problem;
  }
}

/** Which quantities go into the table: all, or those named whole or by their end. */
function chooseColumns(names: readonly string[], wanted: readonly string[] | undefined): number[] {
  const all = names.map((_, i) => i);
  if (wanted === undefined) return all;
  for (const each of wanted)
    if (!names.some((name) => name === each || name.endsWith(`/${each}`)))
      throw new InputError(`--quantity "${each}" is no quantity of this vehicle${suggestion(each, names)}`);
  return all.filter((i) => wanted.some((each) => names[i] === each || names[i]!.endsWith(`/${each}`)));
}
