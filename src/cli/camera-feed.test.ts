import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { expect, test } from "vitest";
import { CameraFeed } from "./camera-feed.ts";

const ignore = () => undefined;

/** A folder of pictures: grey noise-free frames, the last five black. */
async function folder(): Promise<string> {
  const path = mkdtempSync(join(tmpdir(), "footage-"));
  for (let i = 0; i < 30; i++) {
    const pixels = Buffer.alloc(64 * 48, i < 18 ? 90 + (i % 3) : 0);
    await sharp(pixels, { raw: { width: 64, height: 48, channels: 1 } })
      .png()
      .toFile(join(path, `${100 + i}.png`));
  }
  return path;
}

test("recorded footage needs to know when it begins, in an instant with its time zone", async () => {
  const camera = await folder();
  await expect(CameraFeed.open({ camera }, ignore)).rejects.toThrow("--camera-start");
  await expect(CameraFeed.open({ camera, cameraStart: "2023-02-11 09:33" }, ignore)).rejects.toThrow(
    "time zone",
  );
});

test("findings are given up to the instant asked for and no further, on the clock of the telemetry", async () => {
  const camera = await folder();
  const feed = await CameraFeed.open({ camera, cameraStart: "2023-02-11T09:33:36Z", cameraFps: 10 }, ignore);
  const startS = Date.parse("2023-02-11T09:33:36Z") / 1000;
  expect(await feed.until(startS + 1.5)).toEqual([]);
  const later = await feed.until(startS + 60);
  expect(later.length).toBeGreaterThan(0);
  for (const { timeS } of later) expect(timeS).toBeGreaterThan(1.5);
  expect(await feed.until(startS + 120)).toEqual([]);
  await feed.close();
});
