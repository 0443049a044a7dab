import type { Command } from "commander";
import { injectLeak } from "../telemetry/inject/inject-leak.ts";
import { type LeakInjection, lossOverTime } from "../telemetry/inject/leak-injection.ts";
import { InputError, type TelemetrySource } from "../telemetry/sample.ts";
import { writeCsv } from "../telemetry/write-csv.ts";
import { fromSi, parseQuantity } from "../units/index.ts";
import type { LoopDescription } from "../vehicle/loop-description.ts";
import { caseFile } from "./cases.ts";
import { firstReading } from "./first-reading.ts";
import { openTelemetry } from "./input.ts";
import { readDuration, readInstant } from "./instant.ts";
import { Exit } from "./outcome.ts";
import { chooseLoops, loadVehicle } from "./vehicles.ts";

interface InjectFlags {
  vehicle: string;
  loop: string;
  rate: string;
  at: string;
  shape: string;
  growth?: string;
  until?: string;
  out: string;
}

const DETAIL = `
The leak is taken from the physical quantity before its quantisation, which is reconstructed from the times at
which the channel's codes changed; the result is quantised on the same codes and reported by exception again.
A rate in per cent is of the first reading for a pressure, and of the accumulator's scale for a quantity.

Examples:
  hoarfrost inject run.csv.gz --loop ETCS-A --rate 20%/day --at +6h --out leaking.csv.gz
  hoarfrost inject run.csv.gz --loop ETCS-A --rate 5%/day --at +4h --shape growing --growth 2h --out growing.csv
  hoarfrost inject run.csv --loop ETCS-B --rate 400kPa/day --at +4h --shape stopped --until +7h | hoarfrost watch - --loop ETCS-B`;

export function addInjectCommand(program: Command): void {
  program
    .command("inject")
    .description("add a leak of known rate, onset and shape to a recording")
    .argument("<source>", "recording, or - for standard input (an onset after the start needs a file)")
    .requiredOption("--loop <id>", "loop that is to leak")
    .requiredOption("--rate <rate>", "20%/day, or in the channel's unit: 40kPa/day")
    .requiredOption("--at <instant>", "onset: 2018-10-12T10:00Z, Unix seconds, or +6h after the start")
    .option("--vehicle <file>", "vehicle file, or the name of a shipped one", "iss")
    .option("--shape <shape>", "sudden, growing (needs --growth) or stopped (needs --until)", "sudden")
    .option("--growth <time>", "time in which a growing leak's rate grows by the factor e")
    .option("--until <instant>", "when a stopped leak ends")
    .option("--out <file>", "long CSV, compressed if it ends in .gz; - for standard output", "-")
    .addHelpText("after", DETAIL)
    .action(async (location: string, flags: InjectFlags) => {
      process.exitCode = await runInject(location, flags);
    });
}

async function runInject(location: string, flags: InjectFlags): Promise<number> {
  const [loop] = chooseLoops(loadVehicle(flags.vehicle), [flags.loop]) as [LoopDescription];
  if (caseFile(location) !== undefined) {
    throw new InputError(
      `inject takes a recording, and "${location}" is a case, with a leak of its own; "hoarfrost replay" makes it one`,
    );
  }
  const injection = await readInjection(location, loop, flags);
  const source = await openTelemetry(location, [loop]);
  const comments = [
    `SYNTHETIC leak added by hoarfrost inject: loop ${loop.id}, channel ${loop.inventoryChannel}, ${flags.rate}, ` +
      `${flags.shape}, onset ${new Date(injection.onsetS * 1000).toISOString()}`,
  ];
  const seen = { firstS: Number.POSITIVE_INFINITY, lastS: Number.NEGATIVE_INFINITY };
  const written = await writeCsv(injectLeak(spanning(source, seen), injection), flags.out, { comments });
  if (injection.onsetS >= seen.lastS || injection.onsetS < seen.firstS) {
    const words = [seen.firstS, seen.lastS].map((timeS) => new Date(timeS * 1000).toISOString());
    process.stderr.write(
      `The onset lies outside the recording, which is from ${words[0]} to ${words[1]}: ` +
        `${injection.onsetS >= seen.lastS ? "nothing was changed" : "all of it leaks"}.\n`,
    );
  }
  if (flags.out !== "-") {
    process.stderr.write(
      `${flags.out}: ${written.samples.toLocaleString("en-US")} samples, ${comments[0]}\n`,
    );
  }
  return Exit.ok;
}

