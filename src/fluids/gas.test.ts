import { describe, expect, it } from "vitest";
import { verifyBelow } from "../../test/verified.case.ts";
import { coolantIds, coolantNamed } from "./coolant-library.ts";
import { chokedCoefficient, IdealGas } from "./gas.ts";
import { helium, nitrogen, vapourOf } from "./gas-library.ts";

// Oracles: nitrogen and helium at 300 K, 0.1 MPa from the NIST WebBook fluid pages (density 0.1 %, heat capacities 0.2 %,
// transport 0.5 %); textbook value of the choked coefficient; blowdown time constants of another solver (1e-6).
describe("gas of an accumulator", () => {
  it("agrees with the published properties of nitrogen", () => {
    const gas = nitrogen();
    expect(gas.density(300, 1e5) / 1.1233).toBeCloseTo(1, 3);
    expect(gas.specificHeat(300) / 1041.3).toBeCloseTo(1, 2);
    expect(gas.specificHeatAtVolume(300) / 743.2).toBeCloseTo(1, 2);
    expect(gas.heatRatio(300) / 1.4013).toBeCloseTo(1, 2);
    expect(Math.abs(gas.viscosity(300) / 1.7889e-5 - 1)).toBeLessThan(5e-3);
    expect(Math.abs(gas.conductivity(300) / 0.025968 - 1)).toBeLessThan(5e-3);
  });

  it("agrees with the published properties of helium, which is monatomic", () => {
    const gas = helium();
    expect(Math.abs(gas.density(300, 1e5) / 0.16039 - 1)).toBeLessThan(1e-3);
    expect(gas.heatRatio(300)).toBeCloseTo(5 / 3, 4);
    expect(Math.abs(gas.viscosity(300) / 1.993e-5 - 1)).toBeLessThan(5e-3);
  });

  it("chokes as the textbook says, 0.6847 for a ratio of 1.4", () => {
    expect(chokedCoefficient(1.4)).toBeCloseTo(0.6847, 4);
    expect(chokedCoefficient(5 / 3)).toBeCloseTo(0.7262, 4);
  });

  it("empties a vessel with the time constant of another solver's case", () => {
    const vesselM3 = 0.05;
    const orificeM2 = 0.8 * (Math.PI / 4) * 0.002 ** 2;
    const constantRatio = (gamma: number, molarMassKgPerMol: number) =>
      new IdealGas({
        name: "test",
        molarMassKgPerMol,
        rangeK: [200, 400],
        specificHeat: (gamma / (gamma - 1)) * (8.31446261815324 / molarMassKgPerMol),
        viscosity: 1e-5,
        conductivity: 0.02,
      });
    for (const [gamma, molarMass, temperatureK, tauS] of [
      [1.403779, 0.0280134, 293.15, 98.407093],
      [1.6667, 0.0040026, 293.15, 35.106643],
    ] as const) {
      const gas = constantRatio(gamma, molarMass);
      const massKg = gas.density(temperatureK, 500e3) * vesselM3;
      const tau = massKg / (orificeM2 * gas.chokedMassFlux(temperatureK, 500e3));
      verifyBelow(
        { subject: "time constant of a gas vessel", oracle: "another solver's case", unit: "relative" },
        Math.abs(tau / tauS - 1),
        1e-5,
      );
    }
  });

  it("flows less towards a higher back pressure, nothing towards an equal one, and joins the choked branch without a jump", () => {
    const gas = nitrogen();
    let last = Number.POSITIVE_INFINITY;
    for (let back = 0; back <= 3e5; back += 1e3) {
      const flux = gas.massFlux(300, 3e5, back);
      expect(flux).toBeLessThanOrEqual(last * (1 + 1e-12));
      last = flux;
    }
    expect(last).toBe(0);
    const critical = 3e5 * (2 / 2.4013) ** (1.4013 / 0.4013);
    const above = gas.massFlux(300, 3e5, critical * 1.001);
    expect(Math.abs(above / gas.chokedMassFlux(300, 3e5) - 1)).toBeLessThan(1e-4);
  });
});

describe.each(coolantIds)("vapour of %s", (id) => {
  it("is heavier the warmer the liquid, and blows out in proportion to its pressure", () => {
    const coolant = coolantNamed(id);
    const vapour = vapourOf(coolant);
    const warm = 300;
    expect(vapour.heatRatio(warm)).toBeGreaterThan(1);
    expect(vapour.heatRatio(warm)).toBeLessThan(1.4);
    const flux = vapour.chokedMassFlux(warm, coolant.vapourPressure(warm));
    expect(flux / vapour.chokedMassFlux(warm, 2 * coolant.vapourPressure(warm))).toBeCloseTo(0.5, 9);
    // an ideal gas at vapour pressure is within 15 % of the saturated vapour's density (ammonia at 1 MPa is 11 % denser)
    const ideal = vapour.density(warm, coolant.vapourPressure(warm));
    expect(Math.abs(ideal / coolant.vapourDensity(warm) - 1)).toBeLessThan(0.15);
  });
});
