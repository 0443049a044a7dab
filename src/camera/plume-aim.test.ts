import { expect, test } from "vitest";
import { randomStream } from "../stats/index.ts";
import { aimDirection, learnAim, noAim } from "./plume-aim.ts";
import { pathInFramePx } from "./plume-rate.ts";

// Oracle: particles of known rate and mean direction, in a picture whose edge cuts one side of the cone short. Tolerance 0.03 rad:
// the standard error of 4000 spots of 0.3 rad, and what lies beyond 2.5 of them.
const [W, H, SPREAD] = [192, 108, 0.3];
const origin = { xPx: 40, yPx: 30 };

/** Spots of one instant: as many on a ray as the ray is long. */
function spotsOf(axis: number) {
  const random = randomStream(3).named("aim");
  const aim = noAim();
  const plain: number[] = [];
  while (plain.length < 2000) {
    const angle = axis + SPREAD * random.normal();
    const path = pathInFramePx(
      origin,
      { xPx: origin.xPx + Math.cos(angle), yPx: origin.yPx + Math.sin(angle) },
      W,
      H,
    );
    if (random.uniform() * 200 > path) continue;
    plain.push(angle - axis);
    learnAim(aim, angle, path, 0);
  }
  return { aim, plainOff: plain.reduce((sum, off) => sum + off, 0) / plain.length };
}

test.each([-0.6, 0, 0.8, 1.4])(
  "the direction of a cone about %f rad is found though the edge of the picture cuts one side short",
  (axis) => {
    const { aim } = spotsOf(axis);
    expect(Math.abs(aimDirection(aim, axis + 0.2, 2.5 * SPREAD, 0)! - axis)).toBeLessThan(0.03);
  },
);

test("without the length of each ray the side that stays longer in view would draw the direction to it", () => {
  expect(Math.abs(spotsOf(-0.6).plainOff)).toBeGreaterThan(0.05);
});

test("a few spots give no direction, and a full turn makes no difference", () => {
  const aim = noAim();
  for (let i = 0; i < 11; i++) learnAim(aim, 0, 100, 0);
  expect(aimDirection(aim, 0, 0.5, 0)).toBeNull();
  for (let i = 0; i < 40; i++) learnAim(aim, Math.PI - 0.01, 100, 0);
  for (let i = 0; i < 40; i++) learnAim(aim, -Math.PI + 0.01, 100, 0);
  expect(Math.abs(aimDirection(aim, Math.PI - 0.3, 0.5, 0)!)).toBeCloseTo(Math.PI, 6);
});

test("what was seen long ago counts no more", () => {
  const aim = noAim();
  for (let i = 0; i < 100; i++) learnAim(aim, -0.2, 100, 0);
  for (let i = 0; i < 100; i++) learnAim(aim, 0.2, 100, 30);
  expect(aimDirection(aim, 0, 1, 30)!).toBeCloseTo(0.2, 3);
});
