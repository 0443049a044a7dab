import { expect, test } from "vitest";
import { PointGrid } from "./point-grid.ts";
import { hopsOverStandingSpots } from "./standing-spots.ts";

// Oracle: geometry. Spots every 7 px stand still, or one spot moves by 7 px a frame among others strewn about.
const tail = Array.from({ length: 5 }, (_, i) => ({ xPx: 20 + 7 * i, yPx: 30, timeS: i / 10 }));
const grid = (points: readonly (readonly [number, number])[]) =>
  new PointGrid(
    points.map(([xPx, yPx]) => ({ xPx, yPx })),
    4,
  );

test("a track along the nodes of a grid that stands still is told from a particle that moves", () => {
  const nodes = Array.from({ length: 10 }, (_, i): [number, number] => [6.3 + 7 * i - 0.4, 30.2]);
  expect(hopsOverStandingSpots(tail, grid(nodes))).toBe(true);
  expect(
    hopsOverStandingSpots(
      tail,
      grid([
        [48, 30],
        [33, 36],
        [12, 9],
      ]),
    ),
  ).toBe(false);
});

test("a slow particle that has hardly left its place is not refused for it", () => {
  const slow = tail.map((point, i) => ({ ...point, xPx: 20 + 0.5 * i }));
  expect(hopsOverStandingSpots(slow, grid([[22, 30]]))).toBe(false);
});
