import type { Frame } from "../../telemetry/frame.ts";
import type { LoopDescription } from "../../vehicle/loop-description.ts";

/** A number with its 90 % band. */
export interface RateBand {
  readonly median: number;
  readonly p05: number;
  readonly p95: number;
}

/** What a detector says after one frame. */
export interface Verdict {
  /** Grows with the evidence for a leak; -Infinity before there is any. Compared between detectors at equal alarm rate. */
  readonly statistic: number;
  /** `alarm` is the level that wakes people up. A detector without a level of its own says `quiet` throughout. */
  readonly level: "quiet" | "suspected" | "alarm";
  /** Leak rate in g/s, where the detector gives one. */
  readonly rateGPerS: RateBand | null;
  /** When the leak began, Unix seconds, where the detector gives it. */
  readonly onsetS: RateBand | null;
  /** Time until the loop is empty, seconds from now, where the detector gives it. */
  readonly timeToEmptyS?: RateBand | null;
  /** Two dissimilar channels agree: coolant may be shut off automatically. */
  readonly isolate?: boolean;
  /** What the detector holds to be at fault since the frame before, if not a leak: its own names. */
  readonly faults?: readonly string[];
}

/** One detector at work on one loop. Knows only the frames it was given. */
export interface DetectorRun {
  /** The next frame; null for one that did not arrive, whose end would have been `endS`. */
  step(frame: Frame | null, endS: number): Verdict;
  /** An independent copy that goes on from here. */
  fork(): DetectorRun;
}

/** A way of finding leaks. `begin` starts it afresh on a loop whose first frame is still to come. */
export interface Detector {
  readonly name: string;
  begin(loop: LoopDescription): DetectorRun;
}

export function quiet(statistic: number): Verdict {
  return { statistic, level: "quiet", rateGPerS: null, onsetS: null };
}
