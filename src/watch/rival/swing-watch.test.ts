import { describe, expect, it } from "vitest";
import { normalFrom } from "../testing/loop-fixture.case.ts";
import { witnessedLoop } from "../testing/scenario.case.ts";
import { beginSwings, followSwings, isLasting, phaseAt, swingAt, swingRatios } from "./swing-watch.ts";

// Oracle: the swings that were put in. Amplitudes to 1e-6 without noise; with it, what was put in is found or not.

const loop = witnessedLoop;
const orbit = loop.orbitPeriodS / loop.framePeriodS;

function watch(orbits: number, readings: (number: number) => readonly number[]) {
  let swings = beginSwings(loop);
  for (let number = 0; number < orbits * orbit; number++)
    swings = followSwings(loop, swings, number, readings(number));
  return swings;
}

describe("the orbital swing of a channel", () => {
  it("is found beside a level and a steady fall", () => {
    const { channels } = watch(4, (number) => {
      const { cos, sin } = phaseAt(loop, number);
      return [2000 - 0.01 * number + 7 * cos - 4 * sin, 5 + 0.3 * cos + 0.1 * sin];
    });
    const [pressure, temperature] = channels.map(({ latest }) => latest.at(-1)!);
    expect(pressure!.cos).toBeCloseTo(7, 6);
    expect(pressure!.sin).toBeCloseTo(-4, 6);
    expect(temperature!.cos).toBeCloseTo(0.3, 6);
    expect(temperature!.sin).toBeCloseTo(0.1, 6);
    expect(channels[0]!.rms).toBeLessThan(1e-4);
  });

  it("is called another one only after it has changed for good", () => {
    for (const seed of [1, 2, 3]) {
      const swingOf = (change: (orbits: number) => number) => {
        const normal = normalFrom(seed);
        return watch(9, (number) => {
          const { cos, sin } = phaseAt(loop, number);
          const factor = change(number / orbit);
          return [2000 + factor * (8 * cos + 6 * sin) + 0.7 * normal(), 5 + 0.03 * normal()];
        }).channels[0]!;
      };
      expect(isLasting(swingOf(() => 1))).toBeNull();
      expect(isLasting(swingOf((t) => (t > 8.7 ? 1.5 : 1)))).toBeNull();
      expect(isLasting(swingOf((t) => (t > 5.2 ? 1.5 : 1)))).toBeCloseTo(5, 0);
    }
  });

  it("is carried over from a temperature by the ratio and phase of both", () => {
    const swings = watch(6, (number) => {
      const { cos, sin } = phaseAt(loop, number);
      return [2000 + 6 * cos + 8 * sin, 5 + 0.5 * sin];
    });
    const [ratio] = swingRatios(loop, swings);
    expect(ratio).toBeDefined();
    // Steady answer of the two lags to a unit departure in sine must be what the pressure does for a unit of temperature.
    let [short, long] = [0, 0];
    let worst = 0;
    for (let number = 0; number < 8 * orbit; number++) {
      const off = swingAt(loop, { cos: 0, sin: 0.25 }, number);
      short += (1 - Math.exp(-loop.framePeriodS / 300)) * (off - short);
      long += (1 - Math.exp(-loop.framePeriodS / 1200)) * (off - long);
      const implied = ratio!.smoothed * short + ratio!.lagged * long;
      if (number > 6 * orbit)
        worst = Math.max(worst, Math.abs(implied - swingAt(loop, { cos: 3, sin: 4 }, number)));
    }
    expect(worst).toBeLessThan(0.2);
  });
});
