/** An operation that throws particles out on purpose: while it lasts and shortly after, a plume in view is not news. */
export interface AnnouncedDump {
  readonly fromS: number;
  readonly toS: number;
  /** Where its vent is in the picture; without it the whole picture is excused. */
  readonly vent?: { readonly xPx: number; readonly yPx: number; readonly radiusPx: number };
}

export interface CameraOptions {
  /** False confirmations: one in this time at most... */
  readonly falseAlarmEveryS: number;
  /** ...if tracks without a plume have no preferred direction, and give a new statistic no more often than this a second. */
  readonly chanceTracksPerS: number;
  /** Largest movement of a particle from frame to frame as a part of the picture's width. */
  readonly reachPart: number;
  /** A pause between frames longer than this many usual intervals starts everything anew. */
  readonly jumpIntervals: number;
  /** Calibration: focal length in pixels over distance in metres turns px/s into m/s across the line of sight. */
  readonly pxPerM: number | null;
  readonly announced: readonly AnnouncedDump[];
}

const DAY_S = 86_400;

export const defaultCameraOptions: CameraOptions = {
  falseAlarmEveryS: 30 * DAY_S,
  chanceTracksPerS: 1,
  reachPart: 0.15,
  jumpIntervals: 20,
  pxPerM: null,
  announced: [],
};

/** ln of the threshold: a promise of one false alarm in so many statistics. */
export function thresholdNat({ falseAlarmEveryS, chanceTracksPerS }: CameraOptions): number {
  return Math.log(falseAlarmEveryS * chanceTracksPerS);
}
