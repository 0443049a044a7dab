import { stat } from "node:fs/promises";
import { InputError } from "../../telemetry/sample.ts";
import { readVideo } from "./ffmpeg.ts";
import type { FrameEvent, FrameSourceOptions } from "./frame-source.ts";
import { readHttp } from "./http-pictures.ts";
import { readAnimation, readFolder } from "./picture-files.ts";

/** Frames of a folder of pictures, an animated picture, a video (by ffmpeg) or an HTTP address. */
export async function openFrames(
  location: string,
  options: FrameSourceOptions = {},
): Promise<AsyncGenerator<FrameEvent>> {
  if (/^https?:\/\//i.test(location)) return readHttp(location, options);
  const about = await stat(location).catch(() => null);
  if (!about) throw new InputError(`${location}: no such folder or file, and not an HTTP address`);
  if (about.isDirectory()) return readFolder(location, options);
  if (about.size === 0) throw new InputError(`${location}: the file is empty`);
  return /\.(gif|webp|png|apng|jpe?g|tiff?|avif)$/i.test(location)
    ? readAnimation(location, options)
    : readVideo(location, options);
}
