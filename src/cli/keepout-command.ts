import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Command } from "commander";
import { forecastKeepout, readKeepout, renderKeepout } from "../forecast/contamination/index.ts";
import { InputError } from "../telemetry/sample.ts";
import { LineOutput } from "./output.ts";
import { readText } from "./text-file.ts";

const shelf = fileURLToPath(new URL("../../library/contamination/", import.meta.url));

interface KeepoutFlags {
  members: string;
  seed: string;
  json?: boolean;
}

const DETAIL = `
LEAK is a shipped case, the end of its name, a keep-out file, or - for standard input. For each target of the file (a
spacewalk, an array, a window, an approach) it says from when on a stay is within its limit, how likely the planned
stay is, what would land and how long that stays; and for the spray its cone, its reach, and whether drops come back.
Times count from the beginning of the leak. The same seed gives the same answer.

Examples:
  hoarfrost keepout
  hoarfrost keepout soyuz-ms-22 --members 1000
  hoarfrost keepout my-leak.yaml --json`;

/** `hoarfrost keepout`: how long, and how far, a leak's spray keeps people, ships and windows away. */
export function addKeepoutCommand(program: Command): void {
  program
    .command("keepout")
    .description("how long and how far a leak's spray keeps spacewalks, arrays, windows and ships away")
    .argument("[leak]", "a shipped case or a keep-out file", "2022-12-15-soyuz-ms-22")
    .option("--members <n>", "members of the ensemble", "400")
    .option("--seed <n>", "seed of the ensemble", "1")
    .option("--json", "as JSON on standard output")
    .addHelpText("after", DETAIL)
    .action(async (leak: string, flags: KeepoutFlags) => {
      const path = shelved(leak);
      const read = readKeepout(readText(path), path === "-" ? "standard input" : basename(path));
      if (!read.ok) throw new InputError(read.problems.join("\n"));
      const members = whole(flags.members, "--members", 20, 100_000);
      const seed = whole(flags.seed, "--seed", 0, Number.MAX_SAFE_INTEGER);
      const forecast = forecastKeepout(read.value, { members, seed });
      const out = new LineOutput(process.stdout);
      await out.line(
        flags.json
          ? JSON.stringify({ schema: "hoarfrost/keepout/1", ...forecast })
          : renderKeepout(forecast, read.value),
      );
      await out.end();
    });
}

/** Path of the case that a name stands for. */
function shelved(name: string): string {
  if (name === "-" || (existsSync(name) && name.endsWith(".yaml"))) return name;
  const ids = readdirSync(shelf)
    .filter((entry) => entry.endsWith(".yaml"))
    .map((entry) => basename(entry, ".yaml"))
    .sort();
  const matches = ids.filter((id) => id === name || id.endsWith(`-${name}`));
  if (matches.length === 1) return join(shelf, `${matches[0]}.yaml`);
  throw new InputError(
    matches.length > 1
      ? `"${name}" stands for ${matches.join(" and ")}; write one of them`
      : `"${name}" is neither a file nor a shipped leak; shipped are ${ids.join(", ")}`,
  );
}

function whole(text: string, option: string, least: number, most: number): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isInteger(value) && value >= least && value <= most) return value;
  throw new InputError(`${option} "${text}" is not a whole number from ${least} to ${most}`);
}
