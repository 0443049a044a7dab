import { expect, test } from "vitest";
import { randomStream } from "../stats/index.ts";
import type { Detection } from "./find-particles.ts";
import { FixedPlaces } from "./fixed-places.ts";

const at = (xPx: number, yPx: number): Detection => ({ xPx, yPx, sign: 1, peak: 20, significance: 20 });

test("a hot pixel before a moving scene is known after twenty frames, particles that pass are not", () => {
  const random = randomStream(2);
  const places = new FixedPlaces(200, 100);
  let [hot, passing] = [0, 0];
  for (let frame = 0; frame < 60; frame++) {
    const pixel = at(61 + 0.2 * random.normal(), 40 + 0.2 * random.normal());
    const particles = Array.from({ length: 12 }, () => at(200 * random.uniform(), 100 * random.uniform()));
    places.learn([pixel, ...particles]);
    if (frame < 20) continue;
    if (places.holds(pixel)) hot++;
    passing += particles.filter((p) => places.holds(p)).length;
  }
  expect(hot).toBe(40);
  expect(passing).toBeLessThan(10);
});

test("near the origin of a plume every place is often occupied, and few are taken for faults", () => {
  const random = randomStream(3);
  const places = new FixedPlaces(200, 100);
  let held = 0;
  for (let frame = 0; frame < 60; frame++) {
    const crowd = Array.from({ length: 40 }, () => at(100 + 8 * random.normal(), 50 + 8 * random.normal()));
    places.learn(crowd);
    if (frame >= 20) held += crowd.filter((p) => places.holds(p)).length;
  }
  expect(held / (40 * 40)).toBeLessThan(0.15);
});
