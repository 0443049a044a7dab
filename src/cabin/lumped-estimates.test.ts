import { describe, expect, it } from "vitest";
import { verifyBelow } from "../../test/verified.case.ts";
import {
  heatToWarm,
  temperatureAfter,
  timeToSaturation,
  ventilationConductance,
  warmingRate,
} from "./lumped-estimates.ts";

// Oracle: earlier hand calculations for Soyuz MS-22, to their printed digits.
const HOUR = 3600;
const rounded = (value: number, digits = 0) => Number(value.toFixed(digits));

describe("hand calculations of a docked ship and a cabin without cooling", () => {
  it("need 116 to 231 W per MJ/K for 20 to 40 degC in two days or one", () => {
    expect(rounded(heatToWarm(1e6, 293, 313, 48 * HOUR))).toBe(116);
    expect(rounded(heatToWarm(1e6, 293, 313, 24 * HOUR))).toBe(231);
    expect(rounded(heatToWarm(0.5e6, 293, 313, 48 * HOUR))).toBe(58);
    expect(rounded(heatToWarm(2e6, 293, 313, 24 * HOUR))).toBe(463);
  });

  it("carry 20 to 67 W/K, 160 to 530 W at 8 K, with 60 to 200 m3/h of station air", () => {
    expect(rounded(ventilationConductance(60 / HOUR))).toBe(20);
    expect(rounded(ventilationConductance(200 / HOUR))).toBe(67);
    expect(rounded((8 * ventilationConductance(60 / HOUR)) / 10)).toBe(16);
    expect(rounded((8 * ventilationConductance(200 / HOUR)) / 10)).toBe(54); // printed 530, from 67 W/K rounded down
  });

  it.each([
    [28, 40, 6, 2, 556],
    [28, 40, 3.37, 3.6, 990],
    [29, 50, 1.81, 11.6, 3200],
    [29, 65, 6, 6, 1700],
    [29, 65, 24, 1.5, 417],
  ])("%d to %d degC in %f h is %f K/h and %d W per MJ/K", (from, to, hours, kelvinPerHour, watts) => {
    const heat = heatToWarm(1e6, from, to, hours * HOUR);
    expect(Math.abs(heat / watts - 1)).toBeLessThan(0.02);
    expect(rounded(warmingRate(heat, 1e6) * HOUR, 1)).toBe(kelvinPerHour);
  });

  it.each([
    [3.5, 3, 60, 18],
    [3.5, 3, 100, 11],
    [3.5, 2, 60, 27],
    [3.5, 2, 100, 16],
    [8.5, 3, 60, 43],
    [8.5, 3, 100, 26],
    [8.5, 2, 60, 64],
    [8.5, 2, 100, 39],
  ])(
    "%f m3 with %d people at %d g/h each is saturated after %d min",
    (volume, crew, gramsPerHour, minutes) => {
      const time = timeToSaturation(volume, 303.15, 0.5, (crew * gramsPerHour * 1e-3) / HOUR);
      verifyBelow(
        { subject: "minutes to saturation", oracle: "published table", unit: "min" },
        Math.abs(time / 60 - minutes),
        0.55,
      ); // printed from 30.3 g/m3, ours is 30.35
    },
  );

  it("settle exponentially towards sink and heat", () => {
    const compartment = { heatCapacityJPerK: 1e6, heatW: 400, conductanceWPerK: 20, sinkK: 290 };
    expect(temperatureAfter(300, 0, compartment)).toBe(300);
    expect(temperatureAfter(300, 1e9, compartment)).toBeCloseTo(310, 9);
    const oneTimeConstant = temperatureAfter(300, 1e6 / 20, compartment);
    expect(310 - oneTimeConstant).toBeCloseTo(10 / Math.E, 9);
    expect(temperatureAfter(300, 1000, { ...compartment, conductanceWPerK: 0 })).toBeCloseTo(300.4, 12);
  });

  it("never saturate dry air without a source, and saturated air takes no time", () => {
    expect(timeToSaturation(5, 300, 0.4, 0)).toBe(Number.POSITIVE_INFINITY);
    expect(timeToSaturation(5, 300, 1, 1e-5)).toBe(0);
  });
});
