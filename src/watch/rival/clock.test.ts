import { describe, expect, it } from "vitest";
import { ClockScreen } from "./clock-screen.ts";

// Oracle: what was done to the stamps.

/** Samples of two channels in turn, with the stamps that a clock gives them. */
function faultsOf(stamps: readonly number[], channels = 2) {
  const screen = new ClockScreen();
  return stamps.flatMap((timeS, i) =>
    screen.take({
      count: 1,
      timeS: Float64Array.of(timeS),
      channel: Int32Array.of(i % channels),
      value: Float64Array.of(i),
      quality: new Uint8Array(1),
    }),
  );
}

const running = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i);

describe("time stamps in order of arrival", () => {
  it("show nothing while they run on, with a gap, or with one channel that is late", () => {
    expect(faultsOf(running(0, 200))).toEqual([]);
    expect(faultsOf([...running(0, 50), ...running(900, 50)])).toEqual([]);
    const oneLate = running(0, 200).map((t, i) => (i % 2 === 1 ? t - 300 : t));
    expect(faultsOf(oneLate)).toEqual([]);
    expect(faultsOf(running(0, 100).flatMap((t) => [t, t]))).toEqual([]);
  });

  it.each([60, 600, 7200])("tell once of a clock that went back by %i s", (by) => {
    const faults = faultsOf([...running(10_000, 100), ...running(10_100 - by, 50)]);
    expect(faults).toEqual([{ kind: "back", by: by - 1, sinceS: 10_099 }]);
  });

  it("tell once of a clock that stands still, and again when it does so later", () => {
    const stands = [...running(0, 50), ...new Array<number>(20).fill(50), ...running(51, 50)];
    expect(faultsOf(stands).map(({ kind, sinceS }) => [kind, sinceS])).toEqual([["still", 50]]);
    const twice = [...stands, ...new Array<number>(20).fill(102)];
    expect(faultsOf(twice).map(({ sinceS }) => sinceS)).toEqual([50, 102]);
  });
});
