// Oracle: quantiles of 4096 draws against the band that they were made from: within 1 % of its width.
import { describe, expect, test } from "vitest";
import { drawMembers } from "../../campaign/index.ts";
import { weightedQuantiles } from "../../campaign/result/weighted-quantiles.ts";
import { randomStream } from "../../stats/index.ts";
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

  test("has a hole without the spread of gas and coefficient, which come back with each member's own", () => {
    const at = (low: number, value: number, high: number) => ({ low, value, high });
    const gas = at(2e-3, 4e-3, 6e-3);
    const coefficient = at(0.6, 0.62, 0.8);
    const inventory = { kind: "gas-pressure", gasVolumeM3: gas, dischargeCoefficient: coefficient };
    // What the watch would say: a rate known to 15 %, gas and coefficient spread as triangles, by inversion of their distributions.
    const triangle = ({ low, value, high }: typeof gas, u: number) =>
      u < (value - low) / (high - low)
        ? low + Math.sqrt(u * (high - low) * (value - low))
        : high - Math.sqrt((1 - u) * (high - low) * (high - value));
    const random = randomStream(8);
    const rates = Array.from({ length: 20_000 }, () => Math.exp(0.15 * random.normal()));
    const told = rates.map(
      (rate) =>
        0.8e-3 *
        Math.sqrt(
          (rate * (triangle(gas, random.uniform()) / 4e-3) * 0.67) / triangle(coefficient, random.uniform()),
        ),
    );
    const [p05, median, p95] = weightedQuantiles(told, [0.05, 0.5, 0.95]) as [number, number, number];
    const known = leakFromFinding({ holeDiameterM: { p05, median, p95 }, onset }, 10_000, {
      inventory,
    } as never)!;
    expect(known.gasVolumeM3).toBe(4e-3);
    const { low, high } = known.hole.range;
    // A rate known to 15 % is a diameter known to 7.5 %; the drawn range ends a fifth beyond its 5 and 95 %. Triangles are lopsided in the
    // logarithm, so only the width of both sides together is compared: within 25 %, while the watch's own band is 60 % wider or more.
    const alone = 1.645 * 0.075;
    expect(Math.abs(Math.log(high / low) / (2.4 * alone) - 1)).toBeLessThan(0.25);
    expect(Math.log(p95 / p05) / (2 * alone)).toBeGreaterThan(1.6);
    // Flow for the file's gas: the watch's own, to 3 %.
    const flow = known.dischargeCoefficient * known.hole.range.value ** 2;
    expect(Math.abs(flow / (0.67 * 0.8e-3 ** 2) - 1)).toBeLessThan(0.03);
  });

  test("is none where telemetry gave no hole", () => {
    expect(leakFromFinding({ holeDiameterM: null, onset }, 10_000, loop)).toBeUndefined();
  });
});
