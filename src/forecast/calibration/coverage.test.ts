// Oracle: forecasts that are right, too narrow or shifted by construction (normal laws, closed forms). Binomial 99.9 % bounds over 4,000 cases.
import { describe, expect, test } from "vitest";
import { normalCdf, randomStream } from "../../stats/index.ts";
import { placeAmong, type Verified, verify } from "./coverage.ts";

const CASES = 4000;
/** 3.3 standard deviations of a share over 4,000 cases, at most. */
const within = (share: number) => 3.3 * Math.sqrt((share * (1 - share)) / CASES);

function made(members: number, spread: number, shift: number, seed: number): Verified[] {
  const random = randomStream(seed);
  return Array.from({ length: CASES }, (_, i) => {
    const middle = 10 * random.normal();
    return {
      truth: middle + shift + random.normal(),
      members: Array.from({ length: members }, () => middle + spread * random.normal()),
      kind: String(i % 80),
    };
  });
}

describe("verification of a forecast", () => {
  test.each([19, 39, 24])(
    "finds nine in ten inside where truth and %i members are drawn alike",
    (members) => {
      const { coverage, pit, cases } = verify(made(members, 1, 0, members), randomStream(1));
      expect(cases).toBe(CASES);
      expect(Math.abs(coverage.estimate - 0.9)).toBeLessThan(within(0.9));
      for (const bin of pit) expect(Math.abs(bin / CASES - 0.1)).toBeLessThan(within(0.1));
    },
  );

  test("finds too little inside where bands are half as wide as they should be, as the normal law says", () => {
    const { coverage, below, above } = verify(made(199, 0.5, 0, 2), randomStream(2));
    // A band of 0.5 standard deviations: 2 F(0.5 z) - 1, ends known to a tenth of a standard deviation with 199 members.
    const expected = 2 * normalCdf(0.5 * 1.6449) - 1;
    expect(Math.abs(coverage.estimate - expected)).toBeLessThan(within(expected) + 0.01);
    expect(Math.abs(below - above)).toBeLessThan(0.06 * CASES);
  });

  test("says on which side truths are missed", () => {
    const { below, above } = verify(made(39, 1, 1.5, 3), randomStream(3));
    expect(above).toBeGreaterThan(20 * Math.max(1, below));
  });

  test("places equal values at random, so that what never comes is neither hit nor miss by itself", () => {
    const random = randomStream(4);
    const never = new Array<number>(19).fill(Number.POSITIVE_INFINITY);
    const cases = Array.from({ length: CASES }, (_, i) => ({
      truth: Number.POSITIVE_INFINITY,
      members: never,
      kind: String(i % 80),
    }));
    expect(Math.abs(verify(cases, random, 1).coverage.estimate - 0.9)).toBeLessThan(within(0.9));
    expect(placeAmong(never, 5, 0.5)).toBeLessThan(0.05);
    expect(placeAmong([1, 2, 3], 2.5, 0)).toBe(0.5);
  });

  test("scores sharp forecasts above the climate, blind ones at it, and leaves out what is not known", () => {
    const sharp = verify(made(39, 1, 0, 5), randomStream(5));
    // CRPS of a normal law is in proportion to its spread: 1 against sqrt(101).
    expect(sharp.skill).toBeCloseTo(1 - 1 / Math.sqrt(101), 2);
    const random = randomStream(6);
    const blind = Array.from({ length: 600 }, () => ({
      truth: random.normal(),
      members: Array.from({ length: 39 }, () => random.normal()),
      kind: "all",
    }));
    expect(Math.abs(verify(blind, random).skill)).toBeLessThan(0.02);
    const unknown = [{ truth: Number.NaN, members: [1, 2], kind: "a" }, ...blind.slice(0, 9)];
    expect(verify(unknown, random).cases).toBe(9);
  });
});
