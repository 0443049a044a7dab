import { SatRecError, sgp4, twoline2satrec } from "satellite.js";
import type { Trajectory } from "./trajectory.ts";
import type { TwoLineElements } from "./two-line-elements.ts";

const FAILURES: Readonly<Record<number, string>> = {
  [SatRecError.MeanEccentricityOutOfRange]: "the mean eccentricity left the range 0 to 1",
  [SatRecError.MeanMotionBelowZero]: "the mean motion fell below zero",
  [SatRecError.PerturbedEccentricityOutOfRange]: "the perturbed eccentricity left the range 0 to 1",
  [SatRecError.SemiLatusRectumBelowZero]: "the semi-latus rectum fell below zero",
  [SatRecError.Decayed]: "the orbit has decayed",
};

/**
 * Trajectory from two-line elements by SGP4 (satellite.js), frame TEME. Good to a kilometre or two near the epoch and a
 * few kilometres more each day; weeks away only the plane (node, inclination) is of use. Throws where SGP4 itself fails,
 * naming the time and the reason.
 */
export function sgp4Trajectory(elements: TwoLineElements): Trajectory {
  const record = twoline2satrec(...elements.lines);
  return (timeS) => {
    const minutes = (timeS - elements.epochS) / 60;
    const state = sgp4(record, minutes);
    if (!state)
      throw new RangeError(
        `SGP4 cannot carry object ${elements.catalogueNumber} to ${(minutes / 1440).toFixed(2)} days from its epoch: ` +
          `${FAILURES[record.error] ?? `error ${record.error}`}; use elements nearer to that time`,
      );
    const { position: p, velocity: v } = state;
    return {
      positionM: [p.x * 1000, p.y * 1000, p.z * 1000],
      velocityMPerS: [v.x * 1000, v.y * 1000, v.z * 1000],
    };
  };
}
