import type { PropertyName } from "./coolant-description.ts";
import type { EnthalpyCurve } from "./enthalpy-curve.ts";
import type { PropertyCurve } from "./property-curve.ts";

/** Enthalpy of a coolant is counted from here [K] (or from the nearer end of its range). */
export const ENTHALPY_ZERO_K = 273.15;

/** A property asked for outside its range: which, between which temperatures, and what holds. */
export interface Excursion {
  readonly coolant: string;
  readonly property: PropertyName;
  readonly askedK: readonly [number, number];
  readonly rangeK: readonly [number, number];
  readonly message: string;
}

/** The curves a {@link Coolant} is made of. */
export interface CoolantCurves extends Readonly<Record<PropertyName, PropertyCurve>> {
  readonly enthalpy: EnthalpyCurve;
  /** Pressure at which `density` holds [K -> Pa]. */
  readonly referencePressure: PropertyCurve;
}

/** What a {@link Coolant} is, apart from its curves. */
export interface CoolantIdentity {
  readonly id: string;
  readonly name: string;
  readonly massFraction: number;
  readonly freezingTemperatureK: number;
  /** 0 where the coolant has no published heat of fusion. */
  readonly fusionHeatJPerKg: number;
  readonly vapourMolarMassKgPerMol: number;
}

/**
 * A liquid coolant as the solver uses it: every method takes kelvin, returns SI, allocates nothing and is smooth to the
 * second derivative within the property's range. One class serves library coolants and test laws, so calls stay monomorphic.
 *
 * Outside a range the nearer end's value holds (enthalpy goes on straight), and the excursion is kept until
 * {@link clearExcursions}: read {@link excursions} after each accepted step. An instance belongs to one simulation.
 */
export class Coolant implements CoolantIdentity {
  readonly id: string;
  readonly name: string;
  readonly massFraction: number;
  readonly freezingTemperatureK: number;
  readonly fusionHeatJPerKg: number;
  readonly vapourMolarMassKgPerMol: number;
  readonly curves: CoolantCurves;

  constructor(identity: CoolantIdentity, curves: CoolantCurves) {
    this.id = identity.id;
    this.name = identity.name;
    this.massFraction = identity.massFraction;
    this.freezingTemperatureK = identity.freezingTemperatureK;
    this.fusionHeatJPerKg = identity.fusionHeatJPerKg;
    this.vapourMolarMassKgPerMol = identity.vapourMolarMassKgPerMol;
    this.curves = curves;
  }

  /** The same coolant with a clean record of excursions; shares the compiled curves, so it costs next to nothing. */
  fresh(): Coolant {
    const { enthalpy, ...rest } = this.curves;
    const copies = Object.fromEntries(Object.entries(rest).map(([name, curve]) => [name, curve.again()]));
    return new Coolant(this, { ...(copies as Omit<CoolantCurves, "enthalpy">), enthalpy });
  }

  /** Density of the liquid at its reference pressure [kg/m3]. */
  density(temperatureK: number): number {
    return this.curves.density.at(temperatureK);
  }

  densitySlope(temperatureK: number): number {
    return this.curves.density.slopeAt(temperatureK);
  }

  /** Density at a pressure [kg/m3]: first order in (p - reference) / bulk modulus; better than 1e-3 below 5 MPa. */
  densityAt(temperatureK: number, pressurePa: number): number {
    const excess = pressurePa - this.curves.referencePressure.at(temperatureK);
    return this.curves.density.at(temperatureK) * (1 + excess / this.curves.bulkModulus.at(temperatureK));
  }

  /** Derivative of {@link densityAt} by pressure [kg/(m3 Pa)]. */
  densityPressureSlope(temperatureK: number): number {
    return this.curves.density.at(temperatureK) / this.curves.bulkModulus.at(temperatureK);
  }

  /** Derivative of {@link densityAt} by temperature [kg/(m3 K)]. */
  densityAtSlope(temperatureK: number, pressurePa: number): number {
    const c = this.curves;
    const density = c.density.at(temperatureK);
    const bulk = c.bulkModulus.at(temperatureK);
    const excess = pressurePa - c.referencePressure.at(temperatureK);
    return (
      c.density.slopeAt(temperatureK) * (1 + excess / bulk) -
      (density / bulk) *
        (c.referencePressure.slopeAt(temperatureK) + (excess / bulk) * c.bulkModulus.slopeAt(temperatureK))
    );
  }

