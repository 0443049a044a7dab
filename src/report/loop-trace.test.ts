import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tracePoint as point } from "../watch/testing/trace-point.case.ts";
import { LoopTrace } from "./loop-trace.ts";

describe("the trace of a loop for a report", () => {
  it("keeps the extremes and the whole span of any length of watch, in bounded memory", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12_000 }),
        fc.integer({ min: 0, max: 11_999 }),
        fc.double({ min: -50, max: -1, noNaN: true }),
        (frames, where, spike) => {
          const trace = new LoopTrace();
          const at = where % frames;
          for (let i = 0; i < frames; i++)
            trace.append(
              point(10 * (i + 1), i === at ? spike : 100, { statisticNat: i === at ? 77 : 1 }),
              10,
            );
          const { buckets } = trace;
          expect(buckets.length).toBeLessThanOrEqual(1201);
          expect(buckets[0]!.startS).toBe(0);
          expect(buckets.at(-1)!.endS).toBe(10 * frames);
          expect(Math.min(...buckets.map(({ measuredLow }) => measuredLow))).toBe(spike);
          expect(Math.max(...buckets.map(({ statisticNat }) => statisticNat))).toBe(77);
          for (const [i, bucket] of buckets.slice(1).entries()) expect(bucket.startS).toBe(buckets[i]!.endS);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("shows a stretch without data as one, however much is joined", () => {
    const trace = new LoopTrace();
    for (let i = 0; i < 9600; i++)
      trace.append(point(10 * (i + 1), i >= 3200 && i < 6400 ? Number.NaN : 100), 10);
    const dark = trace.buckets.filter(({ measured }) => Number.isNaN(measured));
    const darkS = dark.reduce((sum, { startS, endS }) => sum + endS - startS, 0);
    expect(darkS).toBeGreaterThan(32_000 - 2 * 10 * trace.framesABucket);
    expect(darkS).toBeLessThanOrEqual(32_000);
  });

  it("expects nothing of a loop that is still being learned", () => {
    const trace = new LoopTrace();
    trace.append(point(10, 100, { state: "learning", expectedSd: 1e6, residual: 100 }), 10);
    expect(trace.buckets[0]).toMatchObject({ measured: 100, expected: Number.NaN, residual: Number.NaN });
  });
});
