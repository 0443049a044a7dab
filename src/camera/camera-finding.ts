/** Median with its 90 % band. */
export interface CameraBand {
  readonly median: number;
  readonly p05: number;
  readonly p95: number;
}

interface FindingBase {
  readonly schema: "hoarfrost/camera/1";
  /** Time of the newest frame that it rests on [s], and the number of that frame from 0. */
  readonly timeS: number;
  readonly frame: number;
}

/** Particles that keep leaving one place. Pixels from the top left of the newest frame; angles from the right, counter-clockwise. */
export interface PlumeFinding extends FindingBase {
  readonly type: "plume";
  readonly phase: "suspected" | "confirmed" | "ended";
  readonly statisticNat: number;
  readonly thresholdNat: number;
  /**
   * What another room may add to its odds of "coolant is leaving this ship", never above {@link LARGEST_LOG_BAYES_FACTOR}: a
   * camera cannot tell coolant from water, nor one loop from another.
   */
  readonly logBayesFactor: number;
  readonly directionRad: number | null;
  readonly directionSdRad: number | null;
  /** Circular standard deviation of the particles' directions: the half width of the cone at one standard deviation. */
  readonly spreadRad: number | null;
  readonly speedPxPerS: CameraBand | null;
  /** Only with a calibrated camera: speed across the line of sight at the stated distance. */
  readonly speedMPerS: CameraBand | null;
  readonly origin: { readonly xPx: number; readonly yPx: number; readonly sdPx: number } | null;
  readonly particlesPerS: CameraBand | null;
  /** Particles are counted in it whose spot is at least so many grey levels above the ground: five times the noise that arrives, or what can be seen. */
  readonly countedPeakLevels: number | null;
  /** Odds of a plume against each named alternative, bounded to 1000 either way. */
  readonly odds: Readonly<Record<string, number>>;
}

/** Something wrong with the footage: what, and what was done about it. */
export interface FootageFinding extends FindingBase {
  readonly type: "footage";
  readonly problem:
    | "black"
    | "white"
    | "frozen"
    | "snow"
    | "scene-change"
    | "size-change"
    | "time-jump"
    | "bad-frame";
  readonly active: boolean;
  readonly message: string;
}

export type CameraFinding = PlumeFinding | FootageFinding;

/** ln 100: the camera alone never makes a case for coolant stronger than a hundred to one, and none for a loop. */
export const LARGEST_LOG_BAYES_FACTOR = Math.log(100);
