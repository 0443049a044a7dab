import { expect, test } from "vitest";
import { randomStream } from "../stats/index.ts";
import type { Detection } from "./find-particles.ts";
import { emptyLinks, hitsNeeded, linkFrame } from "./link-tracks.ts";

// Oracle: which particle each detection was drawn for. Tolerance: 97 % of links right with thirty crossing particles.
const options = { reachPx: 40, areaPx2: 320 * 180, patience: 2 };
const spot = (xPx: number, yPx: number): Detection => ({ xPx, yPx, sign: 1, peak: 40, significance: 20 });

test("thirty crossing particles with centroid errors of 0.2 px keep their identity", () => {
  const random = randomStream(21);
  const bodies = Array.from({ length: 30 }, () => ({
    x: 320 * random.uniform(),
    y: 180 * random.uniform(),
    vx: 8 * random.normal(),
    vy: 8 * random.normal(),
  }));
  const state = emptyLinks();
  const lastOwner = new Map<number, number>();
  let right = 0;
  let links = 0;
  for (let frame = 0; frame < 12; frame++) {
    const seen = bodies
      .map((b, id) => ({ id, x: b.x + b.vx * frame, y: b.y + b.vy * frame }))
      .filter(({ x, y }) => x > 0 && y > 0 && x < 320 && y < 180);
    const detections = seen.map(({ x, y }) => spot(x + 0.2 * random.normal(), y + 0.2 * random.normal()));
    const owners = linkFrame(state, detections, frame * 0.1, options);
    owners.forEach((track, i) => {
      if (!track) return;
      const before = lastOwner.get(track.id);
      if (before !== undefined) {
        links++;
        if (before === seen[i]!.id) right++;
      }
      lastOwner.set(track.id, seen[i]!.id);
    });
  }
  expect(links).toBeGreaterThan(100);
  expect(right / links).toBeGreaterThan(0.97);
});

test("a track survives two frames in which its particle is not seen", () => {
  const state = emptyLinks();
  let id = 0;
  for (let frame = 0; frame < 12; frame++) {
    const gone = frame === 7 || frame === 8;
    const [owner] = linkFrame(state, gone ? [] : [spot(20 + 6 * frame, 90 + frame)], frame * 0.1, options);
    if (frame === 6) id = owner!.id;
    if (frame === 9) expect(owner?.id).toBe(id);
  }
});

test("snow asks for longer tracks than a clean picture", () => {
  const random = randomStream(2);
  const [clean, snow] = [emptyLinks(), emptyLinks()];
  for (let frame = 0; frame < 40; frame++) {
    linkFrame(clean, [spot(10 + frame, 20)], frame * 0.1, options);
    const flakes = Array.from({ length: 150 }, () => spot(320 * random.uniform(), 180 * random.uniform()));
    linkFrame(snow, flakes, frame * 0.1, options);
  }
  expect(hitsNeeded(clean, options)).toBe(4);
  // 150 flakes on 57,600 px2: 1963 pairs within reach, each later hit by chance 0.031 times: 61 runs of three, 1.9 of four,
  // 0.059 of five, 0.0018 of six; six is the first below one in fifty frames
  expect(hitsNeeded(snow, options)).toBe(6);
});

test("in snow a track as long as asked for arises by chance less than once in fifty frames", () => {
  const random = randomStream(5);
  const state = emptyLinks();
  let chance = 0;
  for (let frame = 0; frame < 340; frame++) {
    const flakes = Array.from({ length: 150 }, () => spot(320 * random.uniform(), 180 * random.uniform()));
    linkFrame(state, flakes, frame * 0.1, options);
    if (frame < 40) continue;
    const needed = hitsNeeded(state, options);
    chance += state.tracks.filter((track) => track.missed === 0 && track.hits === needed).length;
  }
  expect(chance / 300).toBeLessThan(1 / 50);
});
