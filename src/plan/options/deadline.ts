/** Time that is left for a part of the work. */
export interface Deadline {
  /** Limit for the next solve [s]; null if there is no time for one. */
  next(): number | null;
}

/** A solve that would get less than this is not begun [s]. */
export const LEAST_SOLVE_S = 0.5;

/** Ends at a reading of a clock; no solve gets more than `solveLimitS`. */
export function deadlineAt(clockS: () => number, endS: number, solveLimitS: number): Deadline {
  return {
    next() {
      const left = endS - clockS();
      return left < LEAST_SOLVE_S ? null : Math.min(left, solveLimitS);
    },
  };
}
