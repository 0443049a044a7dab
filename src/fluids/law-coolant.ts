import { constantCurve, GAS_CONSTANT } from "./compile-coolant.ts";
import { Coolant, type CoolantCurves, ENTHALPY_ZERO_K } from "./coolant.ts";
import { EnthalpyCurve, enthalpyFrom } from "./enthalpy-curve.ts";
import { curveOf, type PropertyCurve } from "./property-curve.ts";
import { CubicSpline } from "./spline.ts";

/**
 * Property laws of somebody else, to be put in a coolant's place when two solvers are compared. Each is a number or a
 * function of temperature [K]; what is left out is a harmless constant, named below. SI throughout.
 */
export interface PropertyLaws {
  readonly name?: string;
  readonly rangeK?: readonly [number, number];
  readonly density: Law;
  readonly specificHeat: Law;
  /** Left out: the exact integral of the heat capacity from 273.15 K. A law given here stands by itself. */
  readonly enthalpy?: (temperatureK: number) => number;
  /** Left out: 1e-3 Pa s. */
  readonly viscosity?: Law;
  /** Left out: 0.6 W/(m K). */
  readonly conductivity?: Law;
  /** Left out: 0, so nothing boils. */
  readonly vapourPressure?: Law;
  /** Left out: 2.4e6 J/kg. */
  readonly latentHeat?: Law;
  /** Left out: 1e30 Pa, an incompressible liquid. */
  readonly bulkModulus?: Law;
  /** Pressure at which `density` holds [Pa]. Left out: 0. */
  readonly referencePressurePa?: number;
}

type Law = number | ((temperatureK: number) => number);

const RANGE_K: readonly [number, number] = [100, 600];

/** A coolant with the same properties at every temperature, enthalpy included: h = c (T - 273.15 K). */
export function constantProperties(laws: {
  readonly density: number;
  readonly specificHeat: number;
  readonly viscosity?: number;
  readonly conductivity?: number;
  readonly vapourPressure?: number;
  readonly latentHeat?: number;
  readonly bulkModulus?: number;
}): Coolant {
  return lawProperties({ name: "constant properties", ...laws });
}

/**
 * A coolant that follows given laws. A law that is a polynomial up to the third order is met to round-off, another smooth
 * one within about 1e-9 relative (knots 1 K apart).
 */
export function lawProperties(laws: PropertyLaws): Coolant {
  const [lowK, highK] = laws.rangeK ?? RANGE_K;
  const curve = (law: Law | undefined, otherwise: number): PropertyCurve =>
    typeof law === "function"
      ? curveOf(law, lowK, highK)
      : curveOf(() => law ?? otherwise, lowK, highK, highK - lowK);
  const specificHeat = curve(laws.specificHeat, 0);
  const vapourPressure = curve(laws.vapourPressure, 0);
  const molarMassKgPerMol = 0.018;
  const curves: CoolantCurves = {
    density: curve(laws.density, 0),
    specificHeat,
    viscosity: curve(laws.viscosity, 1e-3),
    conductivity: curve(laws.conductivity, 0.6),
    vapourPressure,
    latentHeat: curve(laws.latentHeat, 2.4e6),
    bulkModulus: curve(laws.bulkModulus, 1e30),
    vapourDensity: curve((t) => (vapourPressure.at(t) * molarMassKgPerMol) / (GAS_CONSTANT * t), 0),
    vapourSpecificHeat: curve(1900, 0),
    surfaceTension: curve(0.07, 0),
    enthalpy: laws.enthalpy
      ? enthalpyOf(curveOf(laws.enthalpy, lowK, highK))
      : enthalpyFrom(specificHeat, ENTHALPY_ZERO_K),
    referencePressure: constantCurve(laws.referencePressurePa ?? 0),
  };
  const name = laws.name ?? "given laws";
  return new Coolant(
    {
      id: name.replaceAll(" ", "-"),
      name,
      massFraction: 1,
      freezingTemperatureK: lowK,
      fusionHeatJPerKg: 0,
      vapourMolarMassKgPerMol: molarMassKgPerMol,
    },
    curves,
  );
}

/** One row of a property table of another solver: temperature [K] and what it holds there, SI. */
export interface PropertyRow {
  readonly temperatureK: number;
  readonly density: number;
  readonly specificHeat: number;
  readonly enthalpy?: number;
  readonly viscosity?: number;
  readonly conductivity?: number;
}

/** A coolant through the rows of a table (two or more, rising), by cubic splines; its range is that of the rows. */
export function tabulatedProperties(name: string, rows: readonly PropertyRow[]): Coolant {
  const temperatures = rows.map((row) => row.temperatureK);
  const law = (property: keyof PropertyRow): ((temperatureK: number) => number) | undefined => {
    if (rows.some((row) => row[property] === undefined)) return undefined;
    const spline = new CubicSpline(
      temperatures,
      rows.map((row) => row[property]!),
    );
    return (t) => spline.at(t);
  };
  const optional = Object.fromEntries(
    (["enthalpy", "viscosity", "conductivity"] as const)
      .map((property) => [property, law(property)] as const)
      .filter(([, found]) => found !== undefined),
  );
  return lawProperties({
    name,
    rangeK: [temperatures[0]!, temperatures.at(-1)!],
    density: law("density")!,
    specificHeat: law("specificHeat")!,
    ...optional,
  });
}

function enthalpyOf(values: PropertyCurve): EnthalpyCurve {
  return new EnthalpyCurve(values.lowK, values.highK, values.asQuartics());
}
