import { expect, test } from "vitest";
import { randomStream } from "../stats/index.ts";
import { addTexture, cloudTexture } from "./render/scene-texture.ts";
import { measureShift, thumbnailOf } from "./stabilise.ts";

// Oracle: the shift with which the scenery was drawn. Tolerance: 0.1 px with noise of 1 grey level.
const [W, H] = [192, 108];

function pair(dx: number, dy: number, seed: number) {
  const random = randomStream(seed);
  const texture = cloudTexture(random, 256, 32, 4, 25);
  return [
    [10, 5],
    [10 + dx, 5 + dy],
  ].map(([x, y]) => {
    const pixels = Float32Array.from({ length: W * H }, () => 120 + random.normal());
    addTexture(pixels, W, H, texture, x!, y!);
    return { widthPx: W, heightPx: H, timeS: 0, pixels };
  });
}

test.each([
  [0, 0],
  [1, 0],
  [0.4, -0.7],
  [2.3, 1.6],
  [-4.5, 3.2],
  [7, -6],
])("a scene moved by %f, %f pixels is measured within a tenth of a pixel", (dx, dy) => {
  const [a, b] = pair(dx, dy, 5) as [never, never];
  const shift = measureShift(a, b, thumbnailOf(a), thumbnailOf(b));
  expect(Math.hypot(shift.dxPx - dx, shift.dyPx - dy)).toBeLessThan(0.1);
  if (Math.hypot(dx, dy) > 1) expect(shift.support).toBeGreaterThan(0.6);
});

test("an empty picture has no shift", () => {
  const blank = { widthPx: W, heightPx: H, timeS: 0, pixels: new Float32Array(W * H).fill(9) };
  expect(measureShift(blank, blank, thumbnailOf(blank), thumbnailOf(blank))).toEqual({
    dxPx: 0,
    dyPx: 0,
    support: 0,
  });
});
