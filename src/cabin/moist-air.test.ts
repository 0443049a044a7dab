import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { verifyBelow } from "../../test/verified.case.ts";
import {
  dewPointK,
  humidityRatio,
  moistAirDensity,
  moistAirEnthalpy,
  relativeHumidity,
  saturationDensity,
  saturationPressurePa,
  vapourPressureOf,
  wetBulbK,
} from "./moist-air.ts";

// Oracle: psychrolib (ASHRAE formulas after Hyland and Wexler), -20 to 60 degC, 5 to 100 % relative humidity, 70 and
// 101.3 kPa. Tolerances: saturation pressure and humidity ratio 1e-3 relative, dew and wet bulb 0.03 K, enthalpy 60 J/kg
// or 1e-3, density 1e-3.
interface Psychrolib {
  SetUnitSystem(system: unknown): void;
  readonly SI: unknown;
  GetSatVapPres(t: number): number;
  GetHumRatioFromRelHum(t: number, rh: number, p: number): number;
  GetTDewPointFromRelHum(t: number, rh: number): number;
  GetTWetBulbFromRelHum(t: number, rh: number, p: number): number;
  GetMoistAirEnthalpy(t: number, w: number): number;
  GetMoistAirDensity(t: number, w: number, p: number): number;
}
const oracle = createRequire(import.meta.url)("psychrolib") as Psychrolib; // it comes without types
oracle.SetUnitSystem(oracle.SI);

const celsius: number[] = [];
for (let t = -20; t <= 60; t += 2.5) celsius.push(t);
const states = celsius.flatMap((t) =>
  [0.05, 0.3, 0.5, 0.8, 1].flatMap((rh) => [70_000, 101_325].map((p) => [t, rh, p] as const)),
);

describe("moist air", () => {
  it("saturates at the pressures of ASHRAE", () => {
    for (const t of celsius)
      verifyBelow(
        { subject: "saturation pressure, -20 to 60 degC", oracle: "psychrolib (ASHRAE)", unit: "relative" },
        Math.abs(saturationPressurePa(t + 273.15) / oracle.GetSatVapPres(t) - 1),
        1e-3,
      );
  });

  it("has the humidity ratio, enthalpy and density of ASHRAE", () => {
    for (const [t, rh, p] of states) {
      const vapour = rh * saturationPressurePa(t + 273.15);
      const ratio = humidityRatio(vapour, p);
      const theirs = oracle.GetHumRatioFromRelHum(t, rh, p);
      verifyBelow(
        { subject: "humidity ratio", oracle: "psychrolib (ASHRAE)", unit: "relative" },
        Math.abs(ratio / theirs - 1),
        1.5e-3,
      );
      const enthalpy = oracle.GetMoistAirEnthalpy(t, theirs);
      expect(Math.abs(moistAirEnthalpy(t + 273.15, ratio) - enthalpy)).toBeLessThan(
        Math.max(60, 1e-3 * Math.abs(enthalpy)),
      );
      const density = oracle.GetMoistAirDensity(t, theirs, p);
      expect(Math.abs(moistAirDensity(t + 273.15, vapour, p) / density - 1)).toBeLessThan(1e-3);
    }
  });

  it("dews where ASHRAE says", () => {
    for (const [t, rh] of states) {
      const dew = dewPointK(rh * saturationPressurePa(t + 273.15)) - 273.15;
      verifyBelow(
        { subject: "dew point", oracle: "psychrolib (ASHRAE)", unit: "K" },
        Math.abs(dew - oracle.GetTDewPointFromRelHum(t, rh)),
        0.03,
      );
    }
  });

  it("cools a wet bulb as ASHRAE says", () => {
    for (const [t, rh, p] of states) {
      const ratio = humidityRatio(rh * saturationPressurePa(t + 273.15), p);
      const wet = wetBulbK(t + 273.15, ratio, p) - 273.15;
      const theirs = oracle.GetTWetBulbFromRelHum(t, rh, p);
      // at 0 degC the two change from ice to water at temperatures 0.01 K apart
      if (Math.abs(theirs) > 0.05) expect(Math.abs(wet - theirs), `${t} ${rh} ${p}`).toBeLessThan(0.03);
    }
  });

  it("holds 30.3 g/m3 when saturated at 30 degC", () => {
    expect(Math.abs(saturationDensity(303.15) / 0.0303 - 1)).toBeLessThan(3e-3);
  });

  it("returns from a humidity ratio to the vapour pressure it came from", () => {
    for (const [t, rh, p] of states) {
      const vapour = rh * saturationPressurePa(t + 273.15);
      expect(vapourPressureOf(humidityRatio(vapour, p), p) / vapour).toBeCloseTo(1, 12);
      expect(relativeHumidity(vapour, t + 273.15)).toBeCloseTo(rh, 12);
    }
  });
});
