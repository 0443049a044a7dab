/**
 * How far the filter's innovations are from the white, unit-variance noise that the test assumes, measured on the loop itself:
 * the mean square of sums of L successive normalised innovations, divided by L, for L on a ladder. White noise gives 1 at
 * every L; a drift that the model underrates shows as a ratio that grows with L.
 *
 * The drift's own scale is learned beside them, so that the filter itself follows a loop that drifts more than described: from the
 * difference of successive sums of the longest length, in which a leak, whose innovations keep their mean, cancels.
 *
 * Each ratio starts at 1 with the weight of `PRIOR_BLOCKS` blocks and forgets with a memory of `MEMORY_BLOCKS` blocks.
 */
export interface SelfCalibration {
  readonly sum: Float64Array;
  readonly filled: Float64Array;
  readonly square: Float64Array;
  readonly weight: Float64Array;
  /** Latest complete sum of the longest length; NaN before the first. */
  readonly lastSum: number;
  /** ln of the variance of the loop's drift over the described one, never below 0. */
  readonly lnDrift: number;
}

/** Block lengths, in frames with data. */
export const BLOCK_FRAMES = [1, 8, 64, 512] as const;

const PRIOR_BLOCKS = 4;
const MEMORY_BLOCKS = [4000, 2000, 500, 100] as const;

export function beginCalibration(): SelfCalibration {
  const rungs = BLOCK_FRAMES.length;
  return {
    sum: new Float64Array(rungs),
    filled: new Float64Array(rungs),
    square: new Float64Array(rungs).fill(PRIOR_BLOCKS),
    weight: new Float64Array(rungs).fill(PRIOR_BLOCKS),
    lastSum: Number.NaN,
    lnDrift: 0,
  };
}

/** Takes in one normalised innovation (residual over its standard deviation, clipped by the caller). */
export function calibrate(before: SelfCalibration, normalised: number): SelfCalibration {
  const sum = before.sum.slice();
  const filled = before.filled.slice();
  const square = before.square.slice();
  const weight = before.weight.slice();
  let { lastSum, lnDrift } = before;
  for (let rung = 0; rung < BLOCK_FRAMES.length; rung++) {
    sum[rung] = sum[rung]! + normalised;
    filled[rung] = filled[rung]! + 1;
    const length = BLOCK_FRAMES[rung]!;
    if (filled[rung]! < length) continue;
    const keep = 1 - 1 / MEMORY_BLOCKS[rung]!;
    square[rung] = square[rung]! * keep + (sum[rung]! * sum[rung]!) / length;
    weight[rung] = weight[rung]! * keep + 1;
    if (rung === BLOCK_FRAMES.length - 1) {
      lnDrift = followDrift(lnDrift, lastSum, sum[rung]!);
      lastSum = sum[rung]!;
    }
    sum[rung] = 0;
    filled[rung] = 0;
  }
  return { sum, filled, square, weight, lastSum, lnDrift };
}

/** Ratio of variance at which the drift is scaled no further (science note 1.4). */
const ENOUGH = 1.1;
/** Part of what is too much that each block adds: a drift three times the described is followed within two days of 10 s frames. */
const FOLLOWS = 0.06;
/** One block says no more than this of its variance: a jump is not a drift. */
const MOST_OF_A_BLOCK = 6;
const LARGEST_LN_DRIFT = Math.log(100);

/** Scales the drift until half the mean square difference of successive sums is what white innovations have. */
function followDrift(lnDrift: number, last: number, now: number): number {
  if (Number.isNaN(last)) return lnDrift;
  const ratio = (now - last) ** 2 / (2 * BLOCK_FRAMES.at(-1)!);
  const next = lnDrift + FOLLOWS * (Math.min(ratio, MOST_OF_A_BLOCK) - ENOUGH);
  return Math.min(Math.max(next, 0), LARGEST_LN_DRIFT);
}

/** Mean-square ratio of each rung; 1 is white. */
export function varianceRatios(calibration: SelfCalibration): Float64Array {
  return calibration.square.map((value, rung) => value / calibration.weight[rung]!);
}

/** Tolerance of the whiteness gate of science note 1.4. */
const WHITE_WITHIN = 0.15;
/** Blocks of a length that must have been seen before their ratio is a measurement and not the prior. */
const LEAST_BLOCKS = 8;

/** Ratios that were measured, null for those of which too little was seen. */
export function measuredRatios({ square, weight }: SelfCalibration): (number | null)[] {
  return Array.from(weight, (count, rung) =>
    count - PRIOR_BLOCKS < LEAST_BLOCKS ? null : square[rung]! / count,
  );
}

/** True where every ratio was measured and is that of white noise: only then may a report call the false-alarm rate guaranteed. */
export function isWhite(ratios: Iterable<number | null>): boolean {
  return Array.from(ratios).every((ratio) => ratio !== null && Math.abs(ratio - 1) <= WHITE_WITHIN);
}

/**
 * Factor by which evidence gathered over an age is to be divided: the largest ratio seen at any block not longer than twice
 * the age, never below 1, so that a loop quieter than described is not trusted beyond its description.
 */
export function evidenceDivisor(ratios: Float64Array, offset: number, ageFrames: number): number {
  let divisor = 1;
  for (let rung = 0; rung < BLOCK_FRAMES.length; rung++) {
    if (BLOCK_FRAMES[rung]! > 2 * ageFrames) break;
    const ratio = ratios[offset + rung]!;
    if (ratio > divisor) divisor = ratio;
  }
  return divisor;
}
