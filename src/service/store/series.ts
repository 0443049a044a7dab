import type { Series } from "../contract.ts";
import {
  addBucket,
  type Bucket,
  bandAt,
  bandNames,
  clearBucket,
  emptyBucket,
  lastS,
  states,
} from "./bucket.ts";
import type { LoopTrace } from "./loop-trace.ts";
import type { TraceLevel } from "./trace-level.ts";

type Columns = Series["columns"];

export interface SeriesQuery {
  readonly fromS: number;
  readonly toS: number;
  /** Rows wanted at most; a row whose frames are partly without data counts twice at worst. */
  readonly points: number;
}

/**
 * A loop's history between two instants, inclusive, in about `points` rows. Nothing that ended after `toS` enters any row.
 * A bucket that holds both data and silence gives a row of each, so a gap is never averaged away.
 */
export function seriesOf(trace: LoopTrace, query: SeriesQuery): Pick<Series, "decimation" | "columns"> {
  const { fromS, toS, points } = query;
  const level = levelFor(trace, query);
  let frames = 0;
  if (level === 0) frames = rowsBetween(trace.levels[0]!, query);
  else {
    visit(trace, level, fromS, true, toS, (bucket) => {
      frames += bucket.frames;
    });
  }
  const decimation = Math.max(1, Math.ceil(frames / points));
  const columns = emptyColumns();
  const row = clearBucket(emptyBucket());
  let previousS = Number.NaN;
  const flush = () => {
    if (row.frames > 0) write(columns, row);
    clearBucket(row);
  };
  visit(trace, level, fromS, true, toS, (bucket) => {
    if (bucket.firstS - previousS > 1.5 * trace.framePeriodS) {
      flush();
      writeGap(columns, bucket.firstS - trace.framePeriodS);
    }
    addBucket(row, bucket);
    previousS = lastS(bucket);
    if (row.frames >= decimation) flush();
  });
  flush();
  return { decimation, columns };
}

/** The finest level that reaches back far enough, then as coarse as still gives twice the rows wanted. */
function levelFor(trace: LoopTrace, query: SeriesQuery): number {
  const reachesBack = (level: TraceLevel) =>
    level.first === 0 || level.firstEndingAfter(query.fromS) > level.first;
  const finest = trace.levels.findIndex(reachesBack);
  let chosen = finest === -1 ? trace.levels.length - 1 : finest;
  while (chosen + 1 < trace.levels.length) {
    if (rowsBetween(trace.levels[chosen + 1]!, query) < 2 * query.points) break;
    chosen += 1;
  }
  return chosen;
}

function rowsBetween(level: TraceLevel, { fromS, toS }: SeriesQuery): number {
  return Math.max(0, level.firstEndingAfter(toS) - firstEndingAtOrAfter(level, fromS));
}

function firstEndingAtOrAfter(level: TraceLevel, timeS: number): number {
  const row = level.firstEndingAfter(timeS);
  return row > level.first && level.lastSOf(row - 1) === timeS ? row - 1 : row;
}

/** Calls `take` with the rows of a level that lie wholly in the span, and with finer rows for its ends. The bucket is reused. */
function visit(
  trace: LoopTrace,
  index: number,
  fromS: number,
  inclusive: boolean,
  toS: number,
  take: (bucket: Bucket) => void,
): void {
  const level = trace.levels[index]!;
  const scratch = emptyBucket();
  const first = inclusive ? firstEndingAtOrAfter(level, fromS) : level.firstEndingAfter(fromS);
  const end = level.firstEndingAfter(toS);
  const startsBefore = (row: number) => {
    const { firstS } = level.read(row, scratch);
    return inclusive ? firstS < fromS : firstS <= fromS;
  };
  let from = first;
  if (index > 0 && first < end && startsBefore(first)) from = first + 1;
  const coveredFromS = from > first ? level.lastSOf(from - 1) : null;
  if (coveredFromS !== null) visit(trace, index - 1, fromS, inclusive, coveredFromS, take);
  for (let row = from; row < end; row += 1) take(level.read(row, scratch));
  if (index === 0) return;
  if (end > from) visit(trace, index - 1, level.lastSOf(end - 1), false, toS, take);
  else if (coveredFromS !== null) visit(trace, index - 1, coveredFromS, false, toS, take);
  else visit(trace, index - 1, fromS, inclusive, toS, take);
}

function emptyColumns(): Columns {
  return {
    timeS: [],
    state: [],
    coverage: [],
    measured: [],
    measuredMin: [],
    measuredMax: [],
    expected: [],
    expectedSd: [],
    residual: [],
    statisticNat: [],
    suspectNat: [],
    confirmNat: [],
    rateFractionPerDay: [],
    rateKgPerS: [],
    holeDiameterM: [],
    inventoryKg: [],
    timeToEmptyS: [],
  };
}

/** One row, or two in order of time where the bucket holds both frames with data and frames without. */
function write(columns: Columns, bucket: Bucket): void {
  const uncovered = bucket.frames - bucket.covered;
  if (bucket.covered === 0) {
    writeRow(columns, bucket, bucket.uncoveredUntilS, bucket.uncoveredState);
    return;
  }
  const gapFirst = uncovered > 0 && bucket.uncoveredUntilS < bucket.coveredUntilS;
  if (gapFirst) writeGap(columns, bucket.uncoveredUntilS, bucket.uncoveredState);
  writeRow(columns, bucket, bucket.coveredUntilS, bucket.state);
  if (uncovered > 0 && !gapFirst) writeGap(columns, bucket.uncoveredUntilS, bucket.uncoveredState);
}

function writeRow(columns: Columns, bucket: Bucket, timeS: number, state: number): void {
  columns.timeS.push(timeS);
  columns.state.push(states[state]!);
  columns.coverage.push(bucket.covered === 0 ? 0 : bucket.coverage / bucket.covered);
  columns.measured.push(orNull(bucket.measured));
  columns.measuredMin.push(orNull(bucket.measuredMin));
  columns.measuredMax.push(orNull(bucket.measuredMax));
  columns.expected.push(orNull(bucket.expected));
  columns.expectedSd.push(orNull(bucket.expectedSd));
  columns.residual.push(orNull(bucket.residual));
  columns.statisticNat.push(orNull(bucket.statisticNat));
  columns.suspectNat.push(orNull(bucket.suspectNat));
  columns.confirmNat.push(orNull(bucket.confirmNat));
  for (let index = 0; index < bandNames.length; index += 1) {
    columns[bandNames[index]!].push(bandAt(bucket.bands, index * 3));
  }
}

function writeGap(columns: Columns, timeS: number, state = states.indexOf("blind")): void {
  columns.timeS.push(timeS);
  columns.state.push(states[state]!);
  columns.coverage.push(0);
  for (const name of nullable) columns[name].push(null);
  for (const name of bandNames) columns[name].push(null);
}

const nullable = [
  "measured",
  "measuredMin",
  "measuredMax",
  "expected",
  "expectedSd",
  "residual",
  "statisticNat",
  "suspectNat",
  "confirmNat",
] as const;

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
