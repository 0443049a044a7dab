import { accessSync, constants, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { InputError } from "../telemetry/sample.ts";

/** Fails now rather than after hours of work if a file cannot be written at a place. */
export function checkWritable(path: string): void {
  try {
    if (!statSync(dirname(path)).isDirectory()) throw new Error("its folder is a file");
    accessSync(dirname(path), constants.W_OK);
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw new Error("this is a folder");
  } catch (problem) {
    throw notWritable(path, problem);
  }
}

/** Writes a file that appears under its name only when it is whole. */
export function writeWhole(path: string, text: string | Uint8Array): void {
  const partial = `${path}.${process.pid}.partial`;
  try {
    writeFileSync(partial, text);
    renameSync(partial, path);
  } catch (problem) {
    rmSync(partial, { force: true });
    throw notWritable(path, problem);
  }
}

function notWritable(path: string, problem: unknown): InputError {
  const { message } = problem as Error;
  return new InputError(`${path}: cannot be written (${message}); choose another place`);
}
