import { spawnSync } from "node:child_process";
import { createReadStream, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { FrameEvent, FrameSourceOptions } from "./frame-source.ts";
import { openFrames } from "./open-frames.ts";

// Oracle: the grey levels that were written, one level a picture. Tolerance: exact for PNG, GIF and lossless WebP; 4 of 256 levels
// for JPEG and video.
const LEVELS = [40, 80, 120, 160, 200, 70, 110, 150];
const [W, H] = [64, 48];
let folder = "";
const at = (...parts: string[]) => join(folder, ...parts);

/** Noise in one half keeps coded pictures from shrinking to nothing; the level is read in the other. */
function grey(level: number, width = W): Buffer {
  return Buffer.from(
    Uint8Array.from({ length: width * H }, (_, i) =>
      i % width < width / 2 ? level : (i * 7919 + level * 31) % 251,
    ),
  );
}
const picture = (level: number, width = W) =>
  sharp(grey(level, width), { raw: { width, height: H, channels: 1 } });

async function read(location: string, options?: FrameSourceOptions, most = 100): Promise<FrameEvent[]> {
  const events: FrameEvent[] = [];
  for await (const event of await openFrames(location, options)) {
    events.push(event);
    if (events.length >= most) break;
  }
  return events;
}
const levels = (events: readonly FrameEvent[]) =>
  events.flatMap((e) => (e.kind === "frame" ? [e.frame.pixels[(H / 2) * e.frame.widthPx + 8]!] : []));
const times = (events: readonly FrameEvent[]) =>
  events.flatMap((e) => (e.kind === "frame" ? [e.frame.timeS] : []));
const problems = (events: readonly FrameEvent[]) =>
  events.flatMap((e) => (e.kind === "problem" ? [e.message] : []));

async function serving<T>(listener: RequestListener, use: (address: string) => Promise<T>): Promise<T> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/camera`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "hoarfrost-camera-"));
  mkdirSync(at("pictures"));
  for (const [i, level] of LEVELS.entries())
    await picture(level)
      .png()
      .toFile(at("pictures", `p${i + 5}.png`));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("pictures of a folder come in the order of their numbers, at the rate asked for", async () => {
  const events = await read(at("pictures"), { framesPerS: 4 });
  expect(levels(events)).toEqual(LEVELS);
  expect(times(events)).toEqual(LEVELS.map((_, i) => i / 4));
});

test("a picture that is none is named and left out; its time is kept free", async () => {
  mkdirSync(at("damaged"));
  for (const i of [0, 2]) writeFileSync(at("damaged", `p${i}.png`), readFileSync(at("pictures", "p5.png")));
  writeFileSync(at("damaged", "p1.png"), "no picture");
  const events = await read(at("damaged"), { framesPerS: 10 });
  expect(times(events)).toEqual([0, 0.2]);
  expect(problems(events)).toEqual([expect.stringContaining("p1.png: not readable")]);
});

test("pictures of other sizes pass as they are: the watch names the change", async () => {
  mkdirSync(at("mixed"));
  await picture(90).png().toFile(at("mixed", "a.png"));
  await picture(90, 80).png().toFile(at("mixed", "b.png"));
  const sizes = (await read(at("mixed"))).flatMap((e) => (e.kind === "frame" ? [e.frame.widthPx] : []));
  expect(sizes).toEqual([W, 80]);
});

test.each(["gif", "webp"] as const)("an animated %s gives its pictures at its own delays", async (format) => {
  const file = at(`animation.${format}`);
  const raw = { width: W, height: H * LEVELS.length, channels: 1 as const, pageHeight: H };
  const delay = LEVELS.map((_, i) => (i === 0 ? 200 : 100));
  const strip = sharp(Buffer.concat(LEVELS.map((level) => grey(level))), { raw });
  await (format === "gif" ? strip.gif({ delay }) : strip.webp({ delay, lossless: true })).toFile(file);
  const events = await read(file);
  for (const [i, level] of levels(events).entries()) expect(Math.abs(level - LEVELS[i]!)).toBeLessThan(3);
  expect(times(events).map((t) => Math.round(100 * t) / 100)).toEqual([0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]);
});

const hasFfmpeg = spawnSync("ffmpeg", ["-version"]).status === 0;
if (!hasFfmpeg) process.stdout.write("skipped: reading video, ffmpeg is not on the path\n");

test.skipIf(!hasFfmpeg)(
  "a video gives its frames and rate; one cut short gives those before and says so",
  async () => {
    const [film, cut, half] = [at("film.mkv"), at("cut.mkv"), at("half.mp4")];
    const input = [
      "-v",
      "error",
      "-y",
      "-framerate",
      "20",
      "-start_number",
      "5",
      "-i",
      at("pictures", "p%d.png"),
    ];
    expect(spawnSync("ffmpeg", [...input, "-c:v", "mjpeg", "-q:v", "2", film]).status).toBe(0);
    const whole = await read(film);
    expect(problems(whole)).toEqual([]);
    expect(times(whole)).toEqual(LEVELS.map((_, i) => i / 20));
    for (const [i, level] of levels(whole).entries()) expect(Math.abs(level - LEVELS[i]!)).toBeLessThan(5);
    const bytes = readFileSync(film);
    writeFileSync(cut, bytes.subarray(0, Math.round(0.6 * bytes.length)));
    const part = await read(cut);
    expect(times(part).length).toBeGreaterThan(2);
    expect(times(part).length).toBeLessThan(LEVELS.length);
    expect(problems(part)).toEqual([
      expect.stringMatching(/cut\.mkv: damaged or cut short after \d pictures/),
    ]);
    // the index of an MP4 file is at its end: without it nothing can be read
    expect(spawnSync("ffmpeg", [...input, "-c:v", "mjpeg", "-pix_fmt", "yuvj420p", half]).status).toBe(0);
    const indexed = readFileSync(half);
    writeFileSync(half, indexed.subarray(0, indexed.length / 2));
    await expect(read(half)).rejects.toThrow("half.mp4: no video in it");
  },
);

test("an address that gives one picture each time is asked again, and a picture that fails is named", async () => {
  const jpegs = await Promise.all(LEVELS.map((level) => picture(level).jpeg({ quality: 95 }).toBuffer()));
  let asked = 0;
  const listener: RequestListener = (_, response) => {
    const turn = asked++;
    if (turn === 1) response.writeHead(503).end();
    else
      response.writeHead(200, { "content-type": "image/jpeg" }).end(turn === 2 ? "no picture" : jpegs[turn]);
  };
  const events = await serving(listener, (address) => read(address, { framesPerS: 50 }, 5));
  const expected = [LEVELS[0]!, LEVELS[3]!, LEVELS[4]!];
  for (const [i, level] of levels(events).entries()) expect(Math.abs(level - expected[i]!)).toBeLessThan(5);
  expect(levels(events).length).toBe(3);
  expect(problems(events)).toEqual([
    expect.stringContaining("answered 503; asking again"),
    expect.stringContaining("could not be decoded"),
  ]);
});

test("a motion-JPEG stream gives each of its pictures, however the bytes are cut", async () => {
  const jpegs = await Promise.all(LEVELS.map((level) => picture(level).jpeg({ quality: 95 }).toBuffer()));
  const body = Buffer.concat(
    jpegs.flatMap((jpeg) => [
      Buffer.from("--edge\r\nContent-Type: image/jpeg\r\n\r\n"),
      jpeg,
      Buffer.from("\r\n"),
    ]),
  );
  writeFileSync(at("stream"), body);
  const listener: RequestListener = (_, response) => {
    response.writeHead(200, { "content-type": "multipart/x-mixed-replace; boundary=edge" });
    createReadStream(at("stream"), { highWaterMark: 701 }).pipe(response);
  };
  const events = await serving(listener, (address) => read(address));
  expect(problems(events)).toEqual([]);
  expect(levels(events).length).toBe(LEVELS.length);
  for (const [i, level] of levels(events).entries()) expect(Math.abs(level - LEVELS[i]!)).toBeLessThan(5);
});

test("what gives no picture at all is refused with a sentence", async () => {
  mkdirSync(at("empty"));
  writeFileSync(at("nothing.mp4"), "");
  writeFileSync(at("bad.gif"), "no picture");
  await expect(read(at("empty"))).rejects.toThrow("no pictures in it");
  await expect(read(at("nothing.mp4"))).rejects.toThrow("the file is empty");
  await expect(read(at("bad.gif"))).rejects.toThrow("not a picture that can be read");
  await expect(read(at("absent"))).rejects.toThrow("no such folder or file");
  await expect(
    serving(
      (_, response) => response.writeHead(404).end(),
      (address) => read(address),
    ),
  ).rejects.toThrow("no pictures (answered 404)");
});
