/** Mean delay that is asked for at one false alarm a year on R44, seconds by g/s. */
const DELAY_GOALS: readonly (readonly [number, number])[] = [
  [1e-4, 60 * 3600],
  [3e-4, 12 * 3600],
  [1e-3, 3.5 * 3600],
  [1e-2, 1800],
  [0.1, 120],
  [1, 20],
  [10, 5],
];

/** Rates that are the same but for rounding. */
export const sameRate = (one: number, other: number): boolean => Math.abs(one / other - 1) < 1e-6;

/** The delay asked for at a rate on a loop of a scale (a loop eight times R44 is to find eight times the leak as fast), or null. */
export function delayGoalS(rateGPerS: number, scale: number): number | null {
  return DELAY_GOALS.find(([rate]) => sameRate(rate * scale, rateGPerS))?.[1] ?? null;
}
