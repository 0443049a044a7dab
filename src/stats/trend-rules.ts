import { solveDense } from "./linear-solve.ts";
import { normalSurvival } from "./normal.ts";

/** Which of the trend rules of the US NRC inspection manual (part 2515, appendix D) are in force. */
export interface TrendRules {
  /** Alarm at this many values in a row above the baseline mean; 9 in the manual, 0 switches it off. */
  readonly runAboveMean: number;
  /** Alarm when two of three values in a row are above mean + 2 sigma. */
  readonly twoOfThreeAboveTwoSigma: boolean;
  /** Alarm at one value above mean + 3 sigma. */
  readonly oneAboveThreeSigma: boolean;
}

/** The three rules together, as the manual uses them. */
export const nrcTrendRules: TrendRules = {
  runAboveMean: 9,
  twoOfThreeAboveTwoSigma: true,
  oneAboveThreeSigma: true,
};

/** Average run length of the rules for independent N(shift, 1) values: exact, by a Markov chain over what the rules remember. */
export function trendRulesArl(rules: TrendRules, shift: number): number {
  const runs = Math.max(1, rules.runAboveMean);
  // State: length of the current run above the mean, whether the last value, and the one before, was above 2 sigma.
  const size = runs * 4;
  const index = (run: number, last: number, before: number) => run * 4 + last * 2 + before;
  const aboveMean = normalSurvival(-shift);
  const aboveTwo = normalSurvival(2 - shift);
  const aboveThree = normalSurvival(3 - shift);
  const matrix = new Float64Array(size * size);
  const ones = new Float64Array(size).fill(1);
  for (let run = 0; run < runs; run++)
    for (let last = 0; last < 2; last++)
      for (let before = 0; before < 2; before++) {
        const row = index(run, last, before) * size;
        matrix[row + index(run, last, before)]! += 1;
        const nextRun = rules.runAboveMean > 0 ? run + 1 : 0;
        const runAlarms = rules.runAboveMean > 0 && nextRun >= rules.runAboveMean;
        matrix[row + index(0, 0, last)]! -= 1 - aboveMean;
        if (!runAlarms) matrix[row + index(nextRun, 0, last)]! -= aboveMean - aboveTwo;
        const highAlarms = runAlarms || (rules.twoOfThreeAboveTwoSigma && (last === 1 || before === 1));
        if (!highAlarms)
          matrix[row + index(nextRun, 1, last)]! -= aboveTwo - (rules.oneAboveThreeSigma ? aboveThree : 0);
      }
  return solveDense(matrix, ones)[index(0, 0, 0)]!;
}
