import { type Band, type LoopState, loopStateSchema, type TracePoint } from "../../watch/finding.ts";

export const states: readonly LoopState[] = loopStateSchema.options;
/** Which state stands for a bucket of several: the one that asks for most. */
const severity: Readonly<Record<LoopState, number>> = {
  normal: 0,
  learning: 1,
  blind: 2,
  suspected: 3,
  leaking: 4,
};
const severityOfCode = states.map((state) => severity[state]);

export const bandNames = [
  "rateFractionPerDay",
  "rateKgPerS",
  "holeDiameterM",
  "inventoryKg",
  "timeToEmptyS",
] as const;
export type BandName = (typeof bandNames)[number];

/**
 * One or more consecutive frames of a loop taken together. Frames with data and frames without are kept apart, so that
 * a gap inside a bucket can still be drawn. NaN where nothing is known.
 */
export interface Bucket {
  firstS: number;
  frames: number;
  /** End of the last frame with data in the bucket; -Infinity without one. */
  coveredUntilS: number;
  /** End of the last frame without data in the bucket; -Infinity without one. */
  uncoveredUntilS: number;
  covered: number;
  /** End of the last frame with data in the bucket or before it; NaN before the first. */
  lastDataS: number;
  state: number;
  uncoveredState: number;
  /** Sum over frames with data. */
  coverage: number;
  measured: number;
  measuredMin: number;
  measuredMax: number;
  expected: number;
  expectedSd: number;
  residual: number;
  /** Largest in the bucket. */
  statisticNat: number;
  suspectNat: number;
  confirmNat: number;
  /** Three numbers a band, in the order of `bandNames`; the latest known in the bucket. */
  readonly bands: Float64Array;
}

export function emptyBucket(): Bucket {
  return clearBucket({ bands: new Float64Array(bandNames.length * 3) } as Bucket);
}

export function clearBucket(bucket: Bucket): Bucket {
  bucket.firstS = Number.NaN;
  bucket.frames = 0;
  bucket.coveredUntilS = Number.NEGATIVE_INFINITY;
  bucket.uncoveredUntilS = Number.NEGATIVE_INFINITY;
  bucket.covered = 0;
  bucket.lastDataS = Number.NaN;
  bucket.state = states.indexOf("normal");
  bucket.uncoveredState = states.indexOf("normal");
  bucket.coverage = 0;
  bucket.measured = Number.NaN;
  bucket.measuredMin = Number.NaN;
  bucket.measuredMax = Number.NaN;
  bucket.expected = Number.NaN;
  bucket.expectedSd = Number.NaN;
  bucket.residual = Number.NaN;
  bucket.statisticNat = Number.NaN;
  bucket.suspectNat = Number.NaN;
  bucket.confirmNat = Number.NaN;
  bucket.bands.fill(Number.NaN);
  return bucket;
}

export function lastS(bucket: Bucket): number {
  return Math.max(bucket.coveredUntilS, bucket.uncoveredUntilS);
}

/** One frame as a bucket. A frame without coverage, or whose value is not known, is one without data; `lastDataS` then says how old the data are. */
export function bucketOfPoint(point: TracePoint, lastDataS: number, bucket: Bucket): Bucket {
  clearBucket(bucket);
  const state = Math.max(0, states.indexOf(point.state));
  const hasData = point.coverage > 0 && Number.isFinite(point.measured);
  bucket.firstS = point.endS;
  bucket.frames = 1;
  bucket.lastDataS = hasData ? point.endS : lastDataS;
  if (hasData) {
    bucket.coveredUntilS = point.endS;
    bucket.covered = 1;
    bucket.state = state;
    bucket.coverage = point.coverage;
    bucket.measured = point.measured;
    bucket.measuredMin = point.measured;
    bucket.measuredMax = point.measured;
  } else {
    bucket.uncoveredUntilS = point.endS;
    bucket.uncoveredState = state;
  }
  bucket.expected = finite(point.expected);
  bucket.expectedSd = finite(point.expectedSd);
  bucket.residual = hasData ? finite(point.residual) : Number.NaN;
  bucket.statisticNat = finite(point.statisticNat);
  bucket.suspectNat = finite(point.suspectNat);
  bucket.confirmNat = finite(point.confirmNat);
  for (let index = 0; index < bandNames.length; index += 1)
    putBand(bucket.bands, index, point[bandNames[index]!]);
  return bucket;
}

/** Adds the frames of a later bucket to an earlier one. */
export function addBucket(into: Bucket, from: Bucket): void {
  if (into.frames === 0) into.firstS = from.firstS;
  const weight = from.covered / (into.covered + from.covered);
  into.measured = mixed(into.measured, from.measured, weight);
  into.residual = mixed(into.residual, from.residual, weight);
  // Beside a mean of measured values stands the mean of what was expected of the same frames.
  const expectedWeight = Number.isNaN(weight) ? from.frames / (into.frames + from.frames) : weight;
  into.expected = mixed(into.expected, from.expected, expectedWeight);
  into.expectedSd = mixed(into.expectedSd, from.expectedSd, expectedWeight);
  into.measuredMin = lower(into.measuredMin, from.measuredMin);
  into.measuredMax = higher(into.measuredMax, from.measuredMax);
  into.statisticNat = higher(into.statisticNat, from.statisticNat);
  into.suspectNat = latest(into.suspectNat, from.suspectNat);
  into.confirmNat = latest(into.confirmNat, from.confirmNat);
  into.coverage += from.coverage;
  into.state = worse(into.state, from.state);
  into.uncoveredState = worse(into.uncoveredState, from.uncoveredState);
  into.coveredUntilS = Math.max(into.coveredUntilS, from.coveredUntilS);
  into.uncoveredUntilS = Math.max(into.uncoveredUntilS, from.uncoveredUntilS);
  into.covered += from.covered;
  into.lastDataS = from.lastDataS;
  into.frames += from.frames;
  for (let index = 0; index < bandNames.length; index += 1) {
    if (Number.isNaN(from.bands[index * 3]!)) continue;
    for (let part = index * 3; part < index * 3 + 3; part += 1) into.bands[part] = from.bands[part]!;
  }
}

/** A band of a row of `bands`, or null where it is not known. */
export function bandAt(bands: Float64Array, offset: number): Band | null {
  const median = bands[offset]!;
  if (Number.isNaN(median)) return null;
  return { median, p05: bands[offset + 1]!, p95: bands[offset + 2]! };
}

/** A band with an infinite end cannot be written as JSON, so it counts as not known. */
function putBand(bands: Float64Array, index: number, band: Band | null): void {
  if (band === null) return;
  if (!Number.isFinite(band.median) || !Number.isFinite(band.p05) || !Number.isFinite(band.p95)) return;
  bands[index * 3] = band.median;
  bands[index * 3 + 1] = band.p05;
  bands[index * 3 + 2] = band.p95;
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : Number.NaN;
}

function mixed(a: number, b: number, weightOfB: number): number {
  if (Number.isNaN(a) || weightOfB === 1) return Number.isNaN(b) ? a : b;
  if (Number.isNaN(b) || weightOfB === 0) return a;
  return a + (b - a) * weightOfB;
}

function lower(a: number, b: number): number {
  return Number.isNaN(a) || b < a ? b : a;
}

function higher(a: number, b: number): number {
  return Number.isNaN(a) || b > a ? b : a;
}

function latest(a: number, b: number): number {
  return Number.isNaN(b) ? a : b;
}

function worse(a: number, b: number): number {
  return severityOfCode[b]! > severityOfCode[a]! ? b : a;
}
