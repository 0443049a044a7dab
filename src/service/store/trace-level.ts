import { type Bucket, bandNames, lastS } from "./bucket.ts";

const rowsPerChunk = 4096;
const bandWidth = bandNames.length * 3;

/** Columns that every row has; those that only a row of several frames needs stand apart. */
const numberColumns = [
  "measured",
  "expected",
  "expectedSd",
  "residual",
  "statisticNat",
  "suspectNat",
  "confirmNat",
  "coverage",
  "lastDataS",
] as const;
const bucketColumns = [
  "firstS",
  "frames",
  "covered",
  "coveredUntilS",
  "uncoveredUntilS",
  "measuredMin",
  "measuredMax",
] as const;

interface Chunk {
  readonly lastS: Float64Array;
  readonly state: Uint8Array;
  readonly uncoveredState: Uint8Array;
  readonly numbers: readonly Float64Array[];
  readonly extents: readonly Float64Array[];
  /** Only where some row of the chunk has a band: most loops never leak. */
  bands: Float64Array | null;
}

/**
 * Rows of one step of a loop's history, each of a fixed number of frames, in typed arrays that grow by chunks. The
 * oldest chunk goes when more than `rowsKept` rows are held. Row numbers count from the first ever written.
 */
export class TraceLevel {
  readonly #single: boolean;
  readonly #chunksKept: number;
  #chunks: Chunk[] = [];
  #dropped = 0;
  #length = 0;

  /** `framesPerRow` of 1 leaves out what a single frame does not need. */
  constructor(framesPerRow: number, rowsKept: number) {
    this.#single = framesPerRow === 1;
    this.#chunksKept = Math.max(1, Math.ceil(rowsKept / rowsPerChunk));
  }

  /** Number of the first row still held. */
  get first(): number {
    return this.#dropped;
  }

  /** One more than the number of the last row. */
  get end(): number {
    return this.#length;
  }

  /** Bytes of the typed arrays held. */
  get bytes(): number {
    let bytes = 0;
    for (const chunk of this.#chunks) {
      bytes += chunk.lastS.byteLength + chunk.state.byteLength * 2 + (chunk.bands?.byteLength ?? 0);
      for (const column of [...chunk.numbers, ...chunk.extents]) bytes += column.byteLength;
    }
    return bytes;
  }

  push(bucket: Bucket): void {
    const at = this.#length % rowsPerChunk;
    if (at === 0) this.#grow();
    const chunk = this.#chunks[this.#chunks.length - 1]!;
    chunk.lastS[at] = lastS(bucket);
    chunk.state[at] = bucket.state;
    chunk.uncoveredState[at] = bucket.uncoveredState;
    for (let index = 0; index < numberColumns.length; index += 1) {
      chunk.numbers[index]![at] = bucket[numberColumns[index]!];
    }
    if (!this.#single) {
      for (let index = 0; index < bucketColumns.length; index += 1) {
        chunk.extents[index]![at] = bucket[bucketColumns[index]!];
      }
    }
    if (chunk.bands !== null || bucket.bands.some((value) => !Number.isNaN(value))) {
      chunk.bands ??= new Float64Array(rowsPerChunk * bandWidth).fill(Number.NaN);
      chunk.bands.set(bucket.bands, at * bandWidth);
    }
    this.#length += 1;
  }

  /** Reads a row that is held into `bucket`. */
  read(row: number, bucket: Bucket): Bucket {
    const chunk = this.#chunkOf(row);
    const at = row % rowsPerChunk;
    bucket.state = chunk.state[at]!;
    bucket.uncoveredState = chunk.uncoveredState[at]!;
    for (let index = 0; index < numberColumns.length; index += 1) {
      bucket[numberColumns[index]!] = chunk.numbers[index]![at]!;
    }
    if (this.#single) {
      const hasData = bucket.coverage > 0;
      const endS = chunk.lastS[at]!;
      bucket.firstS = endS;
      bucket.frames = 1;
      bucket.covered = hasData ? 1 : 0;
      bucket.coveredUntilS = hasData ? endS : Number.NEGATIVE_INFINITY;
      bucket.uncoveredUntilS = hasData ? Number.NEGATIVE_INFINITY : endS;
      bucket.measuredMin = bucket.measured;
      bucket.measuredMax = bucket.measured;
    } else {
      for (let index = 0; index < bucketColumns.length; index += 1) {
        bucket[bucketColumns[index]!] = chunk.extents[index]![at]!;
      }
    }
    if (chunk.bands === null) bucket.bands.fill(Number.NaN);
    else
      for (let part = 0; part < bandWidth; part += 1)
        bucket.bands[part] = chunk.bands[at * bandWidth + part]!;
    return bucket;
  }

  lastSOf(row: number): number {
    return this.#chunkOf(row).lastS[row % rowsPerChunk]!;
  }

  /** Number of the first row held that ends after `timeS`; `end` if none does. */
  firstEndingAfter(timeS: number): number {
    let low = this.#dropped;
    let high = this.#length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.lastSOf(middle) > timeS) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #chunkOf(row: number): Chunk {
    return this.#chunks[((row - this.#dropped) / rowsPerChunk) | 0]!;
  }

  #grow(): void {
    if (this.#chunks.length === this.#chunksKept) {
      this.#chunks.shift();
      this.#dropped += rowsPerChunk;
    }
    const column = () => new Float64Array(rowsPerChunk);
    this.#chunks.push({
      lastS: column(),
      state: new Uint8Array(rowsPerChunk),
      uncoveredState: new Uint8Array(rowsPerChunk),
      numbers: numberColumns.map(column),
      extents: this.#single ? [] : bucketColumns.map(column),
      bands: null,
    });
  }
}
