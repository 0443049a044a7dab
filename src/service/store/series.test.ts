import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TracePoint } from "../../watch/finding.ts";
import { tracePoint } from "../../watch/testing/trace-point.case.ts";
import { seriesSchema } from "../contract.ts";
import { emptyBucket } from "./bucket.ts";
import { LoopTrace } from "./loop-trace.ts";
import { seriesOf } from "./series.ts";

// Means are compared to 1e-9 relative: a running mean and a sum differ by round-off only.
const meanRelative = 1e-9;

function pointAt(endS: number, measured: number, change: Partial<TracePoint> = {}): TracePoint {
  return tracePoint(endS, measured, { statisticNat: measured / 10, ...change });
}

/** Frames every 10 s with silent ones and missing ones between. */
const frames = fc
  .array(
    fc.record({
      skip: fc.constantFrom(1, 1, 1, 1, 1, 4),
      value: fc.double({ min: 0, max: 1000, noNaN: true }),
      silent: fc.nat(4),
    }),
    {
      minLength: 1,
      maxLength: 700,
    },
  )
  .map((steps) => {
    let endS = 0;
    return steps.map(({ skip, value, silent }) => {
      endS += 10 * skip;
      return pointAt(endS, silent === 0 ? Number.NaN : value);
    });
  });

const smallPyramid = [
  { framesPerRow: 1, rowsKept: 4096 },
  { framesPerRow: 4, rowsKept: 4096 },
  { framesPerRow: 16, rowsKept: 4096 },
];

function traceOf(points: readonly TracePoint[], steps = smallPyramid): LoopTrace {
  const trace = new LoopTrace(10, steps);
  for (const point of points) trace.append(point);
  return trace;
}

const known = (values: readonly (number | null)[]) => values.filter((value) => value !== null);

describe("a decimated series", () => {
  test("keeps every extreme, every gap, and nothing from outside its span", () => {
    fc.assert(
      fc.property(
        frames,
        fc.integer({ min: 2, max: 60 }),
        fc.nat(7000),
        fc.nat(7000),
        (points, wanted, one, other) => {
          const [fromS, toS] = [Math.min(one, other), Math.max(one, other)];
          const { columns, decimation } = seriesOf(traceOf(points), { fromS, toS, points: wanted });
          const inside = points.filter(({ endS }) => endS >= fromS && endS <= toS);
          const values = inside.map(({ measured }) => measured).filter((value) => !Number.isNaN(value));
          expect(Math.max(...known(columns.measuredMax))).toBe(Math.max(...values));
          expect(Math.min(...known(columns.measuredMin))).toBe(Math.min(...values));
          for (const timeS of columns.timeS) expect(timeS >= fromS - 10 && timeS <= toS).toBe(true);
          expect([...columns.timeS].sort((a, b) => a - b)).toEqual(columns.timeS);
          expect(decimation).toBe(Math.max(1, Math.ceil(inside.length / wanted)));
          // Between any two frames with data that a silent or missing frame parts, there is a row that says so, or one row holds both.
          const rows = columns.timeS.map((timeS, index) => ({
            timeS,
            isGap: columns.measured[index] === null,
          }));
          for (const point of inside.filter(({ coverage }) => coverage === 0)) {
            const next = rows.find(({ timeS, isGap }) => isGap && timeS >= point.endS);
            expect(next).toBeDefined();
            expect(next!.timeS - point.endS).toBeLessThanOrEqual(decimation * 40 + 160 * 4);
          }
        },
      ),
      { numRuns: 400, seed: 11 },
    );
  });

  test("without decimation is the frames themselves, with a row where frames are missing", () => {
    const points = [pointAt(10, 1), pointAt(20, 2), pointAt(60, 3), pointAt(70, Number.NaN), pointAt(80, 5)];
    const { columns, decimation } = seriesOf(traceOf(points), { fromS: 0, toS: 100, points: 100 });
    expect(decimation).toBe(1);
    expect(columns.timeS).toEqual([10, 20, 50, 60, 70, 80]);
    expect(columns.measured).toEqual([1, 2, null, 3, null, 5]);
    expect(columns.coverage).toEqual([1, 1, 0, 1, 0, 1]);
    expect(columns.expected).toEqual([100, 100, null, 100, 100, 100]);
  });

  test("gives the mean of what was measured", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1, max: 1000, noNaN: true }), { minLength: 20, maxLength: 300 }),
        (values) => {
          const trace = traceOf(values.map((value, index) => pointAt(10 * (index + 1), value)));
          const { columns } = seriesOf(trace, { fromS: 0, toS: 1e9, points: 2 });
          const half = Math.ceil(values.length / 2);
          const mean = values.slice(0, half).reduce((sum, value) => sum + value, 0) / half;
          if (columns.timeS.length === 2 && columns.timeS[0] === half * 10) {
            expect(Math.abs(columns.measured[0]! - mean)).toBeLessThanOrEqual(mean * meanRelative);
          } else expect(columns.timeS.at(-1)).toBe(values.length * 10);
        },
      ),
      { numRuns: 100, seed: 12 },
    );
  });

  test("is the same whatever comes after its end", () => {
    fc.assert(
      fc.property(frames, fc.nat(700), fc.integer({ min: 2, max: 60 }), (points, kept, wanted) => {
        const past = points.slice(0, Math.max(1, kept % points.length));
        const query = { fromS: 0, toS: past.at(-1)!.endS, points: wanted };
        const before = seriesOf(traceOf(past), query);
        const after = seriesOf(traceOf(points), query);
        expect(after.columns.timeS).toEqual(before.columns.timeS);
        expect(after.columns.measuredMax).toEqual(before.columns.measuredMax);
      }),
      { numRuns: 300, seed: 13 },
    );
  });

  test("fits the contract, band with an infinite end and all", () => {
    const band = { median: 1, p05: 0.5, p95: 2 };
    const points = [
      pointAt(10, 1, { rateKgPerS: band, timeToEmptyS: { ...band, p95: Number.POSITIVE_INFINITY } }),
      pointAt(20, Number.POSITIVE_INFINITY, { statisticNat: Number.NaN }),
    ];
    const answer = seriesOf(traceOf(points), { fromS: 0, toS: 100, points: 10 });
    const parsed = seriesSchema.parse(
      JSON.parse(JSON.stringify({ run: "r", loop: "l", fromS: 0, toS: 100, framePeriodS: 10, ...answer })),
    );
    expect(parsed.columns.rateKgPerS).toEqual([band, null]);
    expect(parsed.columns.timeToEmptyS).toEqual([null, null]);
    expect(parsed.columns.measured).toEqual([1, null]);
    expect(parsed.columns.coverage).toEqual([1, 0]);
  });
});

