import { describe, expect, it } from "vitest";
import { ringLoop } from "../testing/ring-loop.case.ts";
import { leakingLoop } from "./leaking-network.ts";
import { tapsOf } from "./tap.ts";

// Oracle: the closed form of science note 4.2 for quadratic losses and a pump of fixed flow m: a leak q at z of the way lowers a tap at y
// by D (1 - (1 - q/m)^2)(1 - max(y, z)), exactly; tolerance 2 % of it for the pump's finite stiffness.

const LOSS_PA = 100_000;
const FLOW = 0.2995;
const TAPS_AT = [1, 0, 0.25, 0.5, 0.75];

describe("the taps of a ring with a leak", () => {
  const hardware = ringLoop();
  const taps = tapsOf(hardware);
  const loop = leakingLoop(hardware, taps);

  it("fall by what the closed form says, wherever it leaks and however much", () => {
    const network = loop.open();
    network.solve(null, 0);
    const before = taps.map((_, i) => network.tap(i));
    for (const q of [1e-4, 1e-3, 1e-2, 3e-2])
      for (const [segment, at] of loop.segments.entries()) {
        const point = loop.points.find((each) => each.segment === segment)!;
        const z = loop.segments.indexOf(at) / 8;
        expect(network.solve(point.from, q)).toBe(true);
        for (const [i, y] of TAPS_AT.entries()) {
          const expected = -LOSS_PA * (1 - (1 - q / FLOW) ** 2) * (1 - Math.max(y, z));
          expect(Math.abs(network.tap(i) - before[i]! - expected)).toBeLessThan(
            0.02 * Math.abs(expected) + 0.01,
          );
        }
      }
  });

  it("has every segment once, in the file's order, with what is in it", () => {
    expect(
      loop.segments
        .slice(0, 8)
        .map(({ id }) => id)
        .join(""),
    ).toBe("abcdefgh");
    for (const { id, contentKg } of loop.segments.slice(0, 8))
      expect([id, contentKg.toFixed(3)]).toEqual([id, "0.499"]);
  });

  it("gives each segment's points shares that add up to one", () => {
    for (const segment of loop.segments.keys()) {
      const shares = loop.points.filter((point) => point.segment === segment).map(({ share }) => share);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    }
  });
});
