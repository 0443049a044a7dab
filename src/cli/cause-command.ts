import type { Command } from "commander";
import {
  assessCause,
  type CauseOptions,
  plotOdds,
  plotSisters,
  plotTornado,
  renderCause,
} from "../cause/index.ts";
import { openIncident } from "../incident/index.ts";
import { InputError } from "../telemetry/sample.ts";
import { parseQuantity } from "../units/index.ts";
import { absolute, wholeNumber } from "./check-command.ts";
import { readDuration } from "./instant.ts";
import { Exit } from "./outcome.ts";
import { LineOutput } from "./output.ts";
import { writePictures } from "./pictures.ts";

interface CauseFlags {
  off?: string[];
  on?: string[];
  area?: string;
  window?: string;
  at?: string;
  draws?: string;
  seed?: string;
  json?: boolean;
  svg?: string;
}

const DETAIL = `
Weighs why a loop leaked: odds between named causes, each item of evidence with its factor and a switch, what the odds hang on, and how
likely two independent hits are. The same seed gives the same result.

Examples:
  hoarfrost cause 2023-02-11-progress-ms-21
  hoarfrost cause progress-ms-21 --off sister-ship first-look
  hoarfrost cause soyuz-ms-22 --svg pictures
  hoarfrost cause soyuz-ms-22 --area "0.5 m2" --window "59 days" --json`;

export function addCauseCommand(program: Command): void {
  program
    .command("cause")
    .description("weigh the possible causes of a leak")
    .argument("<incident>", "incident file, or the name of a shipped one")
    .option("--off <item...>", "leave these items of evidence out")
    .option("--on <item...>", "count these items that are off by default")
    .option("--area <area>", 'effective area exposed to particles, such as "0.5 m2"')
    .option("--window <time>", 'window of the question about two hits, such as "59 days"')
    .option("--at <instant>", "use only what was public by then")
    .option("--draws <n>", "draws over everything uncertain (default: 3000)")
    .option("--seed <n>", "seed of the draws (default: that of the file)")
    .option(
      "--svg <folder>",
      "write the odds, what they hang on and the sister ship as pictures into this folder",
    )
    .option("--json", "print JSON")
    .addHelpText("after", DETAIL)
    .action(async (name: string, flags: CauseFlags) => {
      process.exitCode = await runCause(name, flags);
    });
}

async function runCause(name: string, flags: CauseFlags): Promise<number> {
  const { cause, incident } = openIncident(name);
  const out = new LineOutput(process.stdout);
  const result = assessed(() => assessCause(cause, optionsOf(flags)));
  if (flags.svg !== undefined) {
    const other = incident.evidence?.find(({ kind }) => kind === "same-failure")?.incident;
    const { at, draws, seed } = flags;
    const shared = optionsOf({
      ...(at !== undefined && { at }),
      ...(draws !== undefined && { draws }),
      ...(seed !== undefined && { seed }),
    });
    const sisters =
      result.sister === null || other === undefined
        ? []
        : [result, assessed(() => assessCause(openIncident(other).cause, shared))];
    writePictures(flags.svg, [
      ["odds", plotOdds(result)],
      ["tornado", plotTornado(result)],
      ...(sisters.length > 0 ? [["sisters", plotSisters(sisters)] as const] : []),
    ]);
  }
  await out.line(flags.json ? JSON.stringify(result) : renderCause(result).trimEnd());
  await out.end();
  return Exit.ok;
}

function optionsOf(flags: CauseFlags): CauseOptions {
  return {
    ...(flags.off && { off: flags.off }),
    ...(flags.on && { on: flags.on }),
    ...(flags.area !== undefined && { areaM2: area(flags.area) }),
    ...(flags.window !== undefined && { windowDays: readDuration(flags.window, "--window") / 86_400 }),
    ...(flags.at !== undefined && { atS: absolute(flags.at) }),
    ...(flags.draws !== undefined && { draws: Math.max(1, wholeNumber(flags.draws, "--draws")) }),
    ...(flags.seed !== undefined && { seed: wholeNumber(flags.seed, "--seed") }),
  };
}

function area(text: string): number {
  const read = parseQuantity(text.trim().replace(/^([\d.]+)\s*(m2|cm2)$/, "$1 $2"), "area");
  if (!read.ok) throw new InputError(`--area: ${read.problem}`);
  return read.value;
}

/** What the room refuses, such as an unknown item, is the user's to mend. */
function assessed<T>(assess: () => T): T {
  try {
    return assess();
  } catch (problem) {
    if (problem instanceof RangeError) throw new InputError(problem.message);
    throw problem;
  }
}
