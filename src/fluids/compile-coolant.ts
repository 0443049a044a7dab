import { Coolant, type CoolantCurves, ENTHALPY_ZERO_K } from "./coolant.ts";
import type { CoolantDescription, PropertyName } from "./coolant-description.ts";
import { enthalpyFrom } from "./enthalpy-curve.ts";
import { curveOf, type PropertyCurve } from "./property-curve.ts";
import { lawOf, polynomial } from "./property-law.ts";

/** Molar gas constant [J/(mol K)], SI 2019. */
export const GAS_CONSTANT = 8.31446261815324;

/**
 * Turns a coolant file into fast curves. `massFraction` is that of a mixture's solute; pure coolants take none.
 * Throws a RangeError that names coolant, property and limit if the file or the fraction makes no sense.
 *
 * Where a file leaves out the vapour's density it follows from vapour pressure and the ideal gas; a mixture's laws end
 * at its freezing temperature.
 */
export function compileCoolant(description: CoolantDescription, massFraction?: number): Coolant {
  const fraction = checkedFraction(description, massFraction);
  const { freezing } = description;
  const freezingTemperatureK =
    typeof freezing.temperatureK === "number"
      ? freezing.temperatureK
      : polynomial(freezing.temperatureK.coefficients, freezing.temperatureK.aboutFraction, fraction);

  const compiled = (name: PropertyName): PropertyCurve => {
    const property = description.properties[name];
    if (property === undefined)
      throw new RangeError(
        `coolant ${description.id}: property ${name} is missing; give it a law, or an estimate`,
      );
    const low = description.massFraction
      ? Math.max(property.rangeK[0], freezingTemperatureK)
      : property.rangeK[0];
    try {
      return curveOf(lawOf(property.law, fraction), low, property.rangeK[1]);
    } catch (reason) {
      throw new RangeError(`coolant ${description.id}, ${name}: ${(reason as Error).message}`);
    }
  };

  const specificHeat = compiled("specificHeat");
  const vapourPressure = compiled("vapourPressure");
  const curves: CoolantCurves = {
    density: compiled("density"),
    specificHeat,
    viscosity: compiled("viscosity"),
    conductivity: compiled("conductivity"),
    vapourPressure,
    latentHeat: compiled("latentHeat"),
    bulkModulus: compiled("bulkModulus"),
    vapourDensity: description.properties.vapourDensity
      ? compiled("vapourDensity")
      : idealVapourDensity(vapourPressure, description.vapourMolarMassKgPerMol),
    vapourSpecificHeat: compiled("vapourSpecificHeat"),
    surfaceTension: compiled("surfaceTension"),
    enthalpy: enthalpyFrom(specificHeat, ENTHALPY_ZERO_K),
    referencePressure:
      description.referencePressure === "saturation"
        ? vapourPressure.again()
        : constantCurve(description.referencePressure),
  };
  return new Coolant(
    {
      id: description.id,
      name: description.name,
      massFraction: fraction,
      freezingTemperatureK,
      fusionHeatJPerKg: freezing.fusionHeatJPerKg ?? 0,
      vapourMolarMassKgPerMol: description.vapourMolarMassKgPerMol,
    },
    curves,
  );
}

/** The same number at every temperature above absolute zero. */
export function constantCurve(value: number): PropertyCurve {
  return curveOf(() => value, 0, 1e4, 1e4);
}

function idealVapourDensity(vapourPressure: PropertyCurve, molarMassKgPerMol: number): PropertyCurve {
  const law = (t: number) => (vapourPressure.at(t) * molarMassKgPerMol) / (GAS_CONSTANT * t);
  return curveOf(law, vapourPressure.lowK, vapourPressure.highK);
}

function checkedFraction(description: CoolantDescription, massFraction: number | undefined): number {
  const limits = description.massFraction;
  if (limits === undefined) {
    if (massFraction !== undefined)
      throw new RangeError(
        `coolant ${description.id} is not a mixture; leave out the mass fraction ${massFraction}`,
      );
    return 1;
  }
  const fraction = massFraction ?? limits.usual;
  if (!(fraction >= limits.low && fraction <= limits.high))
    throw new RangeError(
      `coolant ${description.id}: mass fraction ${fraction} is outside ${limits.low} to ${limits.high}`,
    );
  return fraction;
}
