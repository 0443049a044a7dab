import { describe, expect, it } from "vitest";
import { bandWords, duration, durationBandWords, instantBandWords, percentBandWords } from "./words.ts";

const thin = "\u2009";
const spaced = (text: string) => text.replaceAll("_", thin);

describe("a number for a person", () => {
  it("is never written finer than two digits of its band, with a thin space before the unit", () => {
    expect(bandWords({ median: 1.3012, p05: 1.1234, p95: 1.5149 }, 1, "g/s")).toBe(
      spaced("1.30_g/s, 1.12 to 1.51"),
    );
    expect(bandWords({ median: 32.87, p05: 30.31, p95: 35.72 }, 1, "kg")).toBe(
      spaced("32.9_kg, 30.3 to 35.7"),
    );
    expect(bandWords({ median: 4321, p05: 2100, p95: 9800 }, 1, "kg")).toBe(
      spaced("4,321_kg, 2,100 to 9,800"),
    );
  });

  it("has a true minus sign, and no minus before a zero", () => {
    expect(bandWords({ median: -2, p05: -4, p95: -1 }, 1, "kg")).toBe(spaced("−2.0_kg, −4.0 to −1.0"));
    expect(bandWords({ median: -0.001, p05: -8, p95: 8 }, 1, "kg")).toBe(spaced("0_kg, −8 to 8"));
  });

  it("says less than a tenth of a per cent rather than a finer figure", () => {
    const band = { median: 0.0004, p05: 0.0001, p95: 0.0009 };
    expect(percentBandWords(band, "a day")).toBe(spaced("<_0.1_% a day"));
    expect(percentBandWords({ median: 0.207, p05: 0.18, p95: 0.24 }, "a day")).toBe(
      spaced("20.7_% a day, 18.0 to 24.0"),
    );
  });
});

describe("a time for a person", () => {
  it.each([
    [14, "14_s"],
    [2280, "38_min"],
    [22_320, "6_h 12_min"],
    [7200, "2_h"],
    [3 * 86_400 + 4 * 3600, "3_d 4_h"],
    [20 * 86_400 + 4 * 3600, "20_d"],
  ])("writes %d s in two parts at most", (seconds, text) => {
    expect(duration(seconds)).toBe(spaced(text));
  });

  it("rounds a band of durations to what its width lets it know", () => {
    expect(durationBandWords({ median: 28_140, p05: 16_320, p95: 49_620 })).toBe(
      spaced("8_h, 4_h 30_min to 14_h"),
    );
    expect(durationBandWords({ median: 300, p05: 0, p95: 19_800 })).toBe(
      spaced("<_30_min, 0_s to 5_h 30_min"),
    );
  });

  it("gives seconds for a narrow onset, minutes for a wide one, and the date where it is another day", () => {
    const at = Date.parse("2023-02-11T09:33:40Z") / 1000;
    expect(instantBandWords({ medianS: at, p05S: at - 5, p95S: at + 4 }, at + 60)).toBe(
      "09:33:40, 09:33:35 to 09:33:44",
    );
    expect(instantBandWords({ medianS: at, p05S: at - 3600, p95S: at + 40 * 60 }, at + 7200)).toBe(
      "09:34, 08:34 to 10:14",
    );
    expect(instantBandWords({ medianS: at, p05S: at - 5, p95S: at + 4 }, at + 86_400)).toBe(
      "2023-02-11 09:33:40, 2023-02-11 09:33:35 to 2023-02-11 09:33:44",
    );
  });
});
