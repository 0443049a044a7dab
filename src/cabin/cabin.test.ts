import { describe, expect, it } from "vitest";
import { verifyBelow } from "../../test/verified.case.ts";
import { advanceCabin, type CabinState, cabinAt, readingOf, totalsOf } from "./cabin.ts";
import type { CabinLayout, CabinLoads } from "./compartment.ts";
import { temperatureAfter, timeToSaturation } from "./lumped-estimates.ts";
import { saturationPressurePa } from "./moist-air.ts";

// Oracles: closed-form exponential of one compartment (2 mK over 100 h), hand calculation of saturation (1 %), energy and
// water held against what entered (1e-9 relative); then monotony and settling.
const HOUR = 3600;

/** A ship of two modules hatched to a station; rough estimates, synthetic. */
const docked: CabinLayout = {
  compartments: [
    { id: "descent", airVolumeM3: 3.5, structureHeatCapacityJPerK: 0.6e6, airToStructureWPerK: 40 },
    { id: "orbital", airVolumeM3: 5, structureHeatCapacityJPerK: 0.4e6, airToStructureWPerK: 50 },
  ],
  outside: [{ id: "station", temperatureK: 296.15, relativeHumidity: 0.45 }],
  passages: [
    { between: ["descent", "orbital"], airFlowM3PerS: 0.02, conductanceWPerK: 5 },
    { between: ["orbital", "station"], airFlowM3PerS: 0.03, conductanceWPerK: 2 },
  ],
};
const undocked: CabinLayout = { ...docked, outside: [], passages: [docked.passages[0]!] };

function balanced(layout: CabinLayout, start: CabinState, end: CabinState): void {
  const [before, after] = [totalsOf(layout, start), totalsOf(layout, end)];
  const energy = after.energyJ - before.energyJ - (after.energyEnteredJ - before.energyEnteredJ);
  const water = after.waterKg - before.waterKg - (after.waterEnteredKg - before.waterEnteredKg);
  expect(Math.abs(energy)).toBeLessThan(1e-9 * Math.max(Math.abs(after.energyJ), 1));
  expect(Math.abs(water)).toBeLessThan(1e-9 * after.waterKg);
}

describe("one compartment", () => {
  const single: CabinLayout = {
    compartments: [
      { id: "box", airVolumeM3: 0.001, structureHeatCapacityJPerK: 1e6, airToStructureWPerK: 1 },
    ],
    outside: [],
    passages: [],
  };

  it("warms towards its sink along the closed-form exponential", () => {
    const loads: CabinLoads = () => ({
      box: { structureW: 400, sink: { conductanceWPerK: 20, temperatureK: 283.15 } },
    });
    let state = cabinAt(single, 295.15, 0);
    for (const hours of [1, 5, 20, 100]) {
      state = advanceCabin(single, state, loads, hours * HOUR - state.timeS);
      const exact = temperatureAfter(295.15, hours * HOUR, {
        heatCapacityJPerK: 1e6 + 1.2, // with a litre of air
        heatW: 400,
        conductanceWPerK: 20,
        sinkK: 283.15,
      });
      verifyBelow(
        { subject: "compartment warming towards its sink", oracle: "closed form", unit: "K" },
        Math.abs(readingOf(single, state, "box").structureK - exact),
        2e-3,
      );
    }
  });

  it("saturates after the time of the hand calculation when walls and air keep their temperature", () => {
    const big: CabinLayout = {
      ...single,
      compartments: [
        { id: "box", airVolumeM3: 8.5, structureHeatCapacityJPerK: 1e12, airToStructureWPerK: 1e-3 },
      ],
    };
    const vapourKgPerS = (3 * 0.06) / HOUR;
    const expected = timeToSaturation(8.5, 303.15, 0.5, vapourKgPerS);
    // vapour enters at skin temperature: the cooling holds the air at 30 degC
    const loads: CabinLoads = () => ({ box: { vapourKgPerS, airW: -vapourKgPerS * 1860 * 5 } });
    const nearly = advanceCabin(big, cabinAt(big, 303.15, 0.5), loads, 0.99 * expected);
    const after = advanceCabin(big, cabinAt(big, 303.15, 0.5), loads, 1.01 * expected);
    expect(readingOf(big, nearly, "box").relativeHumidity).toBeLessThan(1);
    expect(readingOf(big, after, "box").relativeHumidity).toBeGreaterThan(0.999);
  });
});

