import type { KilogramsPerSecond, Metres, Pascals } from "../../units/index.ts";
import { effectiveAreaM2, type Hole, liquidFlowKgPerS } from "./orifice.ts";

/** The line that feeds a hole: for a wide hole it, not the hole, limits the flow. */
export interface FeedTube {
  readonly boreM: Metres;
  readonly lengthM: Metres;
  readonly viscosityPaS: number;
}

/**
 * Darcy friction factor of a smooth tube over all Reynolds numbers, laminar limit 64/Re
 * (Churchill, Chemical Engineering 84, 1977, 91). Within about 10 % in the transition.
 */
export function frictionFactor(reynolds: number): number {
  const a = (2.457 * Math.log(1 / (7 / reynolds) ** 0.9)) ** 16;
  const b = (37_530 / reynolds) ** 16;
  return 8 * ((8 / reynolds) ** 12 + (a + b) ** -1.5) ** (1 / 12);
}

/** Pressure lost along the tube at a mass flow. Entry loss is left out: it is small against friction for a long tube. */
export function tubeLossPa(tube: FeedTube, massFlowKgPerS: number, densityKgPerM3: number): Pascals {
  if (massFlowKgPerS <= 0) return 0;
  const area = (Math.PI * tube.boreM ** 2) / 4;
  const speed = massFlowKgPerS / (densityKgPerM3 * area);
  const reynolds = (densityKgPerM3 * speed * tube.boreM) / tube.viscosityPaS;
  const friction = (frictionFactor(reynolds) * tube.lengthM) / tube.boreM;
  return (friction * densityKgPerM3 * speed ** 2) / 2;
}

/**
 * Flow through tube and hole in series into vacuum: the loss of both adds up to the pressure. Found by bisection to 1e-13 of
 * the hole's own flow, which bounds it from above.
 */
export function fedFlowKgPerS(
  tube: FeedTube | undefined,
  hole: Hole,
  pressurePa: Pascals,
  densityKgPerM3: number,
): KilogramsPerSecond {
  const open = liquidFlowKgPerS(hole, pressurePa, densityKgPerM3);
  if (tube === undefined || open === 0) return open;
  const holeLossPa = (flow: number) => flow ** 2 / (2 * densityKgPerM3 * effectiveAreaM2(hole) ** 2);
  let [low, high] = [0, open];
  while (high - low > 1e-13 * open) {
    const middle = (low + high) / 2;
    if (holeLossPa(middle) + tubeLossPa(tube, middle, densityKgPerM3) < pressurePa) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
