import { GAS_CONSTANT } from "./compile-coolant.ts";
import { ENTHALPY_ZERO_K } from "./coolant.ts";
import { type EnthalpyCurve, enthalpyFrom } from "./enthalpy-curve.ts";
import { curveOf, type PropertyCurve } from "./property-curve.ts";
import { repeatablePow } from "./repeatable-math.ts";

/**
 * An ideal gas with a heat capacity that follows temperature: the charge of an accumulator, or the vapour that a drained
 * loop blows out. Kelvin in, SI out, no allocation. Ideal within 0.2 % for nitrogen below 1 MPa between 250 and 350 K.
 */
export class IdealGas {
  readonly name: string;
  /** Specific gas constant [J/(kg K)]. */
  readonly gasConstant: number;
  private readonly heat: PropertyCurve;
  private readonly heatContent: EnthalpyCurve;
  private readonly ratio: PropertyCurve;
  private readonly choked: PropertyCurve;
  private readonly thickness: PropertyCurve;
  private readonly leading: PropertyCurve;

  constructor(laws: GasLaws) {
    this.name = laws.name;
    this.gasConstant = GAS_CONSTANT / laws.molarMassKgPerMol;
    const [lowK, highK] = laws.rangeK;
    const law = (value: number | ((t: number) => number)) =>
      typeof value === "number" ? curveOf(() => value, lowK, highK) : curveOf(value, lowK, highK);
    this.heat = law(laws.specificHeat);
    this.heatContent = enthalpyFrom(this.heat, ENTHALPY_ZERO_K);
    this.ratio = law((t) => this.heat.at(t) / (this.heat.at(t) - this.gasConstant));
    this.choked = law((t) => chokedCoefficient(this.ratio.at(t)) / Math.sqrt(this.gasConstant * t));
    this.thickness = law(laws.viscosity);
    this.leading = law(laws.conductivity);
  }

  /** Density [kg/m3]. */
  density(temperatureK: number, pressurePa: number): number {
    return pressurePa / (this.gasConstant * temperatureK);
  }

  /** Heat capacity at constant pressure [J/(kg K)]. */
  specificHeat(temperatureK: number): number {
    return this.heat.at(temperatureK);
  }

  /** Heat capacity at constant volume [J/(kg K)]. */
  specificHeatAtVolume(temperatureK: number): number {
    return this.heat.at(temperatureK) - this.gasConstant;
  }

  /** Ratio of the heat capacities. */
  heatRatio(temperatureK: number): number {
    return this.ratio.at(temperatureK);
  }

  /** Specific enthalpy [J/kg], 0 at 273.15 K. */
  enthalpy(temperatureK: number): number {
    return this.heatContent.at(temperatureK);
  }

  /** Dynamic viscosity at low pressure [Pa s]. */
  viscosity(temperatureK: number): number {
    return this.thickness.at(temperatureK);
  }

  /** Thermal conductivity at low pressure [W/(m K)]. */
  conductivity(temperatureK: number): number {
    return this.leading.at(temperatureK);
  }

  /** Mass flux through an ideal nozzle at the speed of sound, from stagnation state to vacuum [kg/(m2 s)]. */
  chokedMassFlux(temperatureK: number, pressurePa: number): number {
    return pressurePa * this.choked.at(temperatureK);
  }

  /** Mass flux from stagnation state through an ideal nozzle to a back pressure [kg/(m2 s)]; choked where that is low. */
  massFlux(temperatureK: number, pressurePa: number, backPressurePa: number): number {
    const gamma = this.ratio.at(temperatureK);
    const pressureRatio = backPressurePa / pressurePa;
    if (pressureRatio >= 1) return 0;
    const critical = repeatablePow(2 / (gamma + 1), gamma / (gamma - 1));
    if (pressureRatio <= critical) return this.chokedMassFlux(temperatureK, pressurePa);
    const once = repeatablePow(pressureRatio, 1 / gamma);
    const expansion = (2 * gamma * once * (once - pressureRatio)) / (gamma - 1);
    return pressurePa * Math.sqrt(expansion / (this.gasConstant * temperatureK));
  }
}

/** What an {@link IdealGas} is made from: numbers, or functions of temperature [K]; SI. */
export interface GasLaws {
  readonly name: string;
  readonly molarMassKgPerMol: number;
  readonly rangeK: readonly [number, number];
  readonly specificHeat: number | ((temperatureK: number) => number);
  readonly viscosity: number | ((temperatureK: number) => number);
  readonly conductivity: number | ((temperatureK: number) => number);
}

/** Flow coefficient of choked flow, sqrt(gamma) (2 / (gamma + 1))^((gamma + 1) / (2 (gamma - 1))). */
export function chokedCoefficient(gamma: number): number {
  return Math.sqrt(gamma) * repeatablePow(2 / (gamma + 1), (gamma + 1) / (2 * (gamma - 1)));
}
