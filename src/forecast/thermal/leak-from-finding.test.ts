// Oracle: quantiles of 4096 draws against the band that they were made from: within 1 % of its width.
import { describe, expect, test } from "vitest";
import { drawMembers } from "../../campaign/index.ts";
import { weightedQuantiles } from "../../campaign/result/weighted-quantiles.ts";
import { leakFromFinding } from "./leak-from-finding.ts";

const loop = { inventory: { kind: "pressure" } } as never;
const onset = { medianS: 9000, p05S: 8900, p95S: 9300 };
const band = { median: 0.8e-3, p05: 0.6e-3, p95: 1.1e-3 };

describe("a leak as the watch knows it", () => {
  test("is drawn so that its hole and onset have the watch's band", () => {
    const { hole, onset: time } = leakFromFinding({ holeDiameterM: band, onset }, 10_000, loop)!;
    const memberOf = drawMembers([hole, time], 3, "sobol");
    const draws = Array.from({ length: 4096 }, (_, i) => memberOf(i).draws);
    for (const [column, low, median, high] of [
      [0, 0.6e-3, 0.8e-3, 1.1e-3],
      [1, -1100, -1000, -700],
    ] as const) {
      const found = weightedQuantiles(
        draws.map((draw) => draw[column]!),
        [0.05, 0.5, 0.95],
      );
      [low, median, high].forEach((wanted, i) => {
        expect(Math.abs(found[i]! - wanted)).toBeLessThan(0.01 * (high - low));
      });
    }
  });

  test("began before now, whatever the band says, and has a hole above nothing", () => {
    const wide = { median: 0.1e-3, p05: 0.001e-3, p95: 2e-3 };
    const late = { medianS: 9990, p05S: 9000, p95S: 20_000 };
    const {
      hole,
      onset: time,
      earliestS,
    } = leakFromFinding({ holeDiameterM: wide, onset: late }, 10_000, loop)!;
    expect(hole.range.low).toBeGreaterThan(0);
    expect(time.range.high).toBe(0);
    expect(earliestS).toBeLessThanOrEqual(-1000);
    drawMembers([hole, time], 1, "sobol")(0);
  });

  test("is none where telemetry gave no hole", () => {
    expect(leakFromFinding({ holeDiameterM: null, onset }, 10_000, loop)).toBeUndefined();
  });
});
