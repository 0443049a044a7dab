/**
 * How long a channel rests on one code, learned from the channel itself. A channel by exception may rest for hours and be
 * healthy; what gives a stuck one away is a rest that is many times as long as its own.
 */
export interface Dwell {
  readonly value: number;
  /** Frames in a row with this value, the first one not counted. */
  readonly frames: number;
  /** Sums over completed rests, of their lengths and of the squares, which forget; and how many there were. */
  readonly sum: number;
  readonly squares: number;
  readonly rests: number;
}

/** Rests that must have been seen before one can be called too long. */
const LEAST_RESTS = 20;
/** Part of the sums that each completed rest leaves: a memory of some 500 rests. */
const KEEP = 1 - 1 / 500;

export const noDwell: Dwell = { value: Number.NaN, frames: 0, sum: 0, squares: 0, rests: 0 };

/** Takes in one frame's reading. */
export function rest(before: Dwell, value: number): Dwell {
  if (value === before.value) return { ...before, frames: before.frames + 1 };
  const length = before.frames + 1;
  if (Number.isNaN(before.value)) return { ...before, value };
  return {
    value,
    frames: 0,
    sum: before.sum * KEEP + length,
    squares: before.squares * KEEP + length * length,
    rests: before.rests + 1,
  };
}

/**
 * -ln of the chance that a healthy channel rests as long as this one has: rests taken as memoryless about the length in which
 * a frame picked at random finds itself, which is longer than their mean. 0 while too few rests are known.
 */
export function restNat({ frames, sum, squares, rests }: Dwell): number {
  if (rests < LEAST_RESTS) return 0;
  return frames / Math.max(squares / sum, 1);
}
