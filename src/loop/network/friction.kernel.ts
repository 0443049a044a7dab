import type { F64, I32 } from "../kernel/number-types.ts";

export const CHURCHILL = 0;
export const SWAMEE_JAIN = 1;
export const COLEBROOK = 2;

export const LAMINAR_END = 2000;
export const TURBULENT_START = 4000;
const TWO_OVER_LN10 = 2 / Math.LN10;
/** 5.74 / 4000^0.9 */
const TRANSITION_TERM = 0.0032889547634539903;
/** Below it Churchill's other terms are under 1e-12 of the laminar one [Reynolds number]. */
export const PLAIN_LAMINAR_BELOW = 1000;

/**
 * Darcy friction factor of a round pipe into out[0] and its slope with Reynolds number into out[1].
 * Churchill (Chem. Eng. 84, 1977, 91) covers all regimes. Swamee-Jain (J. Hydraul. Div. 102, 1976, 657) holds above
 * Re 4000, with 64/Re below 2000 and Dunlop's cubic between (EPANET 2.2 manual, 12.1). Colebrook (J. ICE 11, 1939)
 * likewise, with a cubic between that meets both ends in value and slope. `roughness` is relative to the bore, 0 to 0.05.
 */
export function frictionFactor(law: I32, reynolds: F64, roughness: F64, out: Float64Array): void {
  if (law === CHURCHILL) churchill(reynolds, roughness, out);
  else if (reynolds <= LAMINAR_END) laminar(reynolds, out);
  else if (law === SWAMEE_JAIN) swameeJain(reynolds, roughness, out);
  else colebrookFull(reynolds, roughness, out);
}

function laminar(reynolds: F64, out: Float64Array): void {
  out[0] = 64 / reynolds;
  out[1] = -64 / (reynolds * reynolds);
}

function churchill(reynolds: F64, roughness: F64, out: Float64Array): void {
  if (reynolds < PLAIN_LAMINAR_BELOW) {
    laminar(reynolds, out);
    return;
  }
  const inverse = 7 / reynolds;
  const power = Math.exp(0.9 * Math.log(inverse));
  const inner = power + 0.27 * roughness;
  const log = Math.log(inner);
  const a = power16(2.457 * log);
  const b = power16(37530 / reynolds);
  const eighth = 8 / reynolds;
  const cube = eighth * eighth * eighth;
  const laminarTerm = cube * cube * cube * cube;
  const sum = a + b;
  const mixed = 1 / (sum * Math.sqrt(sum));
  const total = laminarTerm + mixed;
  const f = 8 * Math.exp(Math.log(total) / 12);
  const aSlope = (16 * a * ((-0.9 * power) / (inner * reynolds))) / log;
  const bSlope = (-16 * b) / reynolds;
  const totalSlope = (-12 * laminarTerm) / reynolds - (1.5 * mixed * (aSlope + bSlope)) / sum;
  out[0] = f;
  out[1] = (f * totalSlope) / (12 * total);
}

function power16(x: F64): F64 {
  const x2 = x * x;
  const x4 = x2 * x2;
  const x8 = x4 * x4;
  return x8 * x8;
}

function swameeJain(reynolds: F64, roughness: F64, out: Float64Array): void {
  const rough = roughness / 3.7;
  if (reynolds >= TURBULENT_START) {
    const viscous = 5.74 * Math.exp(-0.9 * Math.log(reynolds));
    const inner = rough + viscous;
    const root = -TWO_OVER_LN10 * Math.log(inner);
    const f = 1 / (root * root);
    out[0] = f;
    out[1] = (-2 * f * TWO_OVER_LN10 * 0.9 * viscous) / (root * inner * reynolds);
    return;
  }
  const inner = rough + TRANSITION_TERM;
  const root = -TWO_OVER_LN10 * Math.log(inner);
  const fa = 1 / (root * root);
  // Slope of the turbulent law at its lower end, as Dunlop's cubic needs it: 2 * 0.9 * (2/ln 10) * 5.74/4000^0.9.
  const fb = fa * (2 - (1.8 * TWO_OVER_LN10 * TRANSITION_TERM) / (inner * root));
  const r = reynolds / LAMINAR_END;
  const x1 = 7 * fa - fb;
  const x2 = 0.128 - 17 * fa + 2.5 * fb;
  const x3 = -0.128 + 13 * fa - 2 * fb;
  const x4 = 0.032 - 3 * fa + 0.5 * fb;
  out[0] = x1 + r * (x2 + r * (x3 + r * x4));
  out[1] = (x2 + r * (2 * x3 + r * 3 * x4)) / LAMINAR_END;
}

function colebrook(reynolds: F64, roughness: F64, out: Float64Array): void {
  const rough = roughness / 3.7;
  swameeJain(Math.max(reynolds, TURBULENT_START), roughness, out);
  let root = 1 / Math.sqrt(out[0]!);
  let inner: F64 = 0;
  for (let round: I32 = 0; round < 8; round++) {
    inner = rough + (2.51 * root) / reynolds;
    const change =
      (root + TWO_OVER_LN10 * Math.log(inner)) / (1 + (TWO_OVER_LN10 * 2.51) / (inner * reynolds));
    root -= change;
    if (Math.abs(change) < 1e-14 * root) break;
  }
  const spread = (TWO_OVER_LN10 * 2.51) / (inner * reynolds);
  const rootSlope = (spread * root) / (reynolds * (1 + spread));
  out[0] = 1 / (root * root);
  out[1] = (-2 * rootSlope) / (root * root * root);
}

function colebrookFull(reynolds: F64, roughness: F64, out: Float64Array): void {
  if (reynolds >= TURBULENT_START) {
    colebrook(reynolds, roughness, out);
    return;
  }
  colebrook(TURBULENT_START, roughness, out);
  const width: F64 = TURBULENT_START - LAMINAR_END;
  const y0: F64 = 64 / LAMINAR_END;
  const s0 = (-64 / (LAMINAR_END * LAMINAR_END)) * width;
  const y1 = out[0]!;
  const s1 = out[1]! * width;
  const u = (reynolds - LAMINAR_END) / width;
  const c2 = 3 * (y1 - y0) - 2 * s0 - s1;
  const c3 = s0 + s1 - 2 * (y1 - y0);
  out[0] = y0 + u * (s0 + u * (c2 + u * c3));
  out[1] = (s0 + u * (2 * c2 + u * 3 * c3)) / width;
}
