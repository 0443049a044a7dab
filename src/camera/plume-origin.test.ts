import { expect, test } from "vitest";
import { randomStream } from "../stats/index.ts";
import { locateOrigin, type TrackReport } from "./plume-origin.ts";

// Oracle: the point from which the tracks were drawn; the error must match the stated covariance (normalised square about 2).
const centre = { xPx: 160, yPx: 90 };

function fan(seed: number, x: number, y: number, strays: number): TrackReport[] {
  const random = randomStream(seed * 7919).named(`fan ${seed}`);
  return Array.from({ length: 40 + strays }, (_, id) => {
    const stray = id >= 40;
    const angle = stray ? 7 * random.uniform() : 0.4 + 0.3 * random.normal();
    const distance = 30 + 120 * random.uniform();
    const error = 0.02 * random.normal();
    const speed = 60 + 60 * random.uniform();
    return {
      id,
      timeS: 0,
      xPx: stray ? 320 * random.uniform() : x + distance * Math.cos(angle),
      yPx: stray ? 180 * random.uniform() : y + distance * Math.sin(angle),
      vxPxPerS: speed * Math.cos(angle + error),
      vyPxPerS: speed * Math.sin(angle + error),
      directionSdRad: 0.02,
    };
  });
}

test("the origin of a fan of tracks is found within its stated error, strays or not", () => {
  for (const strays of [0, 15]) {
    let normalised = 0;
    for (let seed = 1; seed <= 30; seed++) {
      const origin = locateOrigin(fan(seed, 80, 70, strays), 400, centre)!;
      const dx = origin.xPx - 80;
      const dy = origin.yPx - 70;
      expect(Math.hypot(dx, dy)).toBeLessThan(6);
      const { varXX, varXY, varYY } = origin;
      normalised +=
        (varYY * dx * dx - 2 * varXY * dx * dy + varXX * dy * dy) / (varXX * varYY - varXY ** 2) / 30;
    }
    expect(normalised).toBeLessThan(4);
  }
});

test("parallel tracks have no origin", () => {
  const parallel = fan(1, 80, 70, 0).map((track) => ({ ...track, vxPxPerS: 50, vyPxPerS: 10 }));
  expect(locateOrigin(parallel, 400, centre)).toBeNull();
});

test("tracks that run together to a point are no plume", () => {
  const inward = fan(1, 80, 70, 0).map((t) => ({ ...t, vxPxPerS: -t.vxPxPerS, vyPxPerS: -t.vyPxPerS }));
  const origin = locateOrigin(inward, 200, centre);
  expect(origin === null || origin.inliers < 20).toBe(true);
});
