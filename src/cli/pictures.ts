import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../telemetry/sample.ts";
import { writeWhole } from "./whole-file.ts";

/** Writes pictures (name without ending, SVG text) into a folder, which is made if need be. */
export function writePictures(folder: string, pictures: readonly (readonly [string, string])[]): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (problem) {
    throw new InputError(
      `--svg "${folder}" cannot be made a folder (${(problem as NodeJS.ErrnoException).code}); give another name`,
    );
  }
  for (const [name, svg] of pictures) writeWhole(join(folder, `${name}.svg`), svg);
}
