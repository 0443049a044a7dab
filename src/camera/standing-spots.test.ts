import { expect, test } from "vitest";
import { randomStream } from "../stats/index.ts";
import { hopsOverStandingSpots, RecentSpots } from "./standing-spots.ts";

// Oracle: geometry. Spots every 7 px stand still, or one spot moves by 7 px a frame among others strewn about.
const [frames, frameS] = [8, 0.1];
type Place = { xPx: number; yPx: number };

/** Watches frames of spots; the track is the one at 20 + `stepPx` a frame in each of the last five. */
function watched(spotsOf: (frame: number) => Place[], stepPx = 7) {
  const recent = new RecentSpots(120, 60);
  for (let frame = 0; frame < frames; frame++) recent.learn(spotsOf(frame));
  const tail = Array.from({ length: 5 }, (_, i) => ({
    xPx: 20 + stepPx * i,
    yPx: 30,
    timeS: (frames - 5 + i) * frameS,
  }));
  return hopsOverStandingSpots({ tail, vxPxPerS: stepPx / frameS, vyPxPerS: 0 }, frameS, recent);
}
const flying = (frame: number, stepPx = 7) => ({ xPx: 20 + stepPx * (frame - 3), yPx: 30 });
const nodes = Array.from({ length: 12 }, (_, i) => ({ xPx: 6.3 + 7 * i - 0.4, yPx: 30.2 }));

test("a track along the nodes of a grid that stands still is told from a particle that moves among others", () => {
  const random = randomStream(4).named("strewn");
  const strewn = () =>
    Array.from({ length: 70 }, () => ({ xPx: 120 * random.uniform(), yPx: 60 * random.uniform() }));
  expect(watched(() => nodes)).toBe(true);
  expect(watched((frame) => [flying(frame), ...strewn()])).toBe(false);
});

test("nodes of a grid that come and go at random, each in two frames of three, are still a grid", () => {
  for (let seed = 1; seed <= 20; seed++) {
    const random = randomStream(seed).named("blinking");
    const blinking = (frame: number) => [flying(frame), ...nodes.filter(() => random.uniform() < 2 / 3)];
    expect(watched(blinking), `seed ${seed}`).toBe(true);
  }
});

test("a slow particle that has hardly left its place is not refused for it", () => {
  expect(watched((frame) => [flying(frame, 0.5)], 0.5)).toBe(false);
});

test("a particle is not refused for the one that follows it on the same line far behind", () => {
  expect(watched((frame) => [flying(frame), flying(frame - 5)])).toBe(false);
});

test("the memory of spots is of so many frames, and goes round with a scene that pans on", () => {
  const recent = new RecentSpots(10, 6);
  recent.learn([{ xPx: 23, yPx: -4 }]);
  expect(recent.at({ xPx: 3, yPx: 2 })).toBe(1);
  for (let frame = 1; frame <= 7; frame++) {
    recent.learn([]);
    expect(recent.at({ xPx: 3, yPx: 2 })).toBe(1 << frame);
  }
  recent.learn([]);
  expect(recent.at({ xPx: 3, yPx: 2 })).toBe(0);
});
