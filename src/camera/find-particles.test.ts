import { expect, test } from "vitest";
import { randomStream } from "../stats/index.ts";
import { learnFrame, startBackground } from "./background.ts";
import { findParticles } from "./find-particles.ts";
import { addStreak } from "./render/splat.ts";

// Oracle: the places at which spots were drawn. Tolerance: 0.15 px root mean square for spots 20 times the noise of a pixel.
const [W, H, NOISE, BLUR] = [160, 96, 1.5, 0.9];

function ground(random: ReturnType<typeof randomStream>): Float32Array {
  return Float32Array.from({ length: W * H }, () => 50 + NOISE * random.normal());
}

test("an isolated particle is placed within 0.15 px of where it was drawn, bright or dark", () => {
  for (const sign of [1, -1]) {
    const random = randomStream(7).named(sign);
    const background = startBackground({ widthPx: W, heightPx: H, timeS: 0, pixels: ground(random) });
    for (let i = 0; i < 20; i++) learnFrame(background, ground(random));
    let squares = 0;
    let count = 0;
    for (let i = 0; i < 20; i++) {
      const pixels = ground(random);
      const places = [30, 70, 110].map((x) => ({ x: x + random.uniform(), y: 30 + 20 * random.uniform() }));
      for (const { x, y } of places)
        addStreak(pixels, W, H, x, y, x, y, sign * 20 * NOISE * 2 * Math.PI * BLUR ** 2, BLUR);
      learnFrame(background, pixels);
      const { detections } = findParticles(background);
      for (const { x, y } of places) {
        const near = detections.find((d) => Math.hypot(d.xPx - x, d.yPx - y) < 1);
        expect(near?.sign).toBe(sign);
        squares += (near!.xPx - x) ** 2 + (near!.yPx - y) ** 2;
        count++;
      }
    }
    expect(Math.sqrt(squares / count)).toBeLessThan(0.15 * Math.SQRT2);
  }
});

test("pure noise gives fewer than one spot a frame", () => {
  const random = randomStream(11);
  const background = startBackground({ widthPx: W, heightPx: H, timeS: 0, pixels: ground(random) });
  let found = 0;
  for (let i = 0; i < 60; i++) {
    learnFrame(background, ground(random));
    if (i >= 20) found += findParticles(background).found;
  }
  expect(found / 40).toBeLessThan(1);
});

test("a change of the overall brightness is no particle", () => {
  const random = randomStream(3);
  const background = startBackground({ widthPx: W, heightPx: H, timeS: 0, pixels: ground(random) });
  for (let i = 0; i < 20; i++) learnFrame(background, ground(random));
  learnFrame(
    background,
    ground(random).map((v) => v * 1.2 + 6),
  );
  expect(findParticles(background).found).toBeLessThan(3);
});
