import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { RgbPicture } from "../annotate.ts";
import type { RenderedFrame } from "../render/render-clip.ts";
import type { Scenario } from "../render/scenario.ts";
import { loadSharp } from "./load-sharp.ts";

const SYNTHETIC = "SYNTHETIC: rendered by hoarfrost, no picture of a real event";

/** Writes a coloured picture; the format goes by the ending. */
export async function writePicture(picture: RgbPicture, file: string): Promise<void> {
  const sharp = await loadSharp();
  await mkdir(dirname(file), { recursive: true });
  const { widthPx: width, heightPx: height } = picture;
  await sharp(picture.pixels, { raw: { width, height, channels: 3 } }).toFile(file);
}

/**
 * Writes rendered footage: into a folder, one PNG a frame with `truth.jsonl` beside them, or as one animated GIF or WebP. The word
 * SYNTHETIC is in each frame, in each file's name and in its metadata. Returns the number of frames.
 */
export async function writeClip(
  scenario: Scenario,
  seed: number,
  frames: Iterable<RenderedFrame>,
  out: string,
): Promise<{ frames: number; written: string }> {
  const sharp = await loadSharp();
  const { widthPx: width, heightPx: height, framesPerS } = scenario.camera;
  const note = { IFD0: { ImageDescription: `${SYNTHETIC}; scenario ${scenario.name}, seed ${seed}` } };
  const animated = /\.(gif|webp)$/i.exec(out);
  let count = 0;
  if (animated) {
    const pages: Buffer[] = [];
    for (const { frame } of frames) {
      pages.push(Buffer.from(frame.pixels as Uint8Array));
      count++;
    }
    const file = out.replace(/(synthetic[-_.])?([^/\\]*)$/i, "synthetic-$2");
    await mkdir(dirname(file), { recursive: true });
    const delay = new Array(count).fill(Math.round(1000 / framesPerS));
    const raw = { width, height: height * count, channels: 1 as const, pageHeight: height };
    const image = sharp(Buffer.concat(pages), { raw, limitInputPixels: false });
    await (animated[1]!.toLowerCase() === "gif" ? image.gif({ delay }) : image.webp({ delay, quality: 90 }))
      .withExif(note)
      .toFile(file);
    return { frames: count, written: file };
  }
  await mkdir(out, { recursive: true });
  const truth: string[] = [JSON.stringify({ synthetic: true, note: SYNTHETIC, seed, scenario })];
  for (const { frame, particles } of frames) {
    const name = `synthetic-${scenario.name}-${String(count).padStart(5, "0")}.png`;
    await sharp(frame.pixels as Uint8Array, { raw: { width, height, channels: 1 } })
      .withExif(note)
      .png()
      .toFile(join(out, name));
    truth.push(JSON.stringify({ frame: name, timeS: frame.timeS, particles }));
    count++;
  }
  await writeFile(join(out, "truth.jsonl"), `${truth.join("\n")}\n`);
  return { frames: count, written: out };
}
