import { describe, expect, it } from "vitest";
import type { PropertyName } from "./coolant-description.ts";
import { coolantDescription, coolantIds, coolantNamed } from "./coolant-library.ts";

// Tolerances: heat capacity against the central difference of enthalpy 1e-6 relative, slopes against central differences
// 1e-6 of the property's largest slope, temperature from enthalpy 1e-8 K.
const coolants = coolantIds.map((id) => [id, coolantNamed(id)] as const);
const STEP_K = 0.01;

function sweep(low: number, high: number, count = 400): number[] {
  return Array.from({ length: count + 1 }, (_, i) => low + 0.02 + ((high - low - 0.04) * i) / count);
}

describe.each(coolants)("coolant %s", (_id, coolant) => {
  const { curves } = coolant;

  it("has an enthalpy whose slope is its heat capacity", () => {
    for (const t of sweep(curves.specificHeat.lowK, curves.specificHeat.highK)) {
      const difference = (coolant.enthalpy(t + STEP_K) - coolant.enthalpy(t - STEP_K)) / (2 * STEP_K);
      expect(Math.abs(difference / coolant.specificHeat(t) - 1)).toBeLessThan(1e-6);
      expect(Math.abs(coolant.enthalpySlope(t) / coolant.specificHeat(t) - 1)).toBeLessThan(1e-12);
    }
  });

  it("gives slopes that are the derivatives of its values", () => {
    for (const curve of Object.values(curves)) {
      const inside = sweep(curve.lowK, Math.min(curve.highK, 1000));
      const largest = Math.max(...inside.map((t) => Math.abs(curve.slopeAt(t))), 1e-300);
      for (const t of inside) {
        const difference = (curve.at(t + 1e-3) - curve.at(t - 1e-3)) / 2e-3;
        const roundOff = (1e-12 * Math.abs(curve.at(t))) / largest;
        expect(Math.abs(difference - curve.slopeAt(t)) / largest).toBeLessThan(1e-6 + roundOff);
      }
    }
  });

  it("has positive properties over its range", () => {
    for (const curve of [curves.density, curves.specificHeat, curves.viscosity, curves.conductivity])
      for (const t of sweep(curve.lowK, curve.highK)) expect(curve.at(t)).toBeGreaterThan(0);
    for (const curve of [curves.vapourPressure, curves.latentHeat, curves.bulkModulus, curves.surfaceTension])
      for (const t of sweep(curve.lowK, curve.highK)) expect(curve.at(t)).toBeGreaterThan(0);
  });

  it("boils more, thins and holds its vapour less when warmed, at every temperature", () => {
    const rising: PropertyName[] = ["vapourPressure", "vapourDensity", "vapourSpecificHeat"];
    const falling: PropertyName[] = ["viscosity", "latentHeat", "surfaceTension"];
    for (const name of rising)
      for (const t of sweep(curves[name].lowK, curves[name].highK))
        expect(curves[name].slopeAt(t), `${name} at ${t} K`).toBeGreaterThan(0);
    for (const name of falling)
      for (const t of sweep(curves[name].lowK, curves[name].highK))
        expect(curves[name].slopeAt(t), `${name} at ${t} K`).toBeLessThan(0);
  });

  it("swells when warmed, from 4 degC on in the case of water", () => {
    const low = coolant.id === "water" ? 277.2 : curves.density.lowK;
    for (const t of sweep(low, curves.density.highK))
      expect(coolant.densitySlope(t), `${t} K`).toBeLessThan(0);
  });

  it("finds the temperature of an enthalpy", () => {
    for (const t of sweep(curves.specificHeat.lowK, curves.specificHeat.highK, 30))
      expect(Math.abs(coolant.temperatureOfEnthalpy(coolant.enthalpy(t), 290) - t)).toBeLessThan(1e-8);
  });

  it("names every source it quotes", () => {
    const { properties, sources, freezing } = coolantDescription(coolant.id);
    const quoted = [freezing.source, freezing.fusionSource ?? "estimate"].concat(
      Object.values(properties).map((property) => property.source),
    );
    for (const key of quoted) if (key !== "estimate") expect(Object.keys(sources)).toContain(key);
  });

  it("holds the end value outside its range, goes on with enthalpy, and says so by name", () => {
    coolant.clearExcursions();
    const { lowK, highK } = curves.density;
    expect(coolant.density(lowK - 20)).toBe(curves.density.at(lowK));
    expect(coolant.density(highK + 15)).toBeCloseTo(curves.density.at(highK), 9);
    expect(coolant.densitySlope(highK + 15)).toBe(0);
    const { highK: heatHighK } = curves.specificHeat;
    const beyond = coolant.enthalpy(heatHighK + 10) - coolant.enthalpy(heatHighK);
    expect(beyond / (10 * coolant.specificHeat(heatHighK))).toBeCloseTo(1, 9);
    const found = coolant.excursions();
    expect(found.map((excursion) => excursion.property)).toEqual(["density"]);
    expect(found[0]!.askedK).toEqual([lowK - 20, highK + 15]);
    expect(found[0]!.message).toContain(coolant.name);
    expect(found[0]!.message).toMatch(/density asked for at .* valid from .* nearer end/);
    coolant.clearExcursions();
    expect(coolant.excursions()).toEqual([]);
  });

  it("does not hide a temperature that is not a number", () => {
    expect(coolant.density(Number.NaN)).toBeNaN();
    expect(coolant.viscositySlope(Number.NaN)).toBeNaN();
    expect(coolant.enthalpy(Number.NaN)).toBeNaN();
  });
});
