import type { Command } from "commander";
import { plotFans, runForecast } from "../forecast/thermal/index.ts";
import { InputError } from "../telemetry/sample.ts";
import { readExecutor, untilInterrupted } from "./ensemble.ts";
import { type ForecastFlags, readForecast } from "./forecast-plan.ts";
import { Exit } from "./outcome.ts";
import { LineOutput } from "./output.ts";
import { printForecast } from "./print-forecast.ts";
import { Progress } from "./progress.ts";
import { checkWritable, writeWhole } from "./whole-file.ts";
import { duration } from "./words.ts";

const DETAIL = `
When will each limit of the vehicle be passed, when does a pump lose prime, when is a loop empty, how warm and humid will it be: as
bands over an ensemble of the twin, and what would be otherwise if something were done now. Time 0 is now.

A VEHICLE is a twin file or a shipped one; its leak is what --leak says, with ranges. A CASE brings its vehicle and its leak: hole and
onset are drawn from what its watch knew at --at, from telemetry until then and from nothing later. Every number of the vehicle
file that has a range is drawn anew for each member, but for the orbit (--draw-orbit).

A what-if is "name: action; action", with actions as in simulate; one without at= is done now:
  load=all,to=shed          hatch=descent,to=closed,via=orbital   crew=descent,to=2
  pump=external.pump,to=off valve=bench.drain-valve,to=closed     attitude=sun-pointing,axis=port
and with isolate=bench.all (shuts the valves of a segment) and duct=descent,flow=100m3/h[,from=station] (a hose with a fan).
All alternatives run from copies of the same members, so their differences are told member by member.

After 8 members first bands are printed, then all of them; Ctrl-C ends it with what is there. With --json each is a line.

Examples:
  hoarfrost forecast lab-bench --for 6h --members 8 --leak element=plate,diameter=0.2mm..0.4mm,at=0h --what-if "shed: load=all,to=shed"
  hoarfrost forecast 2022-12-15-soyuz-ms-22 --at 2022-12-15T02:00Z --for 24h --what-if "shed: load=all,to=shed" --svg fan.svg
  hoarfrost forecast soyuz-ms --action crew=descent,to=3,at=0h --what-if "two: crew=descent,to=2" --json`;

export function addForecastCommand(program: Command): void {
  program
    .command("forecast")
    .description("when limits will be passed, as bands, and what would be otherwise if")
    .argument("<vehicle or case>", "twin file or shipped vehicle, or a case that can be watched")
    .option("--at <time>", "now, in a case: an instant, or +6h after its start (default: its end)")
    .option("--for <time>", "how far ahead", "72h")
    .option("--members <n>", "how many runs", "200")
    .option("--leak <list...>", "element=panel-1,diameter=0.6mm..1.2mm,at=0h[,cd=0.6..0.8][,until=5h]")
    .option("--where <element>", "of a case: the element that the hole is in (default: the first radiator)")
    .option("--what-if <text...>", '"name: action; action", beside doing nothing')
    .option(
      "--alarm <level...>",
      "a level beside the file's limits: external/plate-1/temperature above 50 degC",
    )
    .option("--action <list...>", "what is done in any event, as in simulate")
    .option("--set <path=value...>", "one value for a number of the file, in all members")
    .option("--draw-orbit", "draw the orbit's numbers too; takes longer")
    .option("--every <time>", "time between the instants of the bands", "30min")
    .option("--settle <time>", "time that the vehicle runs undisturbed before", "12h")
    .option("--accuracy <name>", "of the simulation: draft, normal or fine", "draft")
    .option("--seed <n>", "another seed draws other members", "1")
    .option("--threads <n>", "at a time (default: one a core); 0 runs them in the main thread")
    .option("--svg <file>", "fan charts against the limits")
    .option("--json", "forecasts as JSON, one a line: first bands, then all members")
    .addHelpText("after", DETAIL)
    .action(async (name: string, flags: ForecastFlags) => {
      process.exitCode = await runForecastCommand(name, flags);
    });
}

async function runForecastCommand(name: string, flags: ForecastFlags): Promise<number> {
  if (flags.svg !== undefined) checkWritable(flags.svg);
  const executor = readExecutor(flags.threads);
  const plan = await readForecast(name, flags);
  const out = new LineOutput(process.stdout);
  const progress = new Progress("forecast");
  const began = Date.now();
  const show = (forecast: Parameters<typeof printForecast>[0]) =>
    flags.json ? JSON.stringify(forecast) : `${printForecast(forecast)}\n`;
  try {
    const forecast = await untilInterrupted((signal) =>
      runForecast(plan, {
        executor,
        signal,
        onFirst: async (first) => {
          progress.clear();
          await out.line(show(first));
        },
        onProgress: (done, asked) => {
          const left = ((Date.now() - began) / 1000 / done) * (asked - done);
          progress.update(done / asked, `${done} of ${asked}, ${duration(left)} left`);
        },
      }),
    );
    progress.clear();
    if (forecast === undefined) {
      process.stderr.write("Stopped before a member was done: nothing to tell.\n");
      return Exit.failed;
    }
    await out.line(show(forecast));
    if (flags.svg !== undefined) writeWhole(flags.svg, plotFans(forecast));
    await out.end();
    if (!forecast.partial) return Exit.ok;
    process.stderr.write(
      `Stopped with ${forecast.members.sound} of ${forecast.members.asked} members: the bands above are of these.\n`,
    );
    return Exit.failed;
  } catch (problem) {
    if (problem instanceof RangeError) throw new InputError(`${name}: ${problem.message}`);
    throw problem;
  } finally {
    progress.clear();
  }
}
