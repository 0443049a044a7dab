import type { Coolant } from "./coolant.ts";
import { evaporationFlux, surfaceLoss } from "./evaporation.ts";

/** A drop of coolant in vacuum: its temperature is uniform, which internal circulation and small size justify below 1 mm. */
export interface Drop {
  readonly timeS: number;
  readonly radiusM: number;
  readonly temperatureK: number;
  /** Part of the starting mass that is left. */
  readonly massLeft: number;
}

/** When to stop following a drop: whichever comes first. */
export interface DropEnd {
  readonly belowK?: number;
  readonly massLeftBelow?: number;
  readonly timeS?: number;
}

const LARGEST_STEPS = 200_000;

/**
 * Follows a drop that leaves at `fromK` with radius `radiusM` into vacuum while it evaporates (Hertz and Knudsen),
 * radiates as a black body and absorbs `absorbedWPerM2` (mean over its surface). Ends as `end` says, or when one part in a
 * million is left. Second order in time; steps of at most 0.5 K or 1 % of mass give times within 0.5 %.
 *
 * Valid within the ranges of the coolant's properties; it does not freeze the drop: see `plumeFate`.
 */
export function followDrop(
  coolant: Coolant,
  radiusM: number,
  fromK: number,
  absorbedWPerM2: number,
  end: DropEnd,
): Drop {
  const startMass = mass(coolant.density(fromK), radiusM);
  let timeS = 0;
  let left = 1;
  let temperatureK = fromK;
  const belowK = end.belowK ?? 0;
  const leastLeft = Math.max(end.massLeftBelow ?? 0, 1e-6);
  const lastS = end.timeS ?? Number.POSITIVE_INFINITY;
  for (let i = 0; i < LARGEST_STEPS; i++) {
    if (temperatureK < belowK || left <= leastLeft || timeS >= lastS) break;
    const first = rates(coolant, startMass, left, temperatureK, absorbedWPerM2);
    // the explicit step stays below half the time in which evaporation brings the temperature back to equilibrium
    const settling = 0.5 / relaxationRate(coolant, startMass, left, temperatureK, absorbedWPerM2);
    const step = Math.min(
      0.5 / Math.abs(first.warming),
      (0.01 * left) / first.loss,
      settling,
      Math.max(lastS - timeS, 1e-12),
    );
    const second = rates(
      coolant,
      startMass,
      left - step * first.loss,
      temperatureK + step * first.warming,
      absorbedWPerM2,
    );
    left -= 0.5 * step * (first.loss + second.loss);
    temperatureK += 0.5 * step * (first.warming + second.warming);
    timeS += step;
  }
  return {
    timeS,
    radiusM: radiusOf(startMass * Math.max(left, 0), coolant.density(temperatureK)),
    temperatureK,
    massLeft: Math.max(left, 0),
  };
}

function mass(density: number, radiusM: number): number {
  return (4 / 3) * Math.PI * density * radiusM ** 3;
}

function radiusOf(massKg: number, density: number): number {
  return Math.cbrt((3 * massKg) / (4 * Math.PI * density));
}

function rates(
  coolant: Coolant,
  startMass: number,
  left: number,
  temperatureK: number,
  absorbedWPerM2: number,
): { readonly loss: number; readonly warming: number } {
  const massKg = startMass * left;
  const area = 4 * Math.PI * radiusOf(massKg, coolant.density(temperatureK)) ** 2;
  return {
    loss: (area * evaporationFlux(coolant, temperatureK)) / startMass,
    warming:
      (area * (absorbedWPerM2 - surfaceLoss(coolant, temperatureK))) /
      (massKg * coolant.specificHeat(temperatureK)),
  };
}

function relaxationRate(
  coolant: Coolant,
  startMass: number,
  left: number,
  temperatureK: number,
  absorbedWPerM2: number,
): number {
  const here = rates(coolant, startMass, left, temperatureK, absorbedWPerM2).warming;
  const warmer = rates(coolant, startMass, left, temperatureK + 0.01, absorbedWPerM2).warming;
  return Math.max((here - warmer) / 0.01, 1e-12);
}
