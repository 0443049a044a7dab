import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { assessClaims, plotClaim, plotClaims, renderClaims } from "../claims/index.ts";
import { openIncident } from "../incident/index.ts";
import { InputError } from "../telemetry/sample.ts";
import { type LeakFinding, leakFindingSchema } from "../watch/finding.ts";
import { readInstant } from "./instant.ts";
import { Exit } from "./outcome.ts";
import { LineOutput } from "./output.ts";
import { writePictures } from "./pictures.ts";

interface CheckFlags {
  at?: string;
  json?: boolean;
  seed?: string;
  finding?: string;
  svg?: string;
}

const DETAIL = `
Tests what was said of a leak: each statement gets a verdict, the probability that it is right, the number that says so and a
sentence. With --at only what was public at that instant counts; without it, everything. What the watch finds in
the telemetry of a shipped case was made up with the case: it is no evidence of what really happened. The same seed gives the same result.

Examples:
  hoarfrost check 2022-12-15-soyuz-ms-22
  hoarfrost check 2023-02-11-progress-ms-21 --at 2023-02-12T00:00Z
  hoarfrost check soyuz-ms-22 --svg pictures
  hoarfrost check progress-ms-21 --json`;

export function addCheckCommand(program: Command): void {
  program
    .command("check")
    .description("test the public statements of an incident against physics and the record")
    .argument("<incident>", "incident file, or the name of a shipped one")
    .option("--at <instant>", "use only what was public by then")
    .option("--seed <n>", "seed of the ensembles (default: that of the file)")
    .option("--finding <file>", "count what the watch found: JSON Lines of hoarfrost watch --json")
    .option("--svg <folder>", "write each verdict, and all of them together, as pictures into this folder")
    .option("--json", "print JSON")
    .addHelpText("after", DETAIL)
    .action(async (name: string, flags: CheckFlags) => {
      process.exitCode = await runCheck(name, flags);
    });
}

async function runCheck(name: string, flags: CheckFlags): Promise<number> {
  const { claims } = openIncident(name);
  const result = assessClaims(claims, {
    ...(flags.at !== undefined && { atS: absolute(flags.at) }),
    ...(flags.seed !== undefined && { seed: wholeNumber(flags.seed, "--seed") }),
    ...(flags.finding !== undefined && { findings: readFindings(flags.finding) }),
  });
  if (flags.svg !== undefined)
    writePictures(flags.svg, [
      ["claims", plotClaims(result)],
      ...result.claims.map((claim): [string, string] => [claim.id, plotClaim(claim)]),
    ]);
  const out = new LineOutput(process.stdout);
  await out.line(flags.json ? JSON.stringify(result) : renderClaims(result).trimEnd());
  await out.end();
  return Exit.ok;
}

/** The leak findings of a file that `hoarfrost watch --json` wrote; other lines are passed over. */
function readFindings(path: string): LeakFinding[] {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (problem) {
    throw new InputError(
      `--finding "${path}" cannot be read (${(problem as NodeJS.ErrnoException).code}); check the name`,
    );
  }
  const found: LeakFinding[] = [];
  text.split("\n").forEach((line, i) => {
    if (line.trim() === "") return;
    let raw: unknown;
    try {
      raw = JSON.parse(line);
    } catch {
      throw new InputError(
        `--finding ${path}:${i + 1}: not a line of JSON; give the output of hoarfrost watch --json`,
      );
    }
    const read = leakFindingSchema.safeParse(raw);
    if (read.success) found.push(read.data);
  });
  if (found.length === 0)
    throw new InputError(
      `--finding "${path}" holds no leak finding; give the output of hoarfrost watch --json`,
    );
  return found;
}

/** An instant on the clock; one relative to a start has no meaning for a file. */
export function absolute(text: string): number {
  const { valueS, relative } = readInstant(text, "--at");
  if (relative)
    throw new InputError(`--at "${text}" counts from a start; write an instant such as 2023-02-12T00:00Z`);
  return valueS;
}

export function wholeNumber(text: string, option: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new InputError(`${option} "${text}" is not a whole number from 0 up`);
}
