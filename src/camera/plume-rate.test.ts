import { expect, test } from "vitest";
import { randomStream } from "../stats/index.ts";
import { countSighting, inStretch, noRate, particlesPerS, passTime, pathInFramePx } from "./plume-rate.ts";

// Oracle: particles made at a known rate and seen in every frame. Tolerance 30 %: the memory is 3 s, about 36 particles.
test("particles that are all seen are counted at the rate at which they leave", () => {
  const random = randomStream(4);
  const origin = { xPx: 20, yPx: 50 };
  const bodies: { bornS: number; speed: number; angle: number }[] = [];
  for (let t = 0; t < 60; t += random.exponential(1 / 12))
    bodies.push({ bornS: t, speed: 30 + 60 * random.uniform(), angle: 0.3 * random.normal() });
  const rate = noRate();
  const dtS = 0.1;
  for (let t = 10; t < 60; t += dtS) {
    passTime(rate, dtS);
    for (const { bornS, speed, angle } of bodies) {
      const distance = speed * (t - bornS);
      if (distance <= 0) continue;
      const place = { xPx: 20 + distance * Math.cos(angle), yPx: 50 + distance * Math.sin(angle) };
      if (place.xPx > 200 || place.yPx < 0 || place.yPx > 100) continue;
      const path = pathInFramePx(origin, place, 200, 100);
      rate.due++;
      rate.seen++;
      if (!inStretch(distance, path)) continue;
      rate.present++;
      countSighting(rate, dtS, speed, path);
    }
  }
  expect(particlesPerS(rate)!.median / 12).toBeGreaterThan(0.75);
  expect(particlesPerS(rate)!.median / 12).toBeLessThan(1.3);
});

test("the way through the picture runs from the origin, or the edge if that lies outside, to the far edge", () => {
  expect(pathInFramePx({ xPx: 10, yPx: 50 }, { xPx: 20, yPx: 50 }, 100, 100)).toBeCloseTo(90, 9);
  expect(pathInFramePx({ xPx: -30, yPx: 50 }, { xPx: 20, yPx: 50 }, 100, 100)).toBeCloseTo(100, 9);
  expect(pathInFramePx({ xPx: 50, yPx: 150 }, { xPx: 50, yPx: 250 }, 100, 100)).toBe(0);
});
