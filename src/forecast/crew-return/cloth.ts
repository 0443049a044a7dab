import { saturationDensity } from "../../cabin/index.ts";

/** Water that cotton holds at a humidity, by its dry mass: 8 % at 65 %, a fifth near saturation; textbook values, 20 %. */
function regain(humidity: number): number {
  return 0.1 * humidity + 0.12 * humidity ** 4;
}

function regainSlope(humidity: number): number {
  return 0.1 + 0.48 * humidity ** 3;
}

/** Textiles of a cabin and the water in them. */
export interface Cloth {
  readonly massKg: number;
  readonly soakTimeS: number;
}

/** Water in cloth that has long hung in air of a humidity [kg]. */
export function settledWater({ massKg }: Cloth, humidity: number): number {
  return massKg * regain(humidity);
}

/**
 * Water that cloth takes from the air over a step, on average [kg/s]; negative where it dries. It nears what it would hold at the
 * humidity at hand with its soak time. What it takes dries the air, and what people give to the air meanwhile (`vapourKgPerS`) makes
 * up for it, at most to saturation: both counted in by one linear step, so that long steps neither swing nor lag.
 */
export function soakRate(
  cloth: Cloth,
  waterKg: number,
  air: { readonly airK: number; readonly relativeHumidity: number; readonly volumeM3: number },
  stepS: number,
  vapourKgPerS = 0,
): number {
  const humidity = Math.min(1, air.relativeHumidity);
  const toSaturate = air.volumeM3 * saturationDensity(air.airK);
  const slope = cloth.massKg * regainSlope(humidity);
  const brought = Math.min(stepS * vapourKgPerS, 2 * (1 - humidity) * toSaturate) / toSaturate;
  const rate = (settledWater(cloth, humidity) + slope * brought - waterKg) / cloth.soakTimeS;
  return rate / (1 + stepS * (slope / (cloth.soakTimeS * toSaturate) + 1 / cloth.soakTimeS));
}
