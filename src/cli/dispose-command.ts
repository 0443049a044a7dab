import { basename } from "node:path";
import type { Command } from "commander";
import {
  avionicsAtBurn,
  burnWindows,
  dispose,
  drawMap,
  groundTrack,
  imagingPhase,
  plotMap,
  readDisposal,
  renderDisposal,
  shippedDisposal,
} from "../plan/disposal/index.ts";
import { InputError } from "../telemetry/sample.ts";
import { readInstant } from "./instant.ts";
import { LineOutput } from "./output.ts";
import { readText } from "./text-file.ts";

interface DisposeFlags {
  at?: string;
  members: string;
  seed: string;
  svg?: boolean;
  json?: boolean;
}

const SEARCH_S = 6 * 3600;
const DETAIL = `
FILE is a disposal file, or - for standard input; without it, Progress MS-21 in February 2023. The same seed gives
the same answer. Windows are looked for within 6 hours of the burn, every 2 minutes.

Examples:
  hoarfrost dispose
  hoarfrost dispose --at 2023-02-19T04:55Z
  hoarfrost dispose --svg > footprint.svg
  hoarfrost dispose my-ship.yaml --members 1000 --json`;

function whole(text: string, option: string, least: number, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new InputError(`${option} "${text}" is not a whole number from ${least} to ${most}`);
}

/** `hoarfrost dispose`: burn, entry, footprint and risk of a cargo ship's end. */
export function addDisposeCommand(program: Command): void {
  program
    .command("dispose")
    .description("deorbit a cargo ship: burn, entry, footprint, casualty expectation")
    .argument("[file]", "disposal file, or - for standard input (default: Progress MS-21)")
    .option("--at <instant>", "burn at this time instead of the file's")
    .option("--members <n>", "runs of the ensemble", "200")
    .option("--seed <n>", "seed of the ensemble", "1")
    .option("--svg", "the map as an SVG document on standard output")
    .option("--json", "as JSON on standard output")
    .addHelpText("after", DETAIL)
    .action(async (location: string | undefined, flags: DisposeFlags) => {
      if (flags.json && flags.svg)
        throw new InputError("--json and --svg are two shapes of one answer; give one");
      const path = location ?? shippedDisposal;
      const text = readText(path);
      const name = path === "-" ? "standard input" : location === undefined ? basename(path) : path;
      const read = readDisposal(text, name);
      if (!read.ok) throw new InputError(read.problems.join("\n"));
      const members = whole(flags.members, "--members", 3, 100_000);
      const seed = whole(flags.seed, "--seed", 0, Number.MAX_SAFE_INTEGER);
      const burnS = flags.at === undefined ? read.value.burns : readInstant(flags.at, "--at").valueS;
      if (burnS <= read.value.undocks)
        throw new InputError(`--at "${flags.at}" lies before the undocking; burn after it`);
      const file = { ...read.value, burns: burnS };
      try {
        const result = dispose(file, { members, seed });
        const from = Math.max(file.undocks, burnS - SEARCH_S);
        const windows = burnWindows(file, from, burnS + SEARCH_S, 120);
        const avionics = avionicsAtBurn(file);
        const imaging = imagingPhase(file);
        const map = { file, result, descent: groundTrack(file, 0).descent };
        const out = new LineOutput(process.stdout);
        await out.line(
          flags.json
            ? JSON.stringify({ schema: "hoarfrost/dispose/1", ...result, windows, avionics, imaging })
            : flags.svg
              ? plotMap(map).trimEnd()
              : `${renderDisposal(file, result, windows, avionics, imaging)}\n\n${drawMap(map)}`,
        );
        await out.end();
      } catch (error) {
        if (error instanceof RangeError) throw new InputError(error.message);
        throw error;
      }
    });
}
