import { findRoot } from "../stats/index.ts";

/**
 * Diameter of the hole that a particle far above the ballistic limit leaves in a thin aluminium sheet: the
 * Maiden-McMillan form D/d = 0.45 V (t/d)^(2/3) + 0.9, V in km/s. Meant for sheets thinner than the particle, t/d <= 1.
 */
export function holeDiameterM(
  particleDiameterM: number,
  sheetThicknessM: number,
  speedMPerS: number,
): number {
  const ratio = sheetThicknessM / particleDiameterM;
  return particleDiameterM * (0.45 * (speedMPerS / 1000) * ratio ** (2 / 3) + 0.9);
}

/** What a hole says of the particle that made it. */
export interface ParticleOfHole {
  readonly diameterM: number;
  /** Thickness of the sheet over the particle. */
  readonly thicknessRatio: number;
  /**
   * False where the sheet is thicker than the particle that the formula asks for. Then the formula does not hold, and the
   * particle was one near the ballistic limit of that sheet, larger than the diameter given here.
   */
  readonly withinValidity: boolean;
}

/** Inverse of {@link holeDiameterM}: the hole grows with the particle, so there is one answer. */
export function particleOfHole(holeM: number, sheetThicknessM: number, speedMPerS: number): ParticleOfHole {
  if (!(holeM > 0 && sheetThicknessM > 0 && speedMPerS > 0))
    throw new RangeError(
      `hole, sheet and speed are positive, got ${holeM} m, ${sheetThicknessM} m, ${speedMPerS} m/s`,
    );
  const logExcess = (logDiameter: number) =>
    Math.log(holeDiameterM(Math.exp(logDiameter), sheetThicknessM, speedMPerS) / holeM);
  const largest = Math.log(holeM / 0.9);
  const diameterM = Math.exp(findRoot(logExcess, largest - 60, largest));
  const thicknessRatio = sheetThicknessM / diameterM;
  return { diameterM, thicknessRatio, withinValidity: thicknessRatio <= 1 };
}
