import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gapsOf } from "../../console/src/charts/gaps.ts";
import { timeTicks } from "../../console/src/charts/time-ticks.ts";
import { whenWords } from "../../console/src/forecast/forecast-words.ts";
import { blindTogether } from "../../console/src/state/past.ts";
import {
  bandWords,
  decimalsOf,
  duration,
  falseAlarmPromise,
  odds,
  writtenDate,
} from "../../console/src/words/format.ts";
import { fullName, ownName } from "../../console/src/words/loop-words.ts";
import { inventoryReading, rateFactor } from "../../console/src/words/units.ts";
import type { LoopState, StateFinding } from "../../src/watch/finding.ts";
import { END_S, loops, START_S, seriesBetween } from "./fixture-run.ts";

describe("numbers as people read them", () => {
  it("shows the examples of the design as the design writes them", () => {
    expect(bandWords({ median: 0.0013, p05: 0.00112, p95: 0.00151 }, 1000)).toEqual({
      median: "1.30",
      range: "1.12 to 1.51",
    });
    expect(bandWords({ median: 29, p05: 28.2, p95: 29.6 })).toEqual({
      median: "29.0",
      range: "28.2 to 29.6",
    });
    expect(odds(2312)).toBe("2,300 : 1");
    expect(decimalsOf(-92, 0)).toBe("\u221292");
    expect(duration(6 * 3600 + 12 * 60).replaceAll("\u2009", " ")).toBe("6 h 12 min");
    expect(falseAlarmPromise(365.25 * 86_400)).toBe("one false alarm a loop-year");
  });

  it("writes a date of a file to the precision that it has, and leaves alone what is none", () => {
    expect(writtenDate("2022-12-15")).toBe("15 Dec 2022");
    expect(writtenDate("2023-02-11T09:40Z")).toBe("11 Feb 2023 09:40");
    expect(writtenDate("2023-02-11T09:40:30Z")).toBe("11 Feb 2023 09:40");
    expect(writtenDate("2023-02")).toBe("Feb 2023");
    expect(writtenDate("2023")).toBe("2023");
    expect(writtenDate("early 2023")).toBe("early 2023");
  });

  it("says in how many members something is so already, unless it is most of them", () => {
    const alarm = { whenS: { median: 0, p05: 0, p95: 0 }, already: 1, members: 1 };
    const words = (members: number) =>
      whenWords({ ...alarm, already: members, members } as Parameters<typeof whenWords>[0], 72 * 3600, 100);
    expect(words(1)).toBe("so already in 1 of 100");
    expect(words(99)).toBe("so already");
  });

  it("never writes a band finer than a hundredth of its width", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-3, max: 1e4, noNaN: true }),
        fc.double({ min: 0.01, max: 0.9, noNaN: true }),
        (median, part) => {
          const { range } = bandWords({ median, p05: median * (1 - part), p95: median * (1 + part) });
          const decimals = /\.(\d+)/.exec(range)?.[1]?.length ?? 0;
          return decimals === 0 || 10 ** -decimals >= (2 * part * median) / 100;
        },
      ),
    );
  });

  it("converts pressure and rate by their definitions", () => {
    expect(inventoryReading("kgf/cm2", "kPa").factor).toBeCloseTo(98.0665, 10);
    expect(inventoryReading("kPa", "psi").factor).toBeCloseTo(0.1450377377, 9);
    expect(inventoryReading("%", "psi")).toMatchObject({ factor: 1, unit: "%" });
    expect(0.0013 * rateFactor("kg/day")).toBeCloseTo(112.32, 8);
    expect(0.45359237 * rateFactor("lb/day")).toBeCloseTo(86_400, 6);
  });

  it("names a loop's carrier once", () => {
    expect(fullName({ carrier: "Progress MS-21", name: "Progress MS-21, external loop" })).toBe(
      "Progress MS-21, external loop",
    );
    expect(ownName({ carrier: "S1 truss", name: "External loop A" })).toBe("External loop A");
  });
});

describe("time", () => {
  it("puts ticks on round instants, inside the window and apart, for any window", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2e9 }),
        fc.integer({ min: 60, max: 4e7 }),
        fc.integer({ min: 200, max: 2000 }),
        (fromS, lengthS, widthPx) => {
          const ticks = timeTicks(fromS, fromS + lengthS, widthPx);
          const stepS = ticks.length > 1 ? ticks[1]! - ticks[0]! : lengthS;
          return (
            ticks.every((tick) => tick >= fromS && tick <= fromS + lengthS) &&
            (ticks.length < 2 || ((stepS / lengthS) * widthPx >= 88 - 1e-6 && ticks[0]! % stepS === 0))
          );
        },
      ),
    );
  });

  it("finds the same gaps in every frame and in decimated rows", () => {
    const fine = gapsOf(seriesBetween(loops[1]!, START_S, END_S, 1e6), END_S);
    expect(fine.map(({ fromS, toS }) => toS - fromS)).toEqual([380]);
    const coarse = gapsOf(seriesBetween(loops[1]!, START_S, END_S, 400), END_S);
    expect(coarse.length).toBe(1);
    expect(Math.abs(coarse[0]!.toS - fine[0]!.toS)).toBeLessThanOrEqual(80);
    expect(gapsOf(seriesBetween(loops[1]!, START_S, END_S, 1e6), fine[0]!.fromS)).toEqual([]);
  });

  it("counts a common gap only while no loop is judged, and lets a leaking loop neither make nor end one", () => {
    const change = (timeS: number, loop: string, state: LoopState): StateFinding => ({
      schema: "hoarfrost/finding/1",
      type: "state",
      loop,
      time: new Date(timeS * 1000).toISOString(),
      timeS,
      state,
      from: "normal",
      reason: "test",
    });
    const changes = [
      change(10, "a", "leaking"),
      change(100, "b", "blind"),
      change(400, "b", "normal"),
      change(500, "a", "normal"),
      change(600, "b", "blind"),
      change(700, "a", "blind"),
    ];
    expect(blindTogether(["a", "b"], changes, 1000)).toEqual([
      { fromS: 100, toS: 400, loops: 1 },
      { fromS: 700, toS: 1000, loops: 2 },
    ]);
    expect(blindTogether(["a", "b"], changes, 300)).toEqual([{ fromS: 100, toS: 300, loops: 1 }]);
    expect(blindTogether(["a"], [change(10, "a", "leaking")], 50)).toEqual([]);
  });
});
