/** Row-by-row score of one file, without point adjustment. NaN where nothing was there to find or to miss. */
export interface RowScore {
  readonly f1: number;
  /** False alarms of the normal rows, and misses of the anomalous ones: the leaderboard's FAR and MAR. */
  readonly falseAlarmRate: number;
  readonly missedRate: number;
}

/** Scores predictions against labels, a row each. */
export function scoreRows(truth: readonly boolean[], said: readonly boolean[]): RowScore {
  let hit = 0;
  let wrong = 0;
  let missed = 0;
  let right = 0;
  for (let i = 0; i < truth.length; i++) {
    if (truth[i]) said[i] ? hit++ : missed++;
    else said[i] ? wrong++ : right++;
  }
  return {
    f1: (2 * hit) / (2 * hit + wrong + missed),
    falseAlarmRate: wrong / (wrong + right),
    missedRate: missed / (missed + hit),
  };
}
