import type { Command } from "commander";
import pc from "picocolors";
import { InputError } from "../telemetry/sample.ts";
import { describeTwin, describeWatched, type Part } from "./describe-vehicle.ts";
import { readDuration } from "./instant.ts";
import { Exit } from "./outcome.ts";
import { LineOutput } from "./output.ts";
import { type SteadyFigures, steadyFigures } from "./steady-figures.ts";
import { vehicleSchematic } from "./vehicle-schematic.ts";
import { loadVehicle } from "./vehicles.ts";
import { checkWritable, writeWhole } from "./whole-file.ts";
import { duration } from "./words.ts";

interface DescribeFlags {
  svg?: string;
  settle: string;
  steady: boolean;
  json?: boolean;
}

const DETAIL = `
Prints what a vehicle file says: loops with their elements, connections, segments and sensors; compartments, loads and limits; and
every uncertain number with its range, source and confidence. The vehicle then runs undisturbed for --settle, and flow, pressure and
temperature of each element stand beside it; one that ends at a junction shows the mixed temperature there. --svg draws the loops with
the same figures.

Examples:
  hoarfrost describe lab-bench
  hoarfrost describe progress-ms --svg progress.svg
  hoarfrost describe progress-ms --no-steady --json
  hoarfrost describe iss`;

export function addDescribeCommand(program: Command): void {
  program
    .command("describe")
    .description("print and draw what a vehicle file says")
    .argument("<vehicle>", "vehicle file, or the name of a shipped one")
    .option("--svg <file>", "draw the loops")
    .option("--settle <time>", "time that the vehicle runs before its figures are taken", "12h")
    .option("--no-steady", "do not run it: only what the file says")
    .option("--json", "the file in SI, and the figures, as JSON")
    .addHelpText("after", DETAIL)
    .action(async (name: string, flags: DescribeFlags) => {
      process.exitCode = await runDescribe(name, flags);
    });
}

async function runDescribe(name: string, flags: DescribeFlags): Promise<number> {
  const vehicle = loadVehicle(name);
  const { twin } = vehicle;
  if (flags.svg !== undefined) {
    if (twin === undefined)
      throw new InputError(
        `"${name}" is a watch-only file: it says nothing of the hardware, so there is nothing to draw`,
      );
    checkWritable(flags.svg);
  }
  const settleS = readDuration(flags.settle, "--settle");
  let steady: SteadyFigures | null = null;
  let problem: string | undefined;
  if (twin !== undefined && flags.steady) {
    const outcome = steadyFigures(twin, settleS);
    if ("figures" in outcome) steady = outcome.figures;
    else problem = outcome.problem;
  }
  const out = new LineOutput(process.stdout);
  if (flags.json) {
    const figures = steady === null ? null : Object.fromEntries(steady);
    const { twin: hardware = null, ...watched } = vehicle;
    await out.line(
      JSON.stringify({ schema: "hoarfrost/description/1", vehicle: watched, hardware, steady: figures }),
    );
  } else {
    const parts: Part[] = twin === undefined ? describeWatched(vehicle.loops) : describeTwin(twin, steady);
    await out.line(pc.bold(vehicle.name));
    if (steady !== null)
      await out.line(pc.dim(`Figures of the run after ${duration(settleS)} undisturbed; simulated.`));
    for (const { heading, lines } of parts) {
      await out.line("");
      await out.line(pc.bold(heading));
      for (const line of lines) await out.line(line);
    }
  }
  if (problem !== undefined) process.stderr.write(`No figures: the vehicle cannot run (${problem}).\n`);
  if (twin !== undefined && flags.svg !== undefined) {
    writeWhole(flags.svg, await vehicleSchematic(twin, steady));
    if (!flags.json) await out.line(pc.dim(flags.svg));
  }
  await out.end();
  return Exit.ok;
}
