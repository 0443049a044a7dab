import { describe, expect, it } from "vitest";
import { verifyBelow } from "../../test/verified.case.ts";
import { coolantNamed } from "./coolant-library.ts";
import { followDrop } from "./drop.ts";
import {
  equilibriumTemperature,
  evaporatedToFreeze,
  evaporationFlux,
  flashedFraction,
  plumeFate,
  surfaceLoss,
} from "./evaporation.ts";

// Oracles: closed forms for water (1e-6); own earlier calculation of isooctane drops with another vapour-pressure law, in
// whole degrees and two digits: equilibrium within 2 K, cooling times within 20 %, mass loss within 0.03, lifetime within
// 20 %; kinetic theory for the flux (1e-12).
const isooctane = coolantNamed("lz-tk-2");

describe("flash evaporation", () => {
  it("loses 3.33270 % of water cooled from 20 to 0.01 degC with constant properties", () => {
    const water = { specificHeat: () => 4200, latentHeat: () => 2.477e6 };
    expect(flashedFraction(water, 293.15, 273.16)).toBeCloseTo(0.033327, 6);
    const real = flashedFraction(coolantNamed("water"), 293.15, 273.16);
    verifyBelow(
      {
        subject: "share of water that flashes from 20 to 0.01 degC",
        oracle: "published value",
        unit: "of mass",
      },
      Math.abs(real - 0.033327),
      3e-4,
    );
  });

  it("freezes the rest of it by evaporating 11.76772 % and leaves 85.29176 % as ice", () => {
    const part = evaporatedToFreeze(333.55e3, 2500.9e3);
    expect(part).toBeCloseTo(0.1176772, 7);
    expect((1 - 0.033327) * (1 - part)).toBeCloseTo(0.8529176, 6);
    const fate = plumeFate(coolantNamed("water"), 293.15, 300);
    expect(fate.settlesAs).toBe("ice");
    verifyBelow(
      { subject: "share of that water left as ice", oracle: "published value", unit: "of mass" },
      Math.abs(fate.iceFraction - 0.8529176),
      1e-3,
    );
  });

  it("adds up: two stages lose what one stage loses", () => {
    for (const coolant of [isooctane, coolantNamed("ammonia"), coolantNamed("hfe-7200")]) {
      const whole = 1 - flashedFraction(coolant, 300, 210);
      const parts = (1 - flashedFraction(coolant, 300, 255)) * (1 - flashedFraction(coolant, 255, 210));
      expect(parts / whole).toBeCloseTo(1, 7);
    }
  });

  it("refuses to warm a liquid by evaporation", () => {
    expect(() => flashedFraction(isooctane, 250, 300)).toThrow(/evaporation only cools/);
  });
});

describe("a drop in vacuum", () => {
  it("evaporates with the flux of kinetic theory, a quarter of density times mean molecular speed", () => {
    for (const t of [200, 250, 293.15]) {
      const p = isooctane.vapourPressure(t);
      const density = (p * 0.11422852) / (8.31446261815324 * t);
      const meanSpeed = Math.sqrt((8 * 8.31446261815324 * t) / (Math.PI * 0.11422852));
      expect(evaporationFlux(isooctane, t) / ((density * meanSpeed) / 4)).toBeCloseTo(1, 12);
    }
  });

  it.each([
    [20e-6, 0.02],
    [0.1e-3, 0.09],
    [0.5e-3, 0.47],
    [1e-3, 0.93],
  ])(
    "of isooctane, radius %f m, is below 200 K after about %f s with two fifths of it gone",
    (radiusM, timeS) => {
      const drop = followDrop(isooctane, radiusM, 293.15, 200, { belowK: 200 });
      expect(Math.abs(drop.timeS / timeS - 1)).toBeLessThan(0.2);
      expect(Math.abs(1 - drop.massLeft - 0.39)).toBeLessThan(0.03);
    },
  );

  it("loses the mass that the adiabatic flash predicts while cooling is fast", () => {
    const drop = followDrop(isooctane, 20e-6, 293.15, 0, { belowK: 220 });
    expect(Math.abs(1 - drop.massLeft - flashedFraction(isooctane, 293.15, drop.temperatureK))).toBeLessThan(
      5e-3,
    );
  });

  it("takes longer in proportion to its radius", () => {
    const small = followDrop(isooctane, 0.1e-3, 293.15, 0, { belowK: 210 }).timeS;
    const large = followDrop(isooctane, 1e-3, 293.15, 0, { belowK: 210 }).timeS;
    expect(large / small).toBeCloseTo(10, 3);
  });

  it.each([
    [60, -109, 11_000],
    [200, -98, 1656],
    [400, -92, 722],
  ])(
    "of isooctane absorbing %d W/m2 settles near %d degC; 1 mm lasts about %d s",
    (absorbed, celsius, lifeS) => {
      const settled = equilibriumTemperature(isooctane, absorbed);
      expect(Math.abs(Number(settled) - 273.15 - celsius)).toBeLessThan(2);
      const gone = followDrop(isooctane, 1e-3, 293.15, absorbed, {});
      expect(Math.abs(gone.timeS / lifeS - 1)).toBeLessThan(0.2);
    },
  );

  it("gives back at equilibrium exactly what it absorbs, and settles warmer the more that is", () => {
    let last = 0;
    for (let absorbed = 60; absorbed < 2000; absorbed *= 1.5) {
      const settled = Number(equilibriumTemperature(isooctane, absorbed));
      expect(surfaceLoss(isooctane, settled) / absorbed).toBeCloseTo(1, 6);
      expect(settled).toBeGreaterThan(last);
      last = settled;
    }
  });
});

describe("the fate of a plume", () => {
  it("of ammonia is ice after about a quarter has flashed, in sunlight too", () => {
    const fate = plumeFate(coolantNamed("ammonia"), 277, 400);
    expect(fate.settlesAs).toBe("ice");
    expect(fate.equilibriumK).toBe("colder");
    expect(fate.flashedFraction).toBeGreaterThan(0.2);
    expect(fate.flashedFraction).toBeLessThan(0.27);
    expect(fate.iceFraction).toBeGreaterThan(0.55);
  });

  it("of LZ-TK-2 is liquid in sunlight and ice only in the dark, after about half of it has gone", () => {
    expect(plumeFate(isooctane, 293.15, 200).settlesAs).toBe("liquid");
    expect(plumeFate(isooctane, 293.15, 400).settlesAs).toBe("liquid");
    const dark = plumeFate(isooctane, 293.15, 20);
    expect(dark.settlesAs).toBe("ice");
    expect(Math.abs(dark.flashedFraction - 0.48)).toBeLessThan(0.03);
    // the border lies near 60 W/m2
    const border = surfaceLoss(isooctane, isooctane.freezingTemperatureK);
    expect(border).toBeGreaterThan(50);
    expect(border).toBeLessThan(75);
  });
});
