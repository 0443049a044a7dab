import type { PropertyLaw } from "./property-law.ts";

/** The properties that a coolant file may give; units in {@link propertyUnits}. */
export type PropertyName =
  | "density"
  | "specificHeat"
  | "viscosity"
  | "conductivity"
  | "vapourPressure"
  | "latentHeat"
  | "bulkModulus"
  | "vapourDensity"
  | "vapourSpecificHeat"
  | "surfaceTension";

/** SI unit of each property, as written in tables and messages. */
export const propertyUnits: Readonly<Record<PropertyName, string>> = {
  density: "kg/m3",
  specificHeat: "J/(kg K)",
  viscosity: "Pa s",
  conductivity: "W/(m K)",
  vapourPressure: "Pa",
  latentHeat: "J/kg",
  bulkModulus: "Pa",
  vapourDensity: "kg/m3",
  vapourSpecificHeat: "J/(kg K)",
  surfaceTension: "N/m",
};

/** One property of a coolant file. */
export interface PropertyDescription {
  readonly law: PropertyLaw;
  /** Temperatures between which the law holds [K]. */
  readonly rangeK: readonly [number, number];
  /** Key into the file's sources; "estimate" where nothing published was found. */
  readonly source: string;
  /** Relative uncertainty, as the source or our own comparison gives it: 0.02 is 2 %. */
  readonly uncertainty: number;
  readonly note?: string;
}

/** What a coolant file says. All numbers in SI; temperatures in kelvin. */
export interface CoolantDescription {
  readonly id: string;
  readonly name: string;
  readonly composition: string;
  /** Molar mass of the vapour that leaves the liquid [kg/mol]. */
  readonly vapourMolarMassKgPerMol: number;
  /** Pressure at which the liquid's properties are given: a number [Pa], or the vapour pressure. */
  readonly referencePressure: number | "saturation";
  /** For a mixture: mass fraction of the substance dissolved in water. */
  readonly massFraction?: { readonly low: number; readonly high: number; readonly usual: number };
  readonly freezing: {
    /** First crystals on cooling [K]; for a mixture a polynomial in mass fraction about `aboutFraction`. */
    readonly temperatureK:
      | number
      | { readonly aboutFraction: number; readonly coefficients: readonly number[] };
    readonly kind: "melting point" | "pour point" | "first ice";
    readonly source: string;
    /** Heat of fusion [J/kg], where crystallisation of the whole is meant. */
    readonly fusionHeatJPerKg?: number;
    readonly fusionSource?: string;
  };
  readonly sources: Readonly<Record<string, string>>;
  readonly properties: Readonly<Partial<Record<PropertyName, PropertyDescription>>>;
}
