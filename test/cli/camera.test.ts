import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { expect, test } from "vitest";
import { cameraFindingSchema } from "../../src/camera/index.ts";
import { hoarfrost, root } from "./hoarfrost.case.ts";
import { temporaryFolder } from "./recordings.case.ts";

// Oracle: the footage rendered by the command itself, with its truth: the leak leaves pixel 90, 100 at 0.3 rad from second 2 on.
const folder = temporaryFolder();
const run = (...args: string[]) => hoarfrost(["camera", ...args], { cwd: folder });
const lines = (text: string) =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

async function flat(name: string, levels: readonly number[], widths: readonly number[] = []): Promise<void> {
  mkdirSync(join(folder, name));
  for (const [i, level] of levels.entries()) {
    const width = widths[i] ?? 64;
    await sharp(Buffer.alloc(width * 48, level), { raw: { width, height: 48, channels: 1 } })
      .png()
      .toFile(join(folder, name, `p${i}.png`));
  }
}

test("camera finds the rendered leak, draws each frame and a contact sheet, and ends with 4 where asked to", async () => {
  expect((await run("render", "leak", "--out", "footage", "--seed", "1")).code).toBe(0);
  const footage = readdirSync(join(folder, "footage")).filter((name) => name.endsWith(".png"));
  expect(footage.every((name) => name.startsWith("synthetic-"))).toBe(true);
  const flags = ["--fps", "25", "--json", "--annotate", "drawn", "--sheet", "sheet.png", "--fail-on-leak"];
  const { code, stdout, stderr } = await run("footage", ...flags);
  expect({ code, stderr }).toEqual({ code: 4, stderr: "" });
  const found = lines(stdout).filter(({ phase }) => phase === "confirmed");
  const { origin, directionRad, logBayesFactor } = found.at(-1);
  expect(found[0].timeS).toBeGreaterThan(2);
  expect(Math.hypot(origin.xPx - 90, origin.yPx - 100)).toBeLessThan(4);
  expect(Math.abs(directionRad - 0.3)).toBeLessThan((10 * Math.PI) / 180);
  expect(logBayesFactor).toBeLessThanOrEqual(Math.log(100));
  expect(readdirSync(join(folder, "drawn")).length).toBe(footage.length);
  const sheet = await sharp(join(folder, "sheet.png")).metadata();
  const one = await sharp(join(folder, "footage", footage[0]!)).metadata();
  expect(sheet.width).toBeGreaterThanOrEqual(3 * one.width!);
});

test("black, white and resized footage is named, read to its end and no error", async () => {
  await flat("black", new Array(12).fill(0));
  await flat("white", new Array(12).fill(255));
  await flat("mixed", new Array(12).fill(90), new Array(12).fill(64).fill(80, 6));
  const footage: [string, RegExp][] = [
    ["black", /the picture is black/],
    ["white", /the picture is white/],
    ["mixed", /went from 64 x 48 to 80 x 48/],
  ];
  for (const [name, sentence] of footage) {
    const { code, stdout } = await run(name);
    expect(code, name).toBe(0);
    expect(stdout).toMatch(sentence);
    expect(stdout).toContain("no plume found in 12 frames");
  }
});

test("only where not one picture can be read does camera end with 3, with a sentence", async () => {
  mkdirSync(join(folder, "damaged"));
  writeFileSync(join(folder, "damaged", "p0.png"), "no picture");
  const { code, stdout, stderr } = await run("damaged");
  expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
  expect(stderr).toContain("not one picture could be read");
  await flat("partly", [90, 90, 90]);
  writeFileSync(join(folder, "partly", "p1.png"), "no picture");
  const partly = await run("partly");
  expect(partly.code).toBe(0);
  expect(partly.stderr).toContain("p1.png: not readable");
  expect(partly.stdout).toContain("1 problem with the source");
});

test("a frozen picture and a gap in time are named", async () => {
  const noise = (seed: number) =>
    Buffer.from(Uint8Array.from({ length: 64 * 48 }, (_, i) => 90 + ((i * 7919 + seed * 104_729) % 11)));
  mkdirSync(join(folder, "frozen"));
  const still = await sharp(noise(1), { raw: { width: 64, height: 48, channels: 1 } })
    .png()
    .toBuffer();
  for (let i = 0; i < 20; i++) writeFileSync(join(folder, "frozen", `p${10 + i}.png`), still);
  const frozen = await run("frozen", "--fps", "10");
  expect(frozen.code).toBe(0);
  expect(frozen.stdout).toContain("the feed is frozen");

  const animation = sharp(Buffer.concat(Array.from({ length: 40 }, (_, i) => noise(i))), {
    raw: { width: 64, height: 48 * 40, channels: 1, pageHeight: 48 },
  });
  const delay = Array.from({ length: 40 }, (_, i) => (i === 30 ? 30_000 : 100));
  await animation.webp({ lossless: true, delay }).toFile(join(folder, "jump.webp"));
  const jump = await run("jump.webp");
  expect(jump.code).toBe(0);
  expect(jump.stdout).toMatch(/30\.0 s without a picture; learning anew/);
});

test.skipIf(spawnSync("ffmpeg", ["-version"]).status !== 0)(
  "a video that is cut short is watched up to the cut, and that is told",
  async () => {
    const made = spawnSync(
      "ffmpeg",
      ["-v", "error", "-f", "lavfi", "-i", "testsrc2=size=96x64:rate=10:duration=4", "film.mkv"],
      { cwd: folder },
    );
    expect(made.status).toBe(0);
    const bytes = readFileSync(join(folder, "film.mkv"));
    writeFileSync(join(folder, "cut.mkv"), bytes.subarray(0, Math.round(0.6 * bytes.length)));
    const { code, stdout, stderr } = await run("cut.mkv");
    expect(code).toBe(0);
    expect(stderr).toMatch(/damaged or cut short after \d+ pictures/);
    expect(stdout).toContain("1 problem with the source");
  },
);

test("each line of --json is of the published schema, and with camera and vehicle file it names face and element", async () => {
  expect((await run("render", "leak", "--out", "seen", "--seed", "2")).code).toBe(0);
  // the shipped example, moved along the ship until the rendered hole at pixel 90, 100 lies on the radiator
  const example = readFileSync(join(root, "library", "cameras", "example-progress.yaml"), "utf8");
  writeFileSync(
    join(folder, "moved.yaml"),
    example
      .replace("position: [-4, -20, 3]", "position: [-0.4, -20, 3]")
      .replace("looks-at: [-4, 0, 0]", "looks-at: [-0.4, 0, 0]"),
  );
  const flags = ["--fps", "25", "--json", "--camera", "moved.yaml", "--vehicle", "progress-ms"];
  const { code, stdout, stderr } = await run("seen", ...flags);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const found = lines(stdout).map((line) => cameraFindingSchema.parse(line));
  const faces = found.flatMap((finding) => (finding.type === "plume" ? (finding.faces ?? []) : []));
  expect(faces.some(({ element, loop }) => element === "panel-2" && loop === "external")).toBe(true);
  const { code: alone, stderr: sentence } = await run("seen", "--vehicle", "progress-ms");
  expect(alone).toBe(3);
  expect(sentence).toContain("--camera");
});
