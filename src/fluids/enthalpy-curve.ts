import type { PropertyCurve } from "./property-curve.ts";

/**
 * Specific enthalpy [J/kg] against temperature [K] as piecewise quartics: the exact integral of a cubic heat capacity.
 * Outside its range it goes on in a straight line with the slope of the nearer end, so it always rises with temperature
 * where the heat capacity is positive.
 */
export class EnthalpyCurve {
  readonly lowK: number;
  readonly highK: number;
  private readonly inverseSpacing: number;
  private readonly last: number;
  private readonly coefficients: Float64Array;

  constructor(lowK: number, highK: number, coefficients: Float64Array) {
    this.lowK = lowK;
    this.highK = highK;
    this.coefficients = coefficients;
    this.last = coefficients.length / 5 - 1;
    this.inverseSpacing = (this.last + 1) / (highK - lowK);
  }

  /** Enthalpy at `temperatureK` [J/kg]. */
  at(temperatureK: number): number {
    const place = (temperatureK - this.lowK) * this.inverseSpacing;
    const interval = place > this.last ? this.last : place > 0 ? place | 0 : 0;
    let s = place - interval;
    let along = 0;
    if (s < 0) {
      along = s;
      s = 0;
    } else if (s > 1) {
      along = s - 1;
      s = 1;
    }
    const c = this.coefficients;
    const k = 5 * interval;
    const inside = c[k]! + s * (c[k + 1]! + s * (c[k + 2]! + s * (c[k + 3]! + s * c[k + 4]!)));
    return along === 0 ? inside : inside + (along / this.inverseSpacing) * this.slopeAt(temperatureK);
  }

  /** Derivative of the enthalpy by temperature at `temperatureK` [J/(kg K)]. */
  slopeAt(temperatureK: number): number {
    const place = (temperatureK - this.lowK) * this.inverseSpacing;
    const interval = place > this.last ? this.last : place > 0 ? place | 0 : 0;
    let s = place - interval;
    if (s < 0) s = 0;
    else if (s > 1) s = 1;
    const c = this.coefficients;
    const k = 5 * interval;
    return this.inverseSpacing * (c[k + 1]! + s * (2 * c[k + 2]! + s * (3 * c[k + 3]! + s * 4 * c[k + 4]!)));
  }
}

/** The enthalpy that a heat capacity implies, 0 at `zeroK`. */
export function enthalpyFrom(specificHeat: PropertyCurve, zeroK: number): EnthalpyCurve {
  return new EnthalpyCurve(specificHeat.lowK, specificHeat.highK, specificHeat.integrated(zeroK));
}
