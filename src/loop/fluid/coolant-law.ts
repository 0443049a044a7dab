import type { Coolant } from "../../fluids/index.ts";
import type { FluidLaw } from "./fluid-law.ts";

/** Pressure at which a library coolant's density is tabulated [Pa]; density is linear in pressure about it. */
const TABLE_PRESSURE_PA = 3e5;

/** A coolant of the library as the solver takes it. Valid where density, specific heat and vapour pressure all are. */
export function coolantLaw(coolant: Coolant): FluidLaw {
  const { density, specificHeat, vapourPressure } = coolant.curves;
  const curves = [density, specificHeat, vapourPressure];
  return {
    name: coolant.name,
    minTemperatureK: Math.max(...curves.map((curve) => curve.lowK)),
    maxTemperatureK: Math.min(...curves.map((curve) => curve.highK)),
    density: (t) => coolant.densityAt(t, TABLE_PRESSURE_PA),
    specificHeat: (t) => coolant.specificHeat(t),
    enthalpy: (t) => coolant.enthalpy(t),
    viscosity: (t) => coolant.viscosity(t),
    conductivity: (t) => coolant.conductivity(t),
    vapourPressure: (t) => coolant.vapourPressure(t),
    compressibility: (t) => coolant.densityPressureSlope(t) / coolant.densityAt(t, TABLE_PRESSURE_PA),
    referencePressurePa: TABLE_PRESSURE_PA,
    molarMassKgPerMol: coolant.vapourMolarMassKgPerMol,
  };
}
