import type { CubicMetres, Pascals } from "../../units/index.ts";

/** What keeps a loop under pressure, and how much liquid it can push out before its hard stop. */
export type Cushion =
  | {
      readonly kind: "gas";
      readonly pressurePa: Pascals;
      readonly gasVolumeM3: CubicMetres;
      readonly liquidM3: CubicMetres;
      /** 1 for constant temperature; up to the ratio of heat capacities for a fast release. */
      readonly polytropicExponent?: number;
    }
  | {
      readonly kind: "spring";
      /** Pressure at the hard stop. */
      readonly seatPressurePa: Pascals;
      readonly stiffnessPaPerM3: number;
      readonly liquidM3: CubicMetres;
    };

/** Pressure after the cushion has pushed out a volume of liquid. Gas: p V^n constant. Spring: linear. */
export function cushionPressurePa(cushion: Cushion, expelledM3: CubicMetres): Pascals {
  if (cushion.kind === "spring")
    return cushion.seatPressurePa + cushion.stiffnessPaPerM3 * (cushion.liquidM3 - expelledM3);
  const { pressurePa, gasVolumeM3, polytropicExponent = 1 } = cushion;
  return pressurePa * (gasVolumeM3 / (gasVolumeM3 + expelledM3)) ** polytropicExponent;
}

/**
 * Volume pushed out through a hole into vacuum after a time, before the hard stop. Exact for a plain orifice:
 * gas  V^e = V0^e + e Cd A sqrt(2 p0 V0^n / rho) t with e = n/2 + 1;
 * spring  sqrt(p) = sqrt(p0) - K Cd A t / sqrt(2 rho).
 */
export function expelledM3(
  cushion: Cushion,
  effectiveAreaM2: number,
  densityKgPerM3: number,
  timeS: number,
): CubicMetres {
  const p0 = cushionPressurePa(cushion, 0);
  if (cushion.kind === "spring") {
    const k = cushion.stiffnessPaPerM3;
    const q0 = effectiveAreaM2 * Math.sqrt((2 * p0) / densityKgPerM3);
    // (p0 - p) / K with the square expanded, so that small times lose no digits.
    return q0 * timeS - (k * (effectiveAreaM2 * timeS) ** 2) / (2 * densityKgPerM3);
  }
  const { gasVolumeM3, polytropicExponent: n = 1 } = cushion;
  const e = n / 2 + 1;
  const growth = (e * effectiveAreaM2 * Math.sqrt((2 * p0) / densityKgPerM3) * timeS) / gasVolumeM3;
  return gasVolumeM3 * Math.expm1(Math.log1p(growth) / e);
}

/** Time until a volume has been pushed out: the inverse of {@link expelledM3}, exact. */
export function timeToExpelS(
  cushion: Cushion,
  effectiveAreaM2: number,
  densityKgPerM3: number,
  volumeM3: CubicMetres,
): number {
  const p0 = cushionPressurePa(cushion, 0);
  if (cushion.kind === "spring") {
    const p = cushionPressurePa(cushion, volumeM3);
    return (
      (2 * volumeM3 * Math.sqrt(densityKgPerM3 / 2)) / (effectiveAreaM2 * (Math.sqrt(p0) + Math.sqrt(p)))
    );
  }
  const { gasVolumeM3, polytropicExponent: n = 1 } = cushion;
  const e = n / 2 + 1;
  const growth = Math.expm1(e * Math.log1p(volumeM3 / gasVolumeM3));
  return (growth * gasVolumeM3) / (e * effectiveAreaM2 * Math.sqrt((2 * p0) / densityKgPerM3));
}
