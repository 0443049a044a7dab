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
 * humidity at hand with its soak time. What it takes dries the air that it takes it from: counted in by one linear step, so that
 * long steps neither swing nor take more than there is.
 */
export function soakRate(
  cloth: Cloth,
  waterKg: number,
  air: { readonly airK: number; readonly relativeHumidity: number; readonly volumeM3: number },
  stepS: number,
): number {
  const humidity = Math.min(1, air.relativeHumidity);
  const rate = (settledWater(cloth, humidity) - waterKg) / cloth.soakTimeS;
  const toSaturate = air.volumeM3 * saturationDensity(air.airK);
  const feedback = (cloth.massKg * regainSlope(humidity)) / (cloth.soakTimeS * toSaturate);
  return rate / (1 + stepS * (feedback + 1 / cloth.soakTimeS));
}
