/** How long to wait before the next attempt, ms. */
export interface Backoff {
  readonly firstMs: number;
  readonly longestMs: number;
}

/**
 * Wait before attempt number `failures` + 1, ms: doubles from `firstMs` to `longestMs`, then half of it at random, so that
 * many clients cut off at once do not come back at once. `random` is in [0, 1).
 */
export function backoffMs(backoff: Backoff, failures: number, random: number): number {
  const doublings = Math.min(Math.max(failures, 1) - 1, 30);
  return Math.min(backoff.longestMs, backoff.firstMs * 2 ** doublings) * (0.5 + 0.5 * random);
}
