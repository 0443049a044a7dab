import { type Coolant, followDrop, plumeFate } from "../../fluids/index.ts";
import { normalUpperQuantile } from "../../stats/index.ts";
import type { Spray } from "./spray.ts";

/** A leak as its plume depends on it. */
export interface LeakPlume {
  readonly coolant: Coolant;
  readonly massFlowKgPerS: number;
  /** Pressure before the hole [Pa]; behind it is vacuum. */
  readonly pressurePa: number;
  readonly temperatureK: number;
  readonly holeDiameterM: number;
  /** Mean over a drop's surface [W/m2]: about 60 in shadow over the Earth, 200 to 400 in sunlight. */
  readonly absorbedWPerM2: number;
  /** Part of full sunlight that falls on the plume, 0 to 1. */
  readonly sunlight: number;
}

/** How a spray looks: what its drops have become when they are seen, and how much light they send to the camera. */
export interface PlumeLook {
  readonly settlesAs: "ice" | "liquid";
  /** Part of a drop's mass that is left a second after it left the hole. */
  readonly massLeft: number;
  /** Part of full sunlight that a drop sends back over its disc, as a white surface of the same size sends all. */
  readonly reflectance: number;
}

/** Velocity coefficient of a sharp hole (Lefebvre and McDonell 2017, section 5). */
const VELOCITY_COEFFICIENT = 0.97;
/** Rayleigh (1878): a cold jet breaks up into drops of this many jet diameters; the jet contracts to 0.8 of a sharp hole. */
const DROP_OVER_HOLE = 1.89 * 0.8;
/** Spread of ln diameter: assumed, no size distribution of such a spray was ever published. */
const DIAMETER_SPREAD = 0.5;
/** Fresh snow sends back most of the light; a clear drop only a glint, about a tenth of its disc (Bohren and Huffman 1983, ch. 4). */
const REFLECTANCE = { ice: 0.8, liquid: 0.1 } as const;
/** What a clear drop takes away of the light from behind it: it bends all but its middle aside. */
const OBSCURES = { ice: 1, liquid: 0.6 } as const;
const SEEN_AFTER_S = 1;

/**
 * What the drops of a leak look like: ice or liquid by their balance of sunlight against evaporation, thinned by flashing.
 * Valid where the coolant's properties are; ammonia is always ice, isooctane-like coolant in sunlight stays liquid.
 */
export function lookOfLeak(leak: LeakPlume): PlumeLook {
  const { coolant, temperatureK, absorbedWPerM2 } = leak;
  const { settlesAs } = plumeFate(coolant, temperatureK, absorbedWPerM2);
  const drop = followDrop(coolant, 0.5 * medianDiameterM(leak), temperatureK, absorbedWPerM2, {
    timeS: SEEN_AFTER_S,
    belowK: coolant.freezingTemperatureK,
  });
  return { settlesAs, massLeft: drop.massLeft, reflectance: REFLECTANCE[settlesAs] * leak.sunlight };
}

const medianDiameterM = ({ holeDiameterM }: LeakPlume) => DROP_OVER_HOLE * holeDiameterM;

/** Drops a second, all sizes: the flow over the mean mass of a lognormal drop. */
export function dropsPerS(leak: LeakPlume): number {
  const density = leak.coolant.density(leak.temperatureK);
  const meanCube = medianDiameterM(leak) ** 3 * Math.exp(4.5 * DIAMETER_SPREAD ** 2);
  return leak.massFlowKgPerS / ((Math.PI / 6) * density * meanCube);
}

/**
 * The spray of a leak before a ground of a grey level: speed from the pressure (Bernoulli), the largest `drawnPerS` of its drops,
 * sizes after flashing. `whitePerSquareMm` is the camera's exposure: grey levels, summed, that a white disc of 1 mm diameter in
 * full sunlight adds. It is chosen, not derived. Direction and place are the caller's.
 */
export function sprayOfLeak(
  leak: LeakPlume,
  view: {
    readonly groundLevel: number;
    readonly whitePerSquareMm: number;
    readonly drawnPerS: number;
  },
): Pick<Spray, "speedMPerS" | "particlesPerS" | "diameterM" | "diameterSpread" | "lightPerSquareMm"> {
  const { settlesAs, massLeft, reflectance } = lookOfLeak(leak);
  const density = leak.coolant.density(leak.temperatureK);
  const all = dropsPerS(leak);
  const drawn = Math.min(all, view.drawnPerS);
  // the middle of the largest ones, in a lognormal distribution of all
  const above = DIAMETER_SPREAD * normalUpperQuantile(Math.min(0.5, 0.5 * (drawn / all)));
  const ground = view.groundLevel / 255;
  return {
    speedMPerS: VELOCITY_COEFFICIENT * Math.sqrt((2 * leak.pressurePa) / density),
    particlesPerS: drawn,
    diameterM: medianDiameterM(leak) * Math.cbrt(massLeft) * Math.exp(above),
    diameterSpread: drawn < all ? 0.15 : DIAMETER_SPREAD,
    lightPerSquareMm: view.whitePerSquareMm * (reflectance - OBSCURES[settlesAs] * ground),
  };
}
