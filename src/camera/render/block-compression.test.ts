import { expect, test } from "vitest";
import { randomStream } from "../../stats/index.ts";
import { compressBlocks } from "./block-compression.ts";

// Oracle: the transform is orthonormal, so each coefficient is off by at most half a step, and with steps of 1 the error of a
// block is at most 8 x 0.5 grey levels in the root of its sum of squares; its expectation is a root mean square of 0.29.
test("quality 100 rounds coefficients to whole numbers and changes a picture by 0.29 grey levels", () => {
  const random = randomStream(9);
  const picture = Float32Array.from({ length: 64 * 64 }, () => 128 + 30 * random.normal());
  const before = picture.slice();
  compressBlocks(picture, 64, 64, 100);
  const squares = picture.reduce((sum, v, i) => sum + (v - before[i]!) ** 2, 0);
  expect(Math.sqrt(squares / picture.length)).toBeGreaterThan(0.27);
  expect(Math.sqrt(squares / picture.length)).toBeLessThan(0.31);
});

test("lower quality loses more, and a flat block loses nothing", () => {
  const random = randomStream(9);
  const original = Float32Array.from({ length: 64 * 64 }, () => 128 + 20 * random.normal());
  const loss = [90, 60, 30].map((quality) => {
    const picture = original.slice();
    compressBlocks(picture, 64, 64, quality);
    return picture.reduce((sum, v, i) => sum + (v - original[i]!) ** 2, 0);
  });
  expect(loss[0]!).toBeLessThan(loss[1]!);
  expect(loss[1]!).toBeLessThan(loss[2]!);
  const flat = new Float32Array(64 * 64).fill(128);
  compressBlocks(flat, 64, 64, 30);
  expect(Math.max(...flat.map((v) => Math.abs(v - 128)))).toBeLessThan(1e-4);
});
