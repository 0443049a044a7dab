import { expect, test } from "vitest";
import { angleApart, summariseDirections } from "./circular.ts";

test("directions on both sides of pi have their mean at pi, not at zero", () => {
  const { meanRad, spreadRad } = summariseDirections([Math.PI - 0.1, -Math.PI + 0.1])!;
  expect(angleApart(meanRad, Math.PI)).toBeLessThan(1e-9);
  // sqrt(-2 ln cos 0.1)
  expect(spreadRad).toBeCloseTo(Math.sqrt(-2 * Math.log(Math.cos(0.1))), 12);
});

test("no directions have no mean", () => {
  expect(summariseDirections([])).toBeNull();
});
