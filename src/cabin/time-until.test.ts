import { describe, expect, it } from "vitest";
import { verifyBelow } from "../../test/verified.case.ts";
import { advanceCabin, cabinAt, readingOf } from "./cabin.ts";
import type { CabinLayout } from "./compartment.ts";
import { timeToSaturation } from "./lumped-estimates.ts";
import { timeUntil } from "./time-until.ts";

// Oracles: closed form of one compartment (2 s: 1 s of search and 1 s of the litre of air), hand calculation of saturation (1 %).
const HOUR = 3600;
const box = (
  airVolumeM3: number,
  structureHeatCapacityJPerK: number,
  airToStructureWPerK: number,
): CabinLayout => ({
  compartments: [{ id: "box", airVolumeM3, structureHeatCapacityJPerK, airToStructureWPerK }],
  outside: [],
  passages: [],
});

describe("time until a limit is reached", () => {
  it("is that of the closed form for a compartment that warms towards its settled temperature", () => {
    const layout = box(0.001, 1e6, 1);
    const loads = () => ({ box: { structureW: 400, sink: { conductanceWPerK: 20, temperatureK: 283.15 } } });
    const found = timeUntil(
      layout,
      cabinAt(layout, 295.15, 0),
      loads,
      "box",
      (now) => now.structureK >= 300,
      {
        withinS: 100 * HOUR,
      },
    );
    const exact = -(1e6 / 20) * Math.log((303.15 - 300) / (303.15 - 295.15));
    verifyBelow(
      { subject: "time to a limit of a warming compartment", oracle: "closed form", unit: "s" },
      Math.abs(found!.timeS - exact),
      2,
    );
    expect(readingOf(layout, found!.state, "box").structureK).toBeGreaterThanOrEqual(300);
  });

  it("is that of the hand calculation for the saturation of a closed module", () => {
    const layout = box(3.5, 1e12, 1e-3);
    const vapourKgPerS = (3 * 0.06) / HOUR;
    const loads = () => ({ box: { vapourKgPerS, airW: -vapourKgPerS * 1860 * 5 } });
    const found = timeUntil(
      layout,
      cabinAt(layout, 303.15, 0.5),
      loads,
      "box",
      (now) => now.relativeHumidity >= 1,
      { withinS: HOUR },
    );
    verifyBelow(
      { subject: "time to saturation of a closed module", oracle: "hand calculation", unit: "relative" },
      Math.abs(found!.timeS / timeToSaturation(3.5, 303.15, 0.5, vapourKgPerS) - 1),
      0.01,
    );
  });

  it("is now if the limit is passed already, and undefined if it is never reached", () => {
    const layout = box(5, 1e6, 50);
    const start = advanceCabin(layout, cabinAt(layout, 295, 0.5), () => ({}), 100);
    const hot = (limitK: number) =>
      timeUntil(
        layout,
        start,
        () => ({}),
        "box",
        (now) => now.airK > limitK,
        { withinS: HOUR },
      );
    expect(hot(290)!.timeS).toBe(start.timeS);
    expect(hot(310)).toBeUndefined();
  });
});
