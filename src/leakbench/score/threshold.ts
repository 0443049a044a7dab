/** A threshold read off leak-free time. */
export interface Calibration {
  readonly threshold: number;
  /** Alarms a year at it, as counted; equal to the wanted rate where nothing had to be extrapolated. */
  readonly countedPerYear: number;
  /** Beyond what was counted: by an exponential tail. */
  readonly extrapolated: boolean;
}

const YEAR_S = 365.25 * 86_400;
/** The tail is fitted to this share of the blocks, and to no fewer than this many. */
const TAIL_SHARE = 0.2;
const LEAST_TAIL = 8;

/**
 * The threshold that a detector's block maxima pass at the wanted rate. The tail above the 80 % point is taken as exponential
 * (true of the logarithm of a Shiryaev-Roberts statistic, and near for any chart's run length), which uses every large block
 * and not just the few largest. Alarms within a block count as one.
 */
export function calibrateThreshold(
  maxima: readonly number[],
  blockS: number,
  alarmsPerYear: number,
): Calibration {
  const sorted = maxima.filter(Number.isFinite).toSorted((a, b) => b - a);
  const tail = Math.min(sorted.length - 1, Math.max(LEAST_TAIL, Math.round(TAIL_SHARE * sorted.length)));
  if (tail < LEAST_TAIL) {
    throw new RangeError(
      `a threshold needs ${LEAST_TAIL + 1} blocks of leak-free time, got ${sorted.length}`,
    );
  }
  const base = sorted[tail]!;
  let excess = 0;
  for (let i = 0; i < tail; i++) excess += sorted[i]! - base;
  const scale = excess / tail;
  const wantedPerBlock = (alarmsPerYear * blockS) / YEAR_S;
  // Maxima of a block pass with 1 - exp(-rate): alarms are rare and independent between blocks.
  const passing = -Math.expm1(-wantedPerBlock);
  const threshold = base + scale * Math.log(tail / sorted.length / passing);
  return {
    threshold,
    countedPerYear: alarmRate(sorted, threshold, blockS),
    extrapolated: passing * sorted.length < 1,
  };
}

/** Blocks a year in which a threshold was passed. */
export function alarmRate(maxima: readonly number[], threshold: number, blockS: number): number {
  const years = (maxima.length * blockS) / YEAR_S;
  return maxima.filter((value) => value >= threshold).length / years;
}
