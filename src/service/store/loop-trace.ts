import type { TracePoint } from "../../watch/finding.ts";
import { addBucket, type Bucket, bucketOfPoint, clearBucket, emptyBucket } from "./bucket.ts";
import { TraceLevel } from "./trace-level.ts";

export interface PyramidStep {
  readonly framesPerRow: number;
  readonly rowsKept: number;
}

/** From single frames to rows of 4096: with 10 s frames, 15 days, 60 days, 2.6 years and 42 years. */
export const pyramidSteps: readonly PyramidStep[] = [
  { framesPerRow: 1, rowsKept: 131_072 },
  { framesPerRow: 16, rowsKept: 32_768 },
  { framesPerRow: 256, rowsKept: 32_768 },
  { framesPerRow: 4096, rowsKept: 32_768 },
];

/**
 * The history of one loop as a min/max pyramid in bounded memory: the latest frames one by one, older ones only in rows
 * of many. No row spans a jump in time.
 */
export class LoopTrace {
  readonly framePeriodS: number;
  /** Finest first. */
  readonly levels: readonly TraceLevel[];
  readonly #steps: readonly PyramidStep[];
  /** Rows not yet full, one a level above the finest. */
  readonly #open: readonly Bucket[];
  readonly #frame = emptyBucket();
  #endS = Number.NEGATIVE_INFINITY;

  constructor(framePeriodS: number, steps: readonly PyramidStep[] = pyramidSteps) {
    this.framePeriodS = framePeriodS;
    this.#steps = steps;
    this.levels = steps.map((step) => new TraceLevel(step.framesPerRow, step.rowsKept));
    this.#open = steps.slice(1).map(() => emptyBucket());
  }

  /** End of the last frame; -Infinity before the first. */
  get endS(): number {
    return this.#endS;
  }

  /** Frames ever appended. */
  get frames(): number {
    return this.levels[0]!.end;
  }

  /** Bytes of the columns held. */
  get bytes(): number {
    return this.levels.reduce((sum, level) => sum + level.bytes, 0);
  }

  /** Adds the next frame. False, and nothing is added, if it has no time or does not end after the last one. */
  append(point: TracePoint): boolean {
    if (!Number.isFinite(point.endS) || point.endS <= this.#endS) return false;
    if (point.endS - this.#endS > 1.5 * this.framePeriodS) {
      for (let index = 0; index < this.#open.length; index += 1) this.#close(index);
    }
    bucketOfPoint(point, this.#frame.lastDataS, this.#frame);
    this.#endS = point.endS;
    this.levels[0]!.push(this.#frame);
    this.#carry(0, this.#frame);
    return true;
  }

  /** The latest row at or before `timeS`, as fine as is still held, read into `bucket`; null if there is none. */
  rowAt(timeS: number, bucket: Bucket): Bucket | null {
    for (const level of this.levels) {
      const row = level.firstEndingAfter(timeS) - 1;
      if (row >= level.first) return level.read(row, bucket);
    }
    return null;
  }

  #carry(index: number, bucket: Bucket): void {
    const open = this.#open[index];
    if (open === undefined) return;
    addBucket(open, bucket);
    if (open.frames >= this.#steps[index + 1]!.framesPerRow) this.#close(index);
  }

  #close(index: number): void {
    const open = this.#open[index]!;
    if (open.frames === 0) return;
    this.levels[index + 1]!.push(open);
    this.#carry(index + 1, open);
    clearBucket(open);
  }
}