describe("a ship", () => {
  const crewed: CabinLoads = () => ({
    descent: { crew: 3, structureW: 250 },
    orbital: { structureW: 50 },
  });

  it("conserves energy and water through crew, dew, hatches and a condensing exchanger", () => {
    const loads: CabinLoads = (t) => ({
      descent: {
        crew: t < 5 * HOUR ? 3 : 2,
        structureW: 250,
        sink: { conductanceWPerK: 10, temperatureK: 280 },
      },
      orbital: {
        airW: 40,
        condenser: { airFlowM3PerS: t > 8 * HOUR ? 0.02 : 0, effectiveness: 0.8, surfaceK: 280.15 },
      },
    });
    for (const layout of [docked, undocked]) {
      let state = cabinAt(layout, 295, 0.5);
      for (let i = 0; i < 24; i++) {
        const next = advanceCabin(layout, state, loads, HOUR);
        balanced(layout, state, next);
        state = next;
      }
      balanced(layout, cabinAt(layout, 295, 0.5), state);
    }
  });

  it("stays as it is when nothing acts on it and its air is that of the station", () => {
    const layout: CabinLayout = {
      ...docked,
      outside: [{ id: "station", temperatureK: 296.15, relativeHumidity: 0.45 }],
    };
    const end = advanceCabin(layout, cabinAt(layout, 296.15, 0.45), () => ({}), 48 * HOUR);
    for (const id of ["descent", "orbital"]) {
      const now = readingOf(layout, end, id);
      expect(now.airK).toBeCloseTo(296.15, 1);
      // equal humidity ratios, and a volume of air that is taken at 20 degC: humidity within 2 %
      expect(Math.abs(now.relativeHumidity / 0.45 - 1)).toBeLessThan(0.02);
    }
  });

  it("with three crew and no cooling warms some 12 K in 6 h and is wet long before", () => {
    let state = cabinAt(undocked, 301.15, 0.5);
    let wetAfterS = Number.POSITIVE_INFINITY;
    for (let i = 0; i < 72; i++) {
      state = advanceCabin(undocked, state, crewed, 300);
      if (readingOf(undocked, state, "descent").relativeHumidity > 0.95)
        wetAfterS = Math.min(wetAfterS, state.timeS);
    }
    const risen = readingOf(undocked, state, "descent").airK - 301.15;
    expect(risen).toBeGreaterThan(6);
    expect(risen).toBeLessThan(18);
    expect(wetAfterS).toBeLessThan(3 * HOUR);
    expect(totalsOf(undocked, state).storedInBodiesJ).toBeGreaterThan(0);
  });

  it("is cooler and drier with two crew than with three", () => {
    const inTwoHours = (crew: number) =>
      readingOf(
        undocked,
        advanceCabin(undocked, cabinAt(undocked, 301.15, 0.5), () => ({ descent: { crew } }), 2 * HOUR),
        "descent",
      );
    const [two, three] = [inTwoHours(2), inTwoHours(3)];
    expect(two.airK).toBeLessThan(three.airK);
    expect(two.vapourPressurePa).toBeLessThan(three.vapourPressurePa);
  });

  it("dews on walls colder than the dew point, and the dew dries again when they warm", () => {
    const cold: CabinLoads = (t) => ({
      descent:
        t < 12 * HOUR
          ? { crew: 1, sink: { conductanceWPerK: 60, temperatureK: 278.15 } }
          : { structureW: 300 },
    });
    const wet = advanceCabin(docked, cabinAt(docked, 296.15, 0.6), cold, 12 * HOUR);
    expect(readingOf(docked, wet, "descent").dewKg).toBeGreaterThan(0.05);
    const dry = advanceCabin(docked, wet, cold, 48 * HOUR);
    expect(readingOf(docked, dry, "descent").dewKg).toBeLessThan(0.005);
    expect(readingOf(docked, dry, "descent").dewKg).toBeGreaterThan(-1e-6);
  });

  it("is held by a condensing exchanger at the dew point of its surface", () => {
    const loads: CabinLoads = () => ({
      descent: {
        crew: 2,
        structureW: 500,
        condenser: { airFlowM3PerS: 0.05, effectiveness: 0.9, surfaceK: 281.15 },
      },
    });
    const end = advanceCabin(undocked, cabinAt(undocked, 297, 0.7), loads, 24 * HOUR);
    const now = readingOf(undocked, end, "descent");
    expect(now.vapourPressurePa).toBeGreaterThan(saturationPressurePa(281.15));
    // two people bring 50 mg/s at most; the exchanger clears it with an excess of 1.2 g/m3
    expect(now.vapourPressurePa - saturationPressurePa(281.15)).toBeLessThan(200);
    expect(totalsOf(undocked, end).condensateDrainedKg).toBeGreaterThan(2);
  });

  it("refuses a passage to nowhere and a compartment that is not there, by name", () => {
    const broken: CabinLayout = { ...docked, outside: [] };
    expect(() => advanceCabin(broken, cabinAt(broken, 295, 0.5), crewed, 10)).toThrow(
      /ends at "station", which is neither/,
    );
    expect(() =>
      advanceCabin(docked, cabinAt(docked, 295, 0.5), () => ({ galley: { crew: 1 } }), 10),
    ).toThrow(/load acts on "galley", which is no compartment; there are descent, orbital/);
    expect(() => readingOf(docked, cabinAt(docked, 295, 0.5), "galley")).toThrow(
      /no compartment "galley"; there are descent, orbital/,
    );
  });
});
