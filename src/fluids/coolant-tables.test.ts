import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { compileCoolant } from "./compile-coolant.ts";
import { propertyUnits } from "./coolant-description.ts";
import { coolantDescription, coolantNamed } from "./coolant-library.ts";
import { coolantTables } from "./coolant-tables.generated.ts";

const FOLDER = "library/coolants";

describe("the coolant files", () => {
  it("are the ones compiled into the program: if this fails, run node library/coolants/compile.mjs", () => {
    const files = readdirSync(FOLDER).filter((name) => name.endsWith(".yaml"));
    const read = files.sort().map((name) => parse(readFileSync(`${FOLDER}/${name}`, "utf8")));
    expect(coolantTables).toEqual(read);
    expect(files).toEqual(coolantTables.map((table) => `${table.id}.yaml`).sort());
  });

  it("give every property a law, a range, a source and an uncertainty", () => {
    for (const { id, properties } of coolantTables)
      for (const name of Object.keys(propertyUnits)) {
        if (name === "vapourDensity") continue; // follows from the ideal gas where the file leaves it out
        const property = properties[name as keyof typeof propertyUnits];
        expect(property, `${id} ${name}`).toBeDefined();
        expect(property!.rangeK[0], `${id} ${name}`).toBeLessThan(property!.rangeK[1]);
        expect(property!.uncertainty, `${id} ${name}`).toBeGreaterThan(0);
        expect(property!.source.length).toBeGreaterThan(0);
      }
  });

  it("refuse a name that is not there, and list those that are", () => {
    expect(() => coolantNamed("mercury")).toThrow(/"mercury" is not in the library; it has ammonia, .*water/);
  });

  it("refuse a mass fraction outside a mixture's range, or one given to a pure coolant", () => {
    expect(() => coolantNamed("ethylene-glycol-water", 0.9)).toThrow(/mass fraction 0.9 is outside 0 to 0.6/);
    expect(() => coolantNamed("water", 0.5)).toThrow(/not a mixture/);
  });

  it("refuse a file without a law that the solver needs", () => {
    const { viscosity: _, ...properties } = coolantDescription("water").properties;
    expect(() => compileCoolant({ ...coolantDescription("water"), properties })).toThrow(
      /coolant water: property viscosity is missing/,
    );
  });
});

describe("a glycol mixture", () => {
  // Oracle: freezing points of ASHRAE Fundamentals by mass, within 2.5 K (theirs are inhibited); laws of pure water at fraction 0.
  it.each([
    ["propylene-glycol-water", 0.2, -7.1],
    ["propylene-glycol-water", 0.3, -12.7],
    ["propylene-glycol-water", 0.4, -21.1],
    ["propylene-glycol-water", 0.5, -33.5],
    ["ethylene-glycol-water", 0.2, -7.8],
    ["ethylene-glycol-water", 0.3, -14.1],
    ["ethylene-glycol-water", 0.4, -22.3],
    ["ethylene-glycol-water", 0.5, -33.8],
  ])("%s at %f freezes near %f degC", (id, fraction, celsius) => {
    expect(Math.abs(coolantNamed(id, fraction).freezingTemperatureK - 273.15 - celsius)).toBeLessThan(2.5);
  });

  it.each(["propylene-glycol-water", "ethylene-glycol-water"])("%s without glycol is water", (id) => {
    const mixture = coolantNamed(id, 0);
    const water = coolantNamed("water");
    for (let t = 278.15; t < 333; t += 5) {
      expect(Math.abs(mixture.density(t) / water.density(t) - 1)).toBeLessThan(2e-3);
      expect(Math.abs(mixture.specificHeat(t) / water.specificHeat(t) - 1)).toBeLessThan(0.01);
      expect(Math.abs(mixture.viscosity(t) / water.viscosity(t) - 1)).toBeLessThan(0.05);
      expect(Math.abs(mixture.vapourPressure(t) / water.vapourPressure(t) - 1)).toBeLessThan(2e-3);
    }
  });

  it.each(["propylene-glycol-water", "ethylene-glycol-water"])(
    "%s is denser, thicker and freezes lower with more glycol",
    (id) => {
      for (let fraction = 0.05; fraction <= 0.55; fraction += 0.05) {
        const [less, more] = [coolantNamed(id, fraction), coolantNamed(id, fraction + 0.05)];
        expect(more.freezingTemperatureK).toBeLessThan(less.freezingTemperatureK);
        expect(more.density(293.15)).toBeGreaterThan(less.density(293.15));
        expect(more.viscosity(293.15)).toBeGreaterThan(less.viscosity(293.15));
        expect(more.specificHeat(293.15)).toBeLessThan(less.specificHeat(293.15));
        expect(more.vapourPressure(293.15)).toBeLessThan(less.vapourPressure(293.15));
      }
    },
  );

  it.each(["propylene-glycol-water", "ethylene-glycol-water"])(
    "%s thins steadily from first ice to 100 degC at every fraction",
    (id) => {
      for (let fraction = 0; fraction <= 0.6; fraction += 0.1) {
        const { viscosity, conductivity, specificHeat } = coolantNamed(id, fraction).curves;
        for (let t = viscosity.lowK + 0.1; t < viscosity.highK; t += 0.5) {
          expect(viscosity.slopeAt(t), `${fraction} at ${t} K`).toBeLessThan(0);
          expect(viscosity.at(t)).toBeGreaterThan(2e-4);
          expect(conductivity.at(t)).toBeGreaterThan(0.2);
          expect(specificHeat.at(t)).toBeGreaterThan(2500);
        }
      }
    },
  );
});
