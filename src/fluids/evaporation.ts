import { GAS_CONSTANT } from "./compile-coolant.ts";
import type { Coolant } from "./coolant.ts";

/** Stefan-Boltzmann constant [W/(m2 K4)], CODATA 2018. */
const STEFAN_BOLTZMANN = 5.670374419e-8;

/**
 * Part of a liquid that evaporates when evaporation alone cools it from `fromK` to `toK`, adiabatically and well mixed:
 * 1 - exp(-integral of c/L dT). Simpson's rule on intervals of at most 1 K.
 */
export function flashedFraction(
  coolant: Pick<Coolant, "specificHeat" | "latentHeat">,
  fromK: number,
  toK: number,
): number {
  if (!(toK <= fromK))
    throw new RangeError(
      `flash: ${toK} K is not below the starting temperature ${fromK} K; evaporation only cools`,
    );
  const count = 2 * Math.max(1, Math.ceil((fromK - toK) / 2));
  const step = (fromK - toK) / count;
  let sum = 0;
  for (let i = 0; i <= count; i++) {
    const t = toK + i * step;
    const weight = i === 0 || i === count ? 1 : i % 2 === 1 ? 4 : 2;
    sum += (weight * coolant.specificHeat(t)) / coolant.latentHeat(t);
  }
  return 1 - Math.exp((-sum * step) / 3);
}

/** Part of a liquid at its freezing point that must evaporate so that the rest freezes, without heat from outside. */
export function evaporatedToFreeze(fusionHeatJPerKg: number, latentHeatJPerKg: number): number {
  return fusionHeatJPerKg / (fusionHeatJPerKg + latentHeatJPerKg);
}

/**
 * Mass that a free surface gives to vacuum [kg/(m2 s)]: Hertz and Knudsen, p sqrt(M / (2 pi R T)), every molecule that
 * leaves counted (accommodation 1), none coming back.
 */
export function evaporationFlux(coolant: Coolant, temperatureK: number): number {
  return (
    coolant.vapourPressure(temperatureK) *
    Math.sqrt(coolant.vapourMolarMassKgPerMol / (2 * Math.PI * GAS_CONSTANT * temperatureK))
  );
}

/**
 * Heat that a free surface loses by evaporation and by its own radiation [W/m2]; black unless `emissivity` says otherwise.
 */
export function surfaceLoss(coolant: Coolant, temperatureK: number, emissivity = 1): number {
  return (
    coolant.latentHeat(temperatureK) * evaporationFlux(coolant, temperatureK) +
    emissivity * STEFAN_BOLTZMANN * temperatureK ** 4
  );
}

/**
 * Temperature at which a drop in vacuum loses what it absorbs [K], or "colder" where that lies below the range of the
 * coolant's vapour pressure. `absorbedWPerM2` is the mean over the drop's whole surface: a quarter of absorbed sunlight
 * plus infrared. Within 1e-9 K.
 */
export function equilibriumTemperature(
  coolant: Coolant,
  absorbedWPerM2: number,
  emissivity = 1,
): number | "colder" {
  let low = Math.max(coolant.curves.vapourPressure.lowK, coolant.curves.latentHeat.lowK);
  let high = Math.min(coolant.curves.vapourPressure.highK, coolant.curves.latentHeat.highK);
  if (surfaceLoss(coolant, low, emissivity) >= absorbedWPerM2) return "colder";
  while (high - low > 1e-9) {
    const middle = 0.5 * (low + high);
    if (surfaceLoss(coolant, middle, emissivity) > absorbedWPerM2) high = middle;
    else low = middle;
  }
  return 0.5 * (low + high);
}

/** What becomes of coolant that sprays into vacuum. */
export interface PlumeFate {
  /** "ice": drops settle below the freezing point. "liquid": they settle above it and stay liquid until they are gone. */
  readonly settlesAs: "ice" | "liquid";
  /** Temperature that drops settle at; "colder" than the library's vapour pressure reaches. */
  readonly equilibriumK: number | "colder";
  /** Part of the spray that has evaporated when it reaches the freezing point, or the equilibrium if that is warmer. */
  readonly flashedFraction: number;
  /** Part of the spray that becomes ice; 0 for a liquid plume, NaN where the heat of fusion is not known. */
  readonly iceFraction: number;
}

/**
 * The fate of a spray that leaves at `fromK` and absorbs `absorbedWPerM2`, mean over a drop's surface. For pure coolants; of
 * a mixture only the water leaves, so what is left grows richer in the other part and this is its first moment only.
 */
export function plumeFate(coolant: Coolant, fromK: number, absorbedWPerM2: number): PlumeFate {
  const equilibriumK = equilibriumTemperature(coolant, absorbedWPerM2);
  const freezes = equilibriumK === "colder" || equilibriumK < coolant.freezingTemperatureK;
  if (!freezes)
    return {
      settlesAs: "liquid",
      equilibriumK,
      flashedFraction: flashedFraction(coolant, fromK, Math.min(equilibriumK, fromK)),
      iceFraction: 0,
    };
  const flashed = flashedFraction(coolant, fromK, Math.min(coolant.freezingTemperatureK, fromK));
  const toFreeze =
    coolant.fusionHeatJPerKg > 0
      ? evaporatedToFreeze(coolant.fusionHeatJPerKg, coolant.latentHeat(coolant.freezingTemperatureK))
      : Number.NaN;
  return {
    settlesAs: "ice",
    equilibriumK,
    flashedFraction: flashed,
    iceFraction: (1 - flashed) * (1 - toFreeze),
  };
}
