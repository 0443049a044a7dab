import type { F64 } from "../kernel/number-types.ts";

/** Choked flow of a vapour with cp/cv = g = 1.3: m = C A p / sqrt(R T), C = sqrt(g (2/(g+1))^((g+1)/(g-1))). */
const CHOKED = 0.6672623512408619;
/** Pressure difference below which the square root gives way [Pa], and with air outside the part of its pressure: a root's slope has no end, and a kink where flow begins makes every step near it tremble. */
const LINEAR_PA = 1;
const BALANCE_PART = 1e-3;

/** The hole is wet until this part of the loop's liquid is left; then vapour takes over in proportion. */
const WET_PART = 0.1;
/** And the vapour itself thins out below this part. */
const DRY_PART = 1e-3;

/**
 * Flow through a sharp orifice [kg/s] into out[0], and its slope with pressure [kg/(s Pa)] into out[1].
 * Liquid: Cd A sqrt(2 rho dp) (Torricelli). As the loop runs dry the hole passes choked vapour; flashing
 * inside a thin wall is left out, as it is for orifices shorter than ten bores (Fauske, 1965).
 */
export function leakFlow(
  effectiveArea: F64,
  pressure: F64,
  outside: F64,
  density: F64,
  liquidPart: F64,
  gasConstant: F64,
  temperature: F64,
  out: Float64Array,
): void {
  const drop = pressure - outside;
  if (effectiveArea <= 0 || drop <= 0) {
    out[0] = 0;
    out[1] = 0;
    return;
  }
  const scale = effectiveArea * Math.sqrt(2 * density);
  // near balance with what is outside: a cubic that meets the root in value and slope and begins without one
  const width = LINEAR_PA + BALANCE_PART * outside;
  const part = drop / width;
  const wide = Math.sqrt(width);
  let liquid = scale * Math.sqrt(drop);
  let liquidSlope = (0.5 * liquid) / drop;
  if (part < 1) {
    liquid = scale * wide * part * part * (2.5 - 1.5 * part);
    liquidSlope = (scale * part * (5 - 4.5 * part)) / wide;
  }
  const perPascal = (effectiveArea * CHOKED) / Math.sqrt(gasConstant * temperature);
  const wet = Math.min(1, liquidPart / WET_PART);
  const dry = (1 - wet) * Math.min(1, liquidPart / DRY_PART);
  out[0] = wet * liquid + dry * perPascal * drop;
  out[1] = wet * liquidSlope + dry * perPascal;
}
