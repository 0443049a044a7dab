import { existsSync, readFileSync } from "node:fs";
import { InputError } from "../telemetry/sample.ts";

/** Text of a file that the user named, or of standard input for "-". */
export function readText(path: string): string {
  try {
    return readFileSync(path === "-" ? 0 : path, "utf8");
  } catch (problem) {
    const reason = existsSync(path)
      ? problem instanceof Error
        ? problem.message
        : String(problem)
      : "there is no such file";
    throw new InputError(`${path}: ${reason}`);
  }
}
