import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../telemetry/sample.ts";
import { writeWhole } from "./whole-file.ts";

/** Writes pictures (name without ending, SVG text) into a folder, which is made if its own folder is there. */
export function writePictures(folder: string, pictures: readonly (readonly [string, string])[]): void {
  try {
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) mkdirSync(folder);
  } catch (problem) {
    throw new InputError(
      `--svg "${folder}" cannot be made a folder (${(problem as NodeJS.ErrnoException).code}); give one that exists or can be made`,
    );
  }
  for (const [name, svg] of pictures) writeWhole(join(folder, `${name}.svg`), svg);
}
