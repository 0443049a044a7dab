import { MEAN_WATER_KG_PER_S, saturationPressurePa } from "../../cabin/index.ts";

/** Specific heat of the body [J/(kg K)]: 0.97 W h/(kg K), ASHRAE Fundamentals 2017, chapter 9. */
const BODY_SPECIFIC_HEAT = 3490;
/** Core of a body at its own temperature [K], and what its blood carries to warm skin [W/K]; ISO 7933, 36.8 degC, 50 W/(m2 K) on 1.8 m2. */
const CORE_K = 309.95;
const BLOOD_W_PER_K = 90;
/** Sweat that wholly wet, bare skin of 1.8 m2 gives off [W/Pa]: Lewis relation 16.5 K/kPa times 3.1 W/(m2 K), ISO 7933. */
const BARE_SWEAT_W_PER_PA = 16.5e-3 * 3.1 * 1.8;
/** Heat of vaporisation at skin temperature [J/kg]; IAPWS. */
const LATENT_AT_SKIN = 2.418e6;
/** Somebody in the cabin. */
export interface Wearer {
  readonly massKg: number;
  readonly metabolicW: number;
  /** Dry heat from skin to air [W/K]. */
  readonly dryWPerK: number;
  /** Share of the sweat of bare skin that clothes or suit let through. */
  readonly sweatShare: number;
  /** Sweat that the body calls for by its warming [W/K]. */
  readonly sweatCalledWPerK: number;
  /** Share of the published mean water that breath and dry skin give off, however cool it is. */
  readonly leastWater: number;
}

/** What a person gives to the air, and what stays in the body. */
export interface PersonHeat {
  readonly sensibleW: number;
  readonly waterKgPerS: number;
  /** Rate at which the mean body temperature rises [K/s]. */
  readonly warmingKPerS: number;
}

/**
 * Heat and water of a person whose body is `riseK` above its own temperature, in air of a temperature and vapour pressure. Warm skin
 * stands below the core by what the blood must carry and rises with it, so that a hot body gives off more until it balances. Sweat
 * is called for by the warming, and carries at most what clothes and air take. Settles near `crewHeat` of the cabin room where that
 * can settle; valid from 15 to 50 degC and up to 3 K of rise, which nobody should reach.
 */
export function personHeat(
  airK: number,
  vapourPressurePa: number,
  wearer: Wearer,
  riseK: number,
): PersonHeat {
  const { massKg, metabolicW, dryWPerK, sweatShare, sweatCalledWPerK, leastWater } = wearer;
  const skinK = CORE_K + riseK - metabolicW / BLOOD_W_PER_K;
  const leastW = leastWater * MEAN_WATER_KG_PER_S * LATENT_AT_SKIN;
  const sensibleW = Math.min(dryWPerK * (skinK - airK), metabolicW - leastW);
  const mostW = sweatShare * BARE_SWEAT_W_PER_PA * (saturationPressurePa(skinK) - vapourPressurePa);
  const calledW = leastW + sweatCalledWPerK * riseK;
  const sweatW = Math.max(0, Math.min(calledW, mostW));
  return {
    sensibleW,
    waterKgPerS: sweatW / LATENT_AT_SKIN,
    warmingKPerS: (metabolicW - sensibleW - sweatW) / (massKg * BODY_SPECIFIC_HEAT),
  };
}