describe("a history longer than is kept frame by frame", () => {
  const total = 60_000;
  const value = (index: number) => (index === 12_345 ? 5000 : index % 97);
  const trace = traceOf(
    Array.from({ length: total }, (_, index) => pointAt(10 * (index + 1), value(index))),
    [
      { framesPerRow: 1, rowsKept: 8192 },
      { framesPerRow: 16, rowsKept: 8192 },
      { framesPerRow: 256, rowsKept: 4096 },
    ],
  );

  test("still shows an extreme of a frame that is gone", () => {
    expect(trace.levels[0]!.first).toBeGreaterThan(12_345);
    const { columns } = seriesOf(trace, { fromS: 0, toS: 1e9, points: 500 });
    const at = columns.measuredMax.indexOf(5000);
    expect(Math.abs(columns.timeS[at]! - 123_460)).toBeLessThan((10 * total) / 100);
    expect(columns.timeS.at(-1)).toBe(10 * total);
  });

  test("still tells the state of an instant from nothing later than it", () => {
    const row = trace.rowAt(50_000, emptyBucket())!;
    expect(row.coveredUntilS).toBeLessThanOrEqual(50_000);
    expect(row.coveredUntilS).toBeGreaterThan(50_000 - 10 * 256);
  });

  test("stays within its bounds", () => {
    const bytes = trace.bytes;
    for (let index = total; index < 2 * total; index += 1) trace.append(pointAt(10 * (index + 1), 1));
    expect(trace.bytes).toBeLessThan(bytes * 1.5);
    expect(trace.frames).toBe(2 * total);
  });
});

test("a frame that goes back in time is refused and changes nothing", () => {
  const trace = traceOf([pointAt(10, 1), pointAt(20, 2)]);
  for (const endS of [20, 10, Number.NaN, Number.POSITIVE_INFINITY])
    expect(trace.append(pointAt(endS, 9))).toBe(false);
  expect(seriesOf(trace, { fromS: 0, toS: 100, points: 10 }).columns.measured).toEqual([1, 2]);
});

test("silence keeps the age of the last frame with data", () => {
  const trace = traceOf([pointAt(10, 1), pointAt(20, Number.NaN), pointAt(30, Number.NaN)]);
  expect(trace.rowAt(30, emptyBucket())!.lastDataS).toBe(10);
  expect(trace.rowAt(9, emptyBucket())).toBeNull();
});
