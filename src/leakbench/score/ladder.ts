/**
 * When a rising threshold between two rungs of a ladder was passed, in frames: between the passings of its neighbours, linear
 * in the threshold. null where the statistic did not come that far within the trial.
 */
export function passingAt(
  ladder: readonly number[],
  crossings: readonly (number | null)[],
  threshold: number,
): number | null {
  const above = ladder.findIndex((rung) => rung >= threshold);
  if (above < 0) return null;
  const high = crossings[above] ?? null;
  if (above === 0 || ladder[above] === threshold) return high;
  const low = crossings[above - 1] ?? null;
  if (low === null || high === null) return null;
  const part = (threshold - ladder[above - 1]!) / (ladder[above]! - ladder[above - 1]!);
  return low + part * (high - low);
}
