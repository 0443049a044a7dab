import { expect, test } from "vitest";
import { startBackground } from "./background.ts";
import { slidesAlongEdge } from "./edge-slide.ts";

// Oracle: a picture with one level edge at row 40.
const [W, H] = [120, 80];
const background = startBackground({
  widthPx: W,
  heightPx: H,
  timeS: 0,
  pixels: Float32Array.from({ length: W * H }, (_, i) => (i < 40 * W ? 60 : 110)),
});
background.noise = 1;
const tail = (yPx: number, dyPx: number) =>
  Array.from({ length: 5 }, (_, k) => ({ xPx: 40 + 5 * k, yPx: yPx + dyPx * k, timeS: 0.1 * k }));
const still = { xPx: 0, yPx: 0 };

test("a spot that runs along an edge is told from one that crosses it and from one beside it", () => {
  expect(slidesAlongEdge(background, tail(41, 0), { vxPxPerS: 50, vyPxPerS: 0 }, still)).toBe(true);
  expect(slidesAlongEdge(background, tail(35, 2.5), { vxPxPerS: 50, vyPxPerS: 25 }, still)).toBe(false);
  expect(slidesAlongEdge(background, tail(60, 0), { vxPxPerS: 50, vyPxPerS: 0 }, still)).toBe(false);
});

test("the edge is looked for where the scene lies in the picture", () => {
  const aside = { xPx: 0, yPx: -15 };
  expect(slidesAlongEdge(background, tail(56, 0), { vxPxPerS: 50, vyPxPerS: 0 }, aside)).toBe(true);
  expect(slidesAlongEdge(background, tail(41, 0), { vxPxPerS: 50, vyPxPerS: 0 }, aside)).toBe(false);
});
