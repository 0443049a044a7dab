import type { Band, TracePoint } from "../watch/finding.ts";

/** What one point of a thinned trace stands for: the last of its frames, and the extremes of what is drawn as a line. */
export interface TraceBucket {
  startS: number;
  endS: number;
  measured: number;
  measuredLow: number;
  measuredHigh: number;
  expected: number;
  expectedSd: number;
  residual: number;
  residualLow: number;
  residualHigh: number;
  /** Greatest of the bucket. */
  statisticNat: number;
  rateFractionPerDay: Band | null;
  rateKgPerS: Band | null;
  holeDiameterM: Band | null;
  inventoryKg: Band | null;
}

/** Points of a page wide plot: more cannot be seen. */
const MOST = 1200;

/** The trace of one loop in bounded memory: when full, neighbours are joined, extremes kept. Frames come in order of time. */
export class LoopTrace {
  #buckets: TraceBucket[] = [];
  #framesABucket = 1;
  #frames = 0;

  get buckets(): readonly TraceBucket[] {
    return this.#buckets;
  }

  /** Frames that one bucket stands for. */
  get framesABucket(): number {
    return this.#framesABucket;
  }

  append(point: TracePoint, framePeriodS: number): void {
    const bucket = bucketOf(point, framePeriodS);
    if (this.#frames % this.#framesABucket === 0) this.#buckets.push(bucket);
    else join(this.#buckets.at(-1)!, bucket);
    this.#frames += 1;
    if (this.#buckets.length > MOST && this.#frames % this.#framesABucket === 0) this.#halve();
  }

  #halve(): void {
    const joined: TraceBucket[] = [];
    for (let i = 0; i < this.#buckets.length; i += 2) {
      const bucket = this.#buckets[i]!;
      const next = this.#buckets[i + 1];
      if (next !== undefined) join(bucket, next);
      joined.push(bucket);
    }
    this.#buckets = joined;
    this.#framesABucket *= 2;
    // The last bucket may stand for half of what it now should: count on from there.
    this.#frames = Math.ceil(this.#frames / this.#framesABucket) * this.#framesABucket;
  }
}

function bucketOf(point: TracePoint, framePeriodS: number): TraceBucket {
  const { endS, measured, statisticNat } = point;
  // What is expected while the loop is still being learned is no expectation.
  const isLearned = point.state !== "learning";
  const expected = isLearned ? point.expected : Number.NaN;
  const expectedSd = isLearned ? point.expectedSd : Number.NaN;
  const residual = isLearned ? point.residual : Number.NaN;
  const { rateFractionPerDay, rateKgPerS, holeDiameterM, inventoryKg } = point;
  return {
    startS: endS - framePeriodS,
    endS,
    measured,
    measuredLow: measured,
    measuredHigh: measured,
    expected,
    expectedSd,
    residual,
    residualLow: residual,
    residualHigh: residual,
    statisticNat,
    rateFractionPerDay,
    rateKgPerS,
    holeDiameterM,
    inventoryKg,
  };
}

/** Takes a later bucket into an earlier one. A number that is not there does not hide one that is. */
function join(into: TraceBucket, later: TraceBucket): void {
  into.endS = later.endS;
  into.measured = known(later.measured, into.measured);
  into.measuredLow = least(into.measuredLow, later.measuredLow);
  into.measuredHigh = greatest(into.measuredHigh, later.measuredHigh);
  into.expected = known(later.expected, into.expected);
  into.expectedSd = known(later.expectedSd, into.expectedSd);
  into.residual = known(later.residual, into.residual);
  into.residualLow = least(into.residualLow, later.residualLow);
  into.residualHigh = greatest(into.residualHigh, later.residualHigh);
  into.statisticNat = greatest(into.statisticNat, later.statisticNat);
  into.rateFractionPerDay = later.rateFractionPerDay ?? into.rateFractionPerDay;
  into.rateKgPerS = later.rateKgPerS ?? into.rateKgPerS;
  into.holeDiameterM = later.holeDiameterM ?? into.holeDiameterM;
  into.inventoryKg = later.inventoryKg ?? into.inventoryKg;
}

const known = (newer: number, older: number) => (Number.isNaN(newer) ? older : newer);
const least = (a: number, b: number) => (Number.isNaN(a) ? b : Number.isNaN(b) ? a : Math.min(a, b));
const greatest = (a: number, b: number) => (Number.isNaN(a) ? b : Number.isNaN(b) ? a : Math.max(a, b));
