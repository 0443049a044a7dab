import type { WatchPlan } from "../plan.ts";

/**
 * Frames within which a healthy channel must have changed its code, by the description of the loop: at any time where noise is of the
 * order of a step, within half an orbit where the orbital swing is of several steps; infinite where it may rest for ever.
 */
export function shouldMoveWithin({ loop }: WatchPlan): number {
  const { step, white, ripple } = loop.noise;
  if (white >= 0.5 * step) return 0;
  if (loop.orbitPeriodS > 0 && ripple >= 2 * step) return loop.orbitPeriodS / 2 / loop.framePeriodS;
  return Number.POSITIVE_INFINITY;
}
