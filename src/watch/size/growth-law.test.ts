import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type GrowthLaw, growthLaws, shapeBefore, steadyTimeOf, timeAsItGrows } from "./growth-law.ts";

// Oracle: the stretched time  integral of A(t)/A(now)  by the trapezoid rule over the hole's course as it is defined (relative 1e-5).

const law = fc.record({
  kind: fc.constantFrom<GrowthLaw["kind"]>("steady", "exponential", "linear"),
  perS: fc.double({ min: 1e-7, max: 3e-4, noNaN: true }),
  prior: fc.constant(1),
});
const age = fc.double({ min: 10, max: 1e6, noNaN: true });

/** Area after a time, over the area now, from the definition of the law alone. */
function areaAfter({ kind, perS }: GrowthLaw, t: number, ageS: number): number {
  if (kind === "steady") return 1;
  if (kind === "exponential") return Math.exp(perS * t);
  return (1 + perS * (ageS + t)) / (1 + perS * ageS);
}

describe("a loop that empties through a growing hole", () => {
  it("has lost after that time what the hole of now would have cost in the steady time", () => {
    fc.assert(
      fc.property(law, age, fc.double({ min: 1, max: 1e6, noNaN: true }), (each, ageS, steadyS) => {
        const grownS = timeAsItGrows(each, steadyS, ageS);
        const n = 4000;
        let sum = 0;
        for (let i = 0; i <= n; i++) {
          const part = i === 0 || i === n ? 0.5 : 1;
          sum += part * areaAfter(each, (grownS * i) / n, ageS);
        }
        expect((sum * grownS) / n / steadyS).toBeCloseTo(1, 4);
      }),
    );
  });

  it("never lasts longer than through a steady one, and the two times are inverse to each other", () => {
    fc.assert(
      fc.property(law, age, fc.double({ min: 1, max: 1e5, noNaN: true }), (each, ageS, steadyS) => {
        const grownS = timeAsItGrows(each, steadyS, ageS);
        expect(grownS).toBeLessThanOrEqual(steadyS * (1 + 1e-12));
        expect(steadyTimeOf(each, grownS, ageS) / steadyS).toBeCloseTo(1, 9);
      }),
    );
  });
});

describe("the laws of growth", () => {
  it("have probabilities that add up to one", () => {
    expect(growthLaws().reduce((sum, { prior }) => sum + prior, 0)).toBeCloseTo(1, 12);
  });

  it("say of the past what they say of the future, looked at from an earlier time", () => {
    for (const each of growthLaws())
      for (const beforeS of [10, 1000, 9000]) {
        const ageS = 10_000;
        expect(shapeBefore(each, beforeS, ageS) * areaAfter(each, beforeS, ageS - beforeS)).toBeCloseTo(1, 9);
      }
  });
});
