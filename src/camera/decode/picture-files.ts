import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { InputError } from "../../telemetry/sample.ts";
import type { FrameEvent, FrameSourceOptions } from "./frame-source.ts";
import { decodeGrey, loadSharp } from "./load-sharp.ts";

const PICTURE = /\.(png|jpe?g|webp|tiff?|gif|avif)$/i;
/** In names, numbers go by value: frame9 before frame10. */
const byName = new Intl.Collator("en", { numeric: true }).compare;
const DEFAULT_RATE = 10;

const reason = (problem: unknown) =>
  problem instanceof Error ? problem.message.split("\n")[0]! : String(problem);

/** Pictures of a folder in the order of their names. A picture that cannot be read is told and left out. */
export async function* readFolder(folder: string, options: FrameSourceOptions): AsyncGenerator<FrameEvent> {
  const names = (await readdir(folder)).filter((name) => PICTURE.test(name)).sort(byName);
  if (names.length === 0)
    throw new InputError(`${folder}: no pictures in it; PNG, JPEG, WebP, TIFF, GIF and AVIF are read`);
  const sharp = await loadSharp();
  const rate = options.framesPerS ?? DEFAULT_RATE;
  for (const [i, name] of names.entries()) {
    try {
      const picture = await decodeGrey(sharp, join(folder, name));
      yield { kind: "frame", name, frame: { ...picture, timeS: i / rate } };
    } catch (problem) {
      yield {
        kind: "problem",
        message: `${join(folder, name)}: not readable (${reason(problem)}); left out`,
      };
    }
  }
}

/** Pages of an animated GIF, WebP or PNG, or one picture; delays of the file unless a rate is given. */
export async function* readAnimation(file: string, options: FrameSourceOptions): AsyncGenerator<FrameEvent> {
  const sharp = await loadSharp();
  let pages: number;
  let delaysMs: readonly number[];
  try {
    const about = await sharp(file).metadata();
    pages = about.pages ?? 1;
    delaysMs = about.delay ?? [];
  } catch (problem) {
    throw new InputError(`${file}: not a picture that can be read (${reason(problem)})`);
  }
  let timeS = 0;
  for (let page = 0; page < pages; page++) {
    try {
      const picture = await decodeGrey(sharp, file, page);
      yield { kind: "frame", name: `${file} picture ${page + 1}`, frame: { ...picture, timeS } };
    } catch (problem) {
      yield {
        kind: "problem",
        message: `${file}: picture ${page + 1} of ${pages} not readable (${reason(problem)})`,
      };
    }
    const delayMs = delaysMs[page] ?? 0;
    timeS += options.framesPerS || delayMs <= 0 ? 1 / (options.framesPerS ?? DEFAULT_RATE) : delayMs / 1000;
  }
}
