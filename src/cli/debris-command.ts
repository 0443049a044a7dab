import { join } from "node:path";
import type { Command } from "commander";
import { assessDebris, plotPair, readDebrisCase, renderDebris } from "../debris/index.ts";
import { InputError } from "../telemetry/sample.ts";
import { LineOutput } from "./output.ts";
import { readText } from "./text-file.ts";
import { libraryFolder } from "./vehicles.ts";
import { writeWhole } from "./whole-file.ts";

const SHIPPED = join(libraryFolder, "debris", "soyuz-ms-22-radiator.yaml");

const DETAIL = `
CASE says what is exposed, where and for how long (docs/debris.md); without one the shipped case of the Soyuz
MS-22 radiator is taken, whose areas are estimates. Fluxes carry a factor of three either way.

Examples:
  hoarfrost debris
  hoarfrost debris my-ship.yaml --plot pair.svg
  hoarfrost debris --json`;

export function addDebrisCommand(program: Command): void {
  program
    .command("debris")
    .description("meteoroid and debris hits on exposed surfaces, perforation, two hits in a window")
    .argument("[case]", "debris case, or - for standard input", SHIPPED)
    .option("--json", "the result as JSON")
    .option("--plot <file>", "write the chance of two hits against exposed area as SVG")
    .addHelpText("after", DETAIL)
    .action(async (path: string, flags: { json?: boolean; plot?: string }) => {
      const read = readDebrisCase(readText(path), path === "-" ? "standard input" : path);
      if (!read.ok) throw new InputError(read.problems.join("\n"));
      const result = assessDebris(read.options);
      const out = new LineOutput(process.stdout);
      await out.line(flags.json ? JSON.stringify(result, null, 2) : renderDebris(result));
      if (flags.plot !== undefined) writeWhole(flags.plot, plotPair(result));
      await out.end();
    });
}
