import { type CameraFinding, LARGEST_LOG_BAYES_FACTOR } from "../camera-finding.ts";

/** What a camera has shown lately, as evidence that some coolant is leaving the ship in view. Plain data. */
export interface CameraEvidence {
  /** Newest sight of a plume [Unix s], and the largest statistic of the plume it belongs to [nat]. */
  readonly seenS: number;
  readonly statisticNat: number;
}

export const noCameraEvidence: CameraEvidence = {
  seenS: Number.NEGATIVE_INFINITY,
  statisticNat: Number.NEGATIVE_INFINITY,
};

/**
 * A plume counts as evidence for this long after it was last seen [s]: a camera turns away, a leak does not stop. The longer
 * it counts, the likelier a chance plume falls into the time, and the less it weighs.
 */
export const HOLD_S = 600;

/** Takes one finding of the camera in. `startS` is the Unix time of the footage's second 0. */
export function seePlume(evidence: CameraEvidence, finding: CameraFinding, startS: number): CameraEvidence {
  if (finding.type !== "plume" || finding.phase === "ended") return evidence;
  const seenS = finding.timeS + startS;
  const goesOn = seenS - evidence.seenS <= HOLD_S;
  return { seenS, statisticNat: Math.max(finding.statisticNat, goesOn ? evidence.statisticNat : 0) };
}

/**
 * ln of the Bayes factor of a leak against none for a statistic, from 0 to {@link LARGEST_LOG_BAYES_FACTOR}. Without a plume the
 * statistic R is reached at an instant with probability e^-R, in at most `chanceTracksPerS` new ones a second, so less often than
 * HOLD_S chanceTracksPerS e^-R within the time that counts; a plume reaches it nearly always. Never negative: a camera that
 * sees nothing may look elsewhere.
 */
export function bayesNat(statisticNat: number, chanceTracksPerS = 1): number {
  const factor = statisticNat - Math.log(HOLD_S * chanceTracksPerS);
  return Math.min(LARGEST_LOG_BAYES_FACTOR, Math.max(0, factor));
}

/** The same at an instant [Unix s]: 0 before the plume was seen, and once it was last seen too long ago. */
export function cameraNat(evidence: CameraEvidence, timeS: number): number {
  return timeS < evidence.seenS || timeS - evidence.seenS > HOLD_S ? 0 : bayesNat(evidence.statisticNat);
}
