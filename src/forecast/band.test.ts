import { describe, expect, it } from "vitest";
import { bandOf } from "./band.ts";

// Oracle: numpy 2 percentile, default method (type 7), to 1e-12; normal quantiles to 2 % of a standard deviation.
describe("a band", () => {
  it("has the quantiles that numpy gives", () => {
    const band = bandOf([3, 1, 4, 1, 5, 9, 2, 6, 5, 3]);
    expect(band.median).toBeCloseTo(3.5, 12);
    expect(band.p05).toBeCloseTo(1, 12);
    expect(band.p95).toBeCloseTo(7.65, 12);
  });

  it("is the one value of a single member, and of members that agree", () => {
    for (const values of [[2.5], [2.5, 2.5, 2.5]])
      expect(bandOf(values)).toEqual({ median: 2.5, p05: 2.5, p95: 2.5 });
  });

  it("keeps what never happens as infinity and leaves out what is no number", () => {
    const never = Number.POSITIVE_INFINITY;
    expect(bandOf([1, 2, never, never, Number.NaN])).toEqual({
      median: never,
      p05: expect.closeTo(1.15, 12),
      p95: never,
    });
    expect(bandOf([Number.NaN]).median).toBeNaN();
    expect(bandOf([]).p95).toBeNaN();
  });
});
