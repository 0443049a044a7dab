import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InstantReader } from "./instant.ts";

// Oracle: the language's own reading of ISO 8601, exact to the last bit for milliseconds.
const reader = new InstantReader();
function read(text: string): number {
  const bytes = Buffer.from(`,${text},`);
  return reader.read(bytes, 1, bytes.length - 1);
}

describe("a time read from bytes", () => {
  it("equals the language's own reading for any millisecond between 1957 and 2200", () => {
    const range = {
      min: new Date("1957-10-04T00:00:00Z"),
      max: new Date("2199-12-31T23:59:59.999Z"),
      noInvalidDate: true,
    };
    fc.assert(
      fc.property(
        fc.date(range),
        fc.constantFrom("Z", "", "+00:00"),
        fc.constantFrom("T", " "),
        (date, zone, separator) => {
          const text = date.toISOString().replace("T", separator).replace("Z", zone);
          expect(read(text)).toBe(date.getTime() / 1000);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("equals the nearest double for microseconds, and for Unix seconds", () => {
    expect(read("2022-05-20T14:00:00.300123Z")).toBe(1653055200.300123);
    expect(read("1653055200.300123")).toBe(1653055200.300123);
    expect(read("-12.5")).toBe(-12.5);
  });

  it("minds an offset and a leap second", () => {
    expect(read("2022-05-20T16:30:00+02:30")).toBe(1653055200);
    expect(read("2022-05-20T09:00:00-0500")).toBe(1653055200);
    expect(read("2016-12-31T23:59:60Z")).toBe(Date.UTC(2017, 0, 1) / 1000);
  });

  it("is refused where the calendar or the clock has no such time", () => {
    for (const text of [
      "2022-02-30T00:00:00Z",
      "2023-02-29T00:00:00Z",
      "2022-13-01T00:00:00Z",
      "2022-00-10T00:00:00Z",
      "2022-05-20T24:00:00Z",
      "2022-05-20T12:60:00Z",
      "2022-05-20T12:00:61Z",
      "2022-05-20T12:00:60Z",
      "2022-05-20T12:00:00.Z",
      "2022-05-20T12:00:00X",
      "2022-05-20T12:00:00+0",
      "2022-05-20T12:00:00Z1",
      "2022/05/20 12:00:00Z",
      "20 May 2022",
      "",
    ])
      expect(read(text), text).toBeNaN();
  });
});
