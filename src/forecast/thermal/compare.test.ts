// Oracle: the same comparison counted by hand, and 4000 pairs drawn from known probabilities for the interval's coverage.
import { describe, expect, test } from "vitest";
import { randomStream } from "../../stats/index.ts";
import { compareAlarms, differences } from "./compare.ts";
import { fanOf } from "./fan.ts";

const NEVER = Number.NaN;
const ran = (timesS: number[], endS = 1000) => ({ timesS, endsS: timesS.map(() => endS) });

describe("two alternatives over the same members", () => {
  test("differ in nothing where they are the same", () => {
    const one = ran([10, 500, NEVER, 0]);
    expect(compareAlarms(one, one, 1000)).toMatchObject({
      members: 4,
      avoided: 0,
      caused: 0,
      laterS: { p05: 0, median: 0, p95: 0 },
    });
  });

  test("are told apart member by member: later, avoided, caused", () => {
    const found = compareAlarms(ran([10, 20, 30, NEVER]), ran([40, 50, NEVER, 70]), 1000);
    expect(found).toMatchObject({
      members: 4,
      avoided: 1,
      caused: 1,
      laterS: { median: 30, p05: 30, p95: 30 },
    });
    expect(found.probability!.median).toBe(0);
  });

  test("count only where both are known", () => {
    const found = compareAlarms(ran([10, 20]), { timesS: [NEVER, 25], endsS: [500, 1000] }, 1000);
    expect(found).toMatchObject({ members: 1, avoided: 0, laterS: { median: 5 } });
    expect(compareAlarms(ran([NEVER], 1), ran([5]), 1000)).toMatchObject({ members: 0, probability: null });
  });

  test("swapped turn the sign of every difference", () => {
    const [a, b] = [ran([10, 20, 30, NEVER, 90]), ran([40, NEVER, 35, NEVER, 20])];
    const [there, back] = [compareAlarms(a, b, 1000), compareAlarms(b, a, 1000)];
    expect(back.avoided).toBe(there.caused);
    expect(back.laterS!.median).toBeCloseTo(-there.laterS!.median, 12);
    expect(back.probability!.p05).toBeCloseTo(-there.probability!.p95, 12);
  });

  test("have an interval of the difference that holds the true one about nine times in ten", () => {
    const stream = randomStream(5).named("pairs");
    // A member passes as it is with 0.7, under the alternative with 0.5: one uniform number each for both.
    let held = 0;
    const trials = 4000;
    for (let trial = 0; trial < trials; trial++) {
      const u = Array.from({ length: 40 }, () => stream.uniform());
      const at = (chance: number) => ran(u.map((each) => (each < chance ? 10 : NEVER)));
      const { p05, p95 } = compareAlarms(at(0.7), at(0.5), 1000).probability!;
      if (p05 <= -0.2 && -0.2 <= p95) held++;
    }
    expect(held / trials).toBeGreaterThan(0.87);
    expect(held / trials).toBeLessThan(0.97);
  });

  test("give a far narrower band of differences than of the curves themselves", () => {
    const stream = randomStream(6).named("curves");
    const reference = Array.from({ length: 99 }, () => [20 * stream.uniform()]);
    const alternative = reference.map(([value]) => [value! - 3]);
    const [low, , , , high] = fanOf(differences(reference, alternative), 1).quantiles;
    expect(low![0]).toBeCloseTo(-3, 12);
    expect(high![0]).toBeCloseTo(-3, 12);
    const own = fanOf(reference, 1).quantiles;
    expect(own[4]![0]! - own[0]![0]!).toBeGreaterThan(10);
  });
});

describe("a fan", () => {
  test("of the numbers 1 to 100 has them at Hazen's places, and does not count what has ended", () => {
    const curves = Array.from({ length: 100 }, (_, i) => [i + 1, i < 50 ? i + 1 : NEVER, NEVER]);
    const { counts, quantiles } = fanOf(curves, 3);
    expect(counts).toEqual([100, 50, 0]);
    // Value k stands at (k - 1/2) / n.
    expect(quantiles.map((row) => row[0])).toEqual([5.5, 25.5, 50.5, 75.5, 95.5]);
    expect(quantiles[2]![1]).toBe(25.5);
    expect(quantiles.map((row) => row[2])).toEqual([null, null, null, null, null]);
  });
});
