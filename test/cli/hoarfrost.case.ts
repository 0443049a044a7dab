import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

export const root = join(import.meta.dirname, "..", "..");
/** The command as a user runs it: the built one. */
export const program = join(root, "dist", "cli", "main.js");

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Circumstances {
  readonly cwd?: string;
  /** Written to standard input, which is then closed. */
  readonly input?: string | Uint8Array;
}

/** Starts the built command. Fails, rather than letting a test be skipped, where it has not been built. */
export function start(args: readonly string[], cwd?: string): ChildProcess {
  if (!existsSync(program))
    throw new Error(`${program} is not there: build first (npm run build), then test what users run`);
  return spawn(process.execPath, [program, ...args], {
    cwd,
    env: { ...process.env, NO_COLOR: "1" },
    stdio: ["pipe", "pipe", "pipe"],
  });
}

/** Runs the built command to its end. */
export async function hoarfrost(
  args: readonly string[],
  { cwd, input }: Circumstances = {},
): Promise<Outcome> {
  const child = start(args, cwd);
  child.stdin?.on("error", () => undefined);
  child.stdin?.end(input);
  return outcome(child);
}

/** What a started command says and how it ends. */
export async function outcome(child: ChildProcess): Promise<Outcome> {
  let stdout = "";
  let stderr = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, stdout, stderr };
}

/** Resolves with the first line of an output that matches; fails if the command ends before. */
export async function lineOf(
  child: ChildProcess,
  pattern: RegExp,
  output: "stdout" | "stderr" = "stdout",
): Promise<RegExpExecArray> {
  let text = "";
  return new Promise((resolve, reject) => {
    child[output]?.on("data", (chunk: Buffer) => {
      text += String(chunk);
      const match = pattern.exec(text);
      if (match) resolve(match);
    });
    child.on("close", (code) => reject(new Error(`ended with ${code} before saying ${pattern}: ${text}`)));
  });
}