  /** Isothermal bulk modulus [Pa]. */
  bulkModulus(temperatureK: number): number {
    return this.curves.bulkModulus.at(temperatureK);
  }

  /** Heat capacity at constant pressure [J/(kg K)]. */
  specificHeat(temperatureK: number): number {
    return this.curves.specificHeat.at(temperatureK);
  }

  specificHeatSlope(temperatureK: number): number {
    return this.curves.specificHeat.slopeAt(temperatureK);
  }

  /** Specific enthalpy [J/kg], the exact integral of the heat capacity from {@link ENTHALPY_ZERO_K}. */
  enthalpy(temperatureK: number): number {
    return this.curves.enthalpy.at(temperatureK);
  }

  /** Derivative of {@link enthalpy}: the heat capacity, except where a test law sets enthalpy apart. */
  enthalpySlope(temperatureK: number): number {
    return this.curves.enthalpy.slopeAt(temperatureK);
  }

  /** Temperature of a given enthalpy [K], by Newton's method from `startK`; within 1e-9 K. */
  temperatureOfEnthalpy(enthalpyJPerKg: number, startK: number): number {
    let temperatureK = startK;
    for (let i = 0; i < 50; i++) {
      const step =
        (enthalpyJPerKg - this.curves.enthalpy.at(temperatureK)) / this.curves.enthalpy.slopeAt(temperatureK);
      temperatureK += step;
      if (Math.abs(step) < 1e-10 * Math.abs(temperatureK)) break;
    }
    return temperatureK;
  }

  /** Dynamic viscosity [Pa s]. */
  viscosity(temperatureK: number): number {
    return this.curves.viscosity.at(temperatureK);
  }

  viscositySlope(temperatureK: number): number {
    return this.curves.viscosity.slopeAt(temperatureK);
  }

  /** Thermal conductivity [W/(m K)]. */
  conductivity(temperatureK: number): number {
    return this.curves.conductivity.at(temperatureK);
  }

  conductivitySlope(temperatureK: number): number {
    return this.curves.conductivity.slopeAt(temperatureK);
  }

  /** Vapour pressure [Pa]. */
  vapourPressure(temperatureK: number): number {
    return this.curves.vapourPressure.at(temperatureK);
  }

  vapourPressureSlope(temperatureK: number): number {
    return this.curves.vapourPressure.slopeAt(temperatureK);
  }

  /** Heat of vaporisation [J/kg]. */
  latentHeat(temperatureK: number): number {
    return this.curves.latentHeat.at(temperatureK);
  }

  latentHeatSlope(temperatureK: number): number {
    return this.curves.latentHeat.slopeAt(temperatureK);
  }

  /** Density of the saturated vapour [kg/m3]. */
  vapourDensity(temperatureK: number): number {
    return this.curves.vapourDensity.at(temperatureK);
  }

  /** Heat capacity of the thin vapour at constant pressure [J/(kg K)]. */
  vapourSpecificHeat(temperatureK: number): number {
    return this.curves.vapourSpecificHeat.at(temperatureK);
  }

  /** Surface tension [N/m]. */
  surfaceTension(temperatureK: number): number {
    return this.curves.surfaceTension.at(temperatureK);
  }

  /** Every property asked for outside its range since the last {@link clearExcursions}. */
  excursions(): Excursion[] {
    const found: Excursion[] = [];
    for (const property of Object.keys(this.curves) as (PropertyName | "enthalpy" | "referencePressure")[]) {
      if (property === "enthalpy" || property === "referencePressure") continue;
      const { asked, lowK, highK } = this.curves[property];
      if (asked[0]! > asked[1]!) continue;
      const askedK = [asked[0]!, asked[1]!] as const;
      found.push({
        coolant: this.id,
        property,
        askedK,
        rangeK: [lowK, highK],
        message:
          `${this.name}: ${property} asked for at ${spoken(askedK[0], askedK[1])}, valid from ${lowK.toFixed(2)} to ` +
          `${highK.toFixed(2)} K; the value at the nearer end is used`,
      });
    }
    return found;
  }

  /** Forgets all excursions. */
  clearExcursions(): void {
    for (const curve of Object.values(this.curves)) if ("clear" in curve) curve.clear();
  }
}

function spoken(low: number, high: number): string {
  return low === high ? `${low.toFixed(2)} K` : `${low.toFixed(2)} to ${high.toFixed(2)} K`;
}
