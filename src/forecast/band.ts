/** Median and 90 % band of an ensemble. Infinity stands for what does not happen in that share of members. */
export interface Band {
  readonly median: number;
  readonly p05: number;
  readonly p95: number;
}

/**
 * Quantiles of equally likely members, straight between neighbours in order (Hyndman and Fan's type 7). Values that are not
 * numbers are left out; a band of nothing is NaN.
 */
export function bandOf(values: readonly number[]): Band {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const at = (share: number) => {
    const place = share * (sorted.length - 1);
    const low = sorted[Math.floor(place)];
    const high = sorted[Math.ceil(place)];
    if (low === undefined || high === undefined) return Number.NaN;
    return low === high ? low : low + (place - Math.floor(place)) * (high - low);
  };
  return { median: at(0.5), p05: at(0.05), p95: at(0.95) };
}
