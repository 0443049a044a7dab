import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { resolveStamp, stampOf } from "./iss-stamp.ts";

const at = (text: string): number => Date.parse(text) / 1000;
const DAY_S = 86_400;

describe("the year-less stamp of the ISS feed", () => {
  it("is the instant again for any arrival less than 182 days away, 2018 to 2040", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: at("2018-01-01T00:00:00Z") * 1000, max: at("2041-01-01T00:00:00Z") * 1000 - 1 }),
        fc.integer({ min: -182 * DAY_S, max: 182 * DAY_S }),
        (timeMs, offsetS) => {
          expect(resolveStamp(stampOf(timeMs / 1000), timeMs / 1000 + offsetS)).toBeCloseTo(timeMs / 1000, 3);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it.each([
    ["the last second of the old year, read in the new one", "2022-12-31T23:59:59Z", "2023-01-01T00:00:04Z"],
    [
      "the first second of the new year, read by a clock that is slow",
      "2023-01-01T00:00:01Z",
      "2022-12-31T23:59:58Z",
    ],
    ["day 366 of a leap year, read in the new one", "2024-12-31T23:59:59Z", "2025-01-01T00:00:03Z"],
    ["29 February", "2028-02-29T12:00:00Z", "2028-02-29T12:00:02Z"],
    ["1 March of a leap year", "2028-03-01T00:00:00Z", "2028-03-01T00:00:00Z"],
  ])("resolves %s", (_name, time, arrival) => {
    expect(resolveStamp(stampOf(at(time)), at(arrival))).toBe(at(time));
  });

  it("counts the days of the year from 1", () => {
    expect(resolveStamp(24, at("2023-01-01T00:00:00Z"))).toBe(at("2023-01-01T00:00:00Z"));
    expect(resolveStamp(24 * 32 + 6.5, at("2023-02-01T07:00:00Z"))).toBe(at("2023-02-01T06:30:00Z"));
  });

  it.each([
    ["below day 1", 23.99, "2023-01-01T00:00:00Z"],
    ["beyond day 366", 24 * 367, "2024-12-31T00:00:00Z"],
    ["on day 366 of a common year", 24 * 366 + 1, "2022-12-31T00:00:00Z"],
    ["that is no number", Number.NaN, "2022-12-31T00:00:00Z"],
  ])("is refused if it lies %s", (_name, stampH, arrival) => {
    expect(resolveStamp(stampH, at(arrival))).toBeUndefined();
  });

  const folder = "../shared/data/iss-telemetry";
  const files = ["2018-09-27_thermal", "2018-10-12-first-11h_thermal", "2022-05-20_thermal"].map(
    (name) => `${folder}/${name}.csv.gz`,
  );
  if (!files.every(existsSync))
    console.log(`no recordings in ${folder}: the check of real stamps is skipped`);
  it.skipIf(!files.every(existsSync))("agrees with every row of the recorded feed to the millisecond", () => {
    let rows = 0;
    for (const file of files) {
      for (const line of gunzipSync(readFileSync(file)).toString().trim().split("\n").slice(1)) {
        const [utcMs, , , stampH] = line.split(",");
        // Arrival anywhere within a minute of the sample must do.
        const resolvedS =
          resolveStamp(Number(stampH), Number(utcMs) / 1000 + 60 * Math.sin(rows)) ?? Number.NaN;
        if (!(Math.abs(resolvedS * 1000 - Number(utcMs)) <= 1))
          expect.fail(`${file}: ${line} gives ${resolvedS}`);
        rows++;
      }
    }
    expect(rows).toBeGreaterThan(50_000);
  });
});
