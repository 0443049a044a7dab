import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { verifyBelow } from "../../test/verified.case.ts";
import { constantProperties, lawProperties, tabulatedProperties } from "./law-coolant.ts";

// Oracle: the property table of another solver (GUNNS water). Relative tolerances: density 1e-9, heat capacity 1e-9,
// enthalpy 1e-9 (the law and the printed digits of the table agree to that).
const TOLERANCE = 1e-9;
const TABLE = "../shared/reference/gunns/props_water.csv";

// Density is quadratic in temperature and linear in pressure, heat capacity linear in temperature, enthalpy is c(T) T.
const x = (t: number) => (t - 290) / 40;
const densityAt250kPa = (t: number) => 998.0184881 - 8.337262114 * x(t) - 4.936020653 * x(t) ** 2;
const densityPer500kPa = (t: number) => 0.2356223844 - 0.1226223573 * x(t) + 0.05049031556 * x(t) ** 2;
const heatCapacity = (t: number) => 4191.241828 + 3.034345698 * x(t);
const otherSolversWater = () =>
  lawProperties({
    name: "water of another solver",
    rangeK: [260, 350],
    density: densityAt250kPa,
    referencePressurePa: 250e3,
    bulkModulus: (t) => (500e3 * densityAt250kPa(t)) / densityPer500kPa(t),
    specificHeat: heatCapacity,
    enthalpy: (t) => heatCapacity(t) * t,
  });

describe("property laws put in a coolant's place", () => {
  it("reproduce the table of another solver at every temperature and pressure", () => {
    if (!existsSync(TABLE)) {
      console.log(`skipped: ${TABLE} is not here`);
      return;
    }
    const water = otherSolversWater();
    const rows = readFileSync(TABLE, "utf8").trim().split("\n").slice(1);
    expect(rows.length).toBeGreaterThan(50);
    for (const row of rows) {
      const [t, pressureKPa, density, cp, enthalpy] = row.split(",").map(Number) as [
        number,
        number,
        number,
        number,
        number,
      ];
      verifyBelow(
        { subject: "density by another solver's law", oracle: "its own table", unit: "relative" },
        Math.abs(water.densityAt(t, pressureKPa * 1000) / density - 1),
        TOLERANCE,
      );
      expect(Math.abs(water.specificHeat(t) / cp - 1)).toBeLessThan(TOLERANCE);
      verifyBelow(
        { subject: "enthalpy by another solver's law", oracle: "its own table", unit: "relative" },
        Math.abs(water.enthalpy(t) / enthalpy - 1),
        TOLERANCE,
      );
    }
  });

  it("keep an enthalpy that is c(T) T apart from the heat capacity", () => {
    const water = otherSolversWater();
    expect(water.specificHeat(290)).toBeCloseTo(4191.24, 2);
    expect(water.enthalpySlope(290)).toBeCloseTo(4213.24, 2); // cp + T dcp/dT
  });

  it("are the same everywhere when they are constant, and the enthalpy is straight", () => {
    const fluid = constantProperties({ density: 900, specificHeat: 2000, viscosity: 5e-4 });
    for (let t = 120; t < 600; t += 7.3) {
      expect(fluid.density(t)).toBe(900);
      expect(fluid.densityAt(t, 5e6)).toBeCloseTo(900, 9);
      expect(fluid.viscosity(t)).toBe(5e-4);
      expect(fluid.enthalpy(t)).toBeCloseTo(2000 * (t - 273.15), 5);
      expect(fluid.vapourPressure(t)).toBe(0);
    }
    expect(fluid.excursions()).toEqual([]);
  });

  it("go through the rows of a table", () => {
    const rows = [260, 280, 300, 320].map((temperatureK) => ({
      temperatureK,
      density: densityAt250kPa(temperatureK),
      specificHeat: heatCapacity(temperatureK),
    }));
    const water = tabulatedProperties("table", rows);
    for (let t = 260; t <= 320; t += 1.7) {
      expect(Math.abs(water.density(t) / densityAt250kPa(t) - 1)).toBeLessThan(1e-12);
      expect(Math.abs(water.enthalpySlope(t) / heatCapacity(t) - 1)).toBeLessThan(1e-12);
    }
  });
});
