import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { type CameraFile, cameraFileSchema } from "../camera/geometry/camera-file.ts";
import { InputError } from "../telemetry/sample.ts";
import { libraryFolder } from "./vehicles.ts";

/** A calibrated camera from a file, or from the library by its name. */
export function loadCamera(location: string): CameraFile {
  const shipped = join(libraryFolder, "cameras", `${location}.yaml`);
  const path = existsSync(location) ? location : shipped;
  if (!existsSync(path))
    throw new InputError(`camera "${location}" is neither a file nor in library/cameras`);
  let text: unknown;
  try {
    text = parse(readFileSync(path, "utf8"));
  } catch (problem) {
    throw new InputError(`${location}: ${problem instanceof Error ? problem.message : problem}`);
  }
  const read = cameraFileSchema.safeParse(text);
  if (read.success) return read.data;
  throw new InputError(
    read.error.issues
      .map(({ path: at, message }) => `${location}: ${at.join(".") || "file"}: ${message}`)
      .join("\n"),
  );
}
