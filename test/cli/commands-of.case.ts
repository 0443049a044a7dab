import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Outcome, outcome, program } from "./hoarfrost.case.ts";

/** The commands of a document: each line of its fenced blocks marked `sh`, joined where it ends in a backslash. */
export function commandsOfMarkdown(text: string): string[] {
  return [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].flatMap(([, block]) => lines(block!));
}

/** The commands that a help text gives as examples. */
export function commandsOfHelp(text: string): string[] {
  return lines(text.slice(text.indexOf("Examples:") + "Examples:".length));
}

function lines(block: string): string[] {
  return block
    .replaceAll(/\\\n\s*/g, "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
}

/** Whether a command needs the network, or goes on until it is stopped. */
export function runsForEver(command: string): boolean {
  return /\brecord iss\b|\bserve\b|--live|\bnpm\b|\bnpx\b/.test(command);
}

/** Runs a command line in a folder as its reader would, with `hoarfrost` on the path; a failure inside a pipe counts. */
export async function runAsWritten(command: string, folder: string): Promise<Outcome> {
  if (!existsSync(program)) throw new Error(`${program} is not there: build first (npm run build)`);
  const bin = join(folder, ".bin");
  const wrapper = join(bin, "hoarfrost");
  if (!existsSync(wrapper)) {
    mkdirSync(bin, { recursive: true });
    writeFileSync(wrapper, `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`);
    chmodSync(wrapper, 0o755);
  }
  const child = spawn("bash", ["-o", "pipefail", "-c", command], {
    cwd: folder,
    env: { ...process.env, NO_COLOR: "1", PATH: `${bin}${delimiter}${process.env.PATH}` },
    stdio: ["ignore", "pipe", "pipe"],
  });
  return outcome(child);
}