/** The same source; notes the span of its times while it is read. */
function spanning(source: TelemetrySource, seen: { firstS: number; lastS: number }): TelemetrySource {
  return {
    name: source.name,
    channels: source.channels,
    async *events() {
      for await (const event of source.events()) {
        if (event.kind === "samples") {
          const { timeS, count } = event.batch;
          for (let i = 0; i < count; i++) {
            if (timeS[i]! < seen.firstS) seen.firstS = timeS[i]!;
            if (timeS[i]! > seen.lastS) seen.lastS = timeS[i]!;
          }
        }
        yield event;
      }
    },
  };
}

async function readInjection(
  location: string,
  loop: LoopDescription,
  flags: InjectFlags,
): Promise<LeakInjection> {
  const needsFirst = [flags.at, flags.until ?? ""].some((text) => text.trim().startsWith("+"));
  const percent = /%/.test(flags.rate) && loop.inventory.kind !== "accumulator-quantity";
  if (location === "-" && (needsFirst || percent)) {
    throw new InputError(
      "standard input can be read only once: give --at as an instant and --rate in the channel's unit, or a file",
    );
  }
  const first =
    needsFirst || percent ? await firstReading(location, loop) : { startS: 0, reading: Number.NaN };
  const instant = (text: string, option: string) => {
    const { valueS, relative } = readInstant(text, option);
    return relative ? first.startS + valueS : valueS;
  };
  const { shape } = flags;
  if (shape !== "sudden" && shape !== "growing" && shape !== "stopped") {
    throw new InputError(`--shape "${shape}" is not one of sudden, growing, stopped`);
  }
  const injection: LeakInjection = {
    channel: loop.inventoryChannel,
    ratePerDay: ratePerDay(flags.rate, loop, first.reading),
    onsetS: instant(flags.at, "--at"),
    shape,
    ...(loop.noise.step > 0 && { codeStep: loop.noise.step }),
    ...(loop.inventory.kind === "accumulator-quantity" && { lowest: 0 }),
    ...(flags.growth !== undefined && { growthS: readDuration(flags.growth, "--growth") }),
    ...(flags.until !== undefined && { stopS: instant(flags.until, "--until") }),
  };
  try {
    lossOverTime(injection);
  } catch (problem) {
    throw new InputError(problem instanceof Error ? problem.message : String(problem));
  }
  return injection;
}

/** Loss a day in the channel's unit. */
function ratePerDay(text: string, loop: LoopDescription, firstReading: number): number {
  const match = /^\s*([\d.eE+-]+)\s*(\S+)\/(day|d|h|s|yr|week)\s*$/.exec(text);
  const [, amount, unit, time] = (match ?? []) as unknown as [string, string, string, string];
  if (!match || !(Number(amount) >= 0 && Number.isFinite(Number(amount)))) {
    throw new InputError(
      `--rate "${text}" is not a rate of loss; write a number from 0 up, such as 20%/day or 40${loop.inventoryUnit}/day`,
    );
  }
  const perDay = 86_400 / readDuration(`1 ${time}`, "--rate");
  if (unit === "%" && loop.inventory.kind !== "accumulator-quantity") {
    return (Number(amount) / 100) * firstReading * perDay;
  }
  const inventoryDimension = loop.inventory.kind === "accumulator-quantity" ? "fraction" : "pressure";
  const parsed = parseQuantity(`${amount} ${unit}`, inventoryDimension);
  if (!parsed.ok) throw new InputError(`--rate: ${parsed.problem}`);
  return fromSi(parsed.value, loop.inventoryUnit) * perDay;
}
