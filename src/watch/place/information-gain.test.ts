import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { entropyBits, expectedGainBits, yesOrNoGainBits } from "./information-gain.ts";

// Oracles: closed forms (entropy of equal weights; a reading that separates everything or nothing; the binary symmetric channel's
// 1 - H(e)) to 1e-12, and the capacity of binary input with Gaussian noise by published values (0.4859 bit at 0 dB: Proakis) to 5e-3.

const equal = (n: number, reading: (i: number) => number) => ({
  answers: n,
  answer: Array.from({ length: n }, (_, i) => i),
  weight: Array.from({ length: n }, () => 1 / n),
  reading: Array.from({ length: n }, (_, i) => reading(i)),
});

describe("what a reading is expected to tell", () => {
  it("is everything where the readings of the answers lie far apart, and nothing where they are the same", () => {
    for (const n of [2, 3, 8]) {
      expect(
        expectedGainBits(
          equal(n, (i) => 100 * i),
          1,
        ),
      ).toBeCloseTo(Math.log2(n), 9);
      expect(
        expectedGainBits(
          equal(n, () => 5),
          1,
        ),
      ).toBeCloseTo(0, 9);
    }
  });

  it("is the published capacity of plus or minus one in unit noise", () => {
    expect(
      Math.abs(
        expectedGainBits(
          equal(2, (i) => 2 * i - 1),
          1,
        ) - 0.4859,
      ),
    ).toBeLessThan(5e-3);
  });

  it("never exceeds what there is to be told, never falls below zero, and shrinks with noise", () => {
    const outcome = fc.record({
      answer: fc.integer({ min: 0, max: 3 }),
      weight: fc.double({ min: 0.01, max: 1, noNaN: true }),
      reading: fc.double({ min: -5, max: 5, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(outcome, { minLength: 1, maxLength: 20 }), (all) => {
        const outcomes = {
          answers: 4,
          answer: all.map(({ answer }) => answer),
          weight: all.map(({ weight }) => weight),
          reading: all.map(({ reading }) => reading),
        };
        const prior = [0, 1, 2, 3].map((a) =>
          all.filter(({ answer }) => answer === a).reduce((sum, { weight }) => sum + weight, 0),
        );
        const sharp = expectedGainBits(outcomes, 0.3);
        expect(sharp).toBeGreaterThanOrEqual(0);
        expect(sharp).toBeLessThanOrEqual(entropyBits(prior) + 1e-9);
        expect(expectedGainBits(outcomes, 3)).toBeLessThanOrEqual(sharp + 0.01);
      }),
    );
  });
});

describe("what a yes or no is expected to tell", () => {
  it("is that of the binary symmetric channel", () => {
    const error = 0.11;
    const capacity = 1 + error * Math.log2(error) + (1 - error) * Math.log2(1 - error);
    expect(yesOrNoGainBits([0.2, 0.5, 0.3], (answer) => answer === 1, error)).toBeCloseTo(capacity, 12);
  });

  it("is nothing where the answer is known", () => {
    expect(yesOrNoGainBits([0, 1], (answer) => answer === 1, 0.01)).toBeCloseTo(0, 12);
  });
});
