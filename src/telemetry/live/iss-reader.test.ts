import { describe, expect, it } from "vitest";
import { Quality } from "../sample.ts";
import { IssReader, qualityOfClass } from "./iss-reader.ts";
import { stampOf } from "./iss-stamp.ts";

const nowS = Date.parse("2026-11-23T12:00:00Z") / 1000;
const update = (
  item: string,
  timeS: number,
  value: string | null,
  statusClass: string | null,
  snapshot = false,
) => ({
  item,
  values: [String(stampOf(timeS)), value, statusClass],
  changed: [true, true, true],
  snapshot,
});
const clock = (timeS: number, statusClass = "24") => update("TIME_000001", timeS, "0", statusClass);

describe("the reader of the ISS feed", () => {
  it("gives a sample the time of its stamp, not of its arrival", () => {
    expect(new IssReader().update(update("S1000002", nowS - 2, "1809.4", "24"), nowS)).toEqual([
      { kind: "sample", timeS: nowS - 2, channel: "S1000002", value: 1809.4, quality: Quality.good },
    ]);
  });

  it("is acquired by a healthy, fresh clock and lost by an unhealthy one, each told once", () => {
    const reader = new IssReader();
    expect(reader.update(clock(nowS - 1), nowS)).toEqual([
      { kind: "signal", timeS: nowS - 1, state: "acquired" },
    ]);
    expect(reader.update(clock(nowS), nowS + 1)).toEqual([]);
    expect(reader.update(clock(nowS + 1, "1"), nowS + 2)).toEqual([
      { kind: "signal", timeS: nowS + 1, state: "lost" },
    ]);
    expect(reader.tick(nowS + 3)).toEqual([]);
    expect(reader.update(clock(nowS + 60), nowS + 61)).toEqual([
      { kind: "signal", timeS: nowS + 60, state: "acquired" },
    ]);
  });

  it("is lost 5.5 s after the last stamp of the clock, dated to the last thing known", () => {
    const reader = new IssReader();
    reader.update(clock(nowS), nowS + 0.5);
    reader.update(update("S1000002", nowS + 0.8, "1", "24"), nowS + 1);
    expect(reader.tick(nowS + 5.5)).toEqual([]);
    expect(reader.tick(nowS + 5.6)).toEqual([{ kind: "signal", timeS: nowS + 0.8, state: "lost" }]);
  });

  it("starts as lost if the clock is old when first seen", () => {
    expect(new IssReader().update(clock(nowS - 600), nowS)).toEqual([
      { kind: "signal", timeS: nowS - 600, state: "lost" },
    ]);
  });

  it("is lost when the connection goes down, and only the clock brings it back", () => {
    const reader = new IssReader();
    reader.update(clock(nowS), nowS);
    expect(reader.link("down", nowS + 3)).toEqual([{ kind: "signal", timeS: nowS, state: "lost" }]);
    expect(reader.link("up", nowS + 4)).toEqual([]);
    expect(reader.tick(nowS + 4)).toEqual([]);
    expect(reader.update(clock(nowS + 4), nowS + 4)).toEqual([
      { kind: "signal", timeS: nowS + 4, state: "acquired" },
    ]);
  });

  it("does not repeat a report that a new snapshot tells again, but keeps a repeated live one", () => {
    const reader = new IssReader();
    expect(reader.update(update("P1000001", nowS, "4349.3", "24", true), nowS)).toHaveLength(1);
    expect(reader.update(update("P1000001", nowS, "4349.3", "24", true), nowS + 9)).toEqual([]);
    expect(reader.update(update("P1000001", nowS, "4349.3", "24", false), nowS + 9)).toHaveLength(1);
    expect(reader.update(update("P1000001", nowS + 1, "4349.3", "24", true), nowS + 9)).toHaveLength(1);
  });

  it.each([
    ["a value that is no number", update("S1000001", nowS, "OFF", "24"), "S1000001"],
    ["a value of nothing", update("S1000001", nowS, null, "24"), "S1000001"],
    ["an infinite value", update("S1000001", nowS, "Infinity", "24"), "Infinity"],
    [
      "a stamp that is no hour of the year",
      { ...update("S1000001", nowS, "1", "24"), values: ["9000", "1", "24"] },
      "9000",
    ],
    ["no stamp", { ...update("S1000001", nowS, "1", "24"), values: [null, "1", "24"] }, "S1000001"],
  ])("refuses %s, naming channel and value", (_name, bad, named) => {
    const [reading, ...more] = new IssReader().update(bad, nowS);
    expect(more).toEqual([]);
    expect(reading).toMatchObject({ kind: "refused", count: 1 });
    expect((reading as { problem: string }).problem).toContain(named);
  });

  it.each([
    ["24", Quality.good],
    ["5", Quality.good],
    ["17", Quality.good],
    [null, Quality.good],
    ["0", Quality.suspect],
    ["9", Quality.suspect],
    ["99", Quality.suspect],
    ["1", Quality.missing],
    ["2", Quality.bad],
    ["3", Quality.bad],
  ])(
    "reads status class %s as quality %d: a limit is about the loop, the rest about the sensor",
    (statusClass, quality) => {
      expect(qualityOfClass(statusClass)).toBe(quality);
    },
  );
});
