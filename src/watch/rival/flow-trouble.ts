import type { Explanation } from "../../vehicle/loop-description.ts";

/** What is remembered of the first flow channel: its usual mean and scatter, and those of the last minutes. */
export interface FlowMemory {
  readonly seen: number;
  readonly mean: number;
  readonly variance: number;
  readonly recentMean: number;
  readonly recentVariance: number;
}

export const noFlow: FlowMemory = { seen: 0, mean: 0, variance: 0, recentMean: 0, recentVariance: 0 };

const LEAST_SEEN = 120;
const SLOW = 1 / 2000;
const FAST = 1 / 30;
/** Beyond this a flow is in trouble, and what it does is no longer learned as usual. */
const UNUSUAL = 4;

/** Takes in one frame's readings of the explaining channels. */
export function followFlow(
  explanations: readonly Explanation[],
  before: FlowMemory,
  readings: Float64Array,
): FlowMemory {
  const slot = explanations.findIndex(({ quantity }) => quantity === "flow");
  const reading = slot < 0 ? Number.NaN : readings[slot]!;
  if (Number.isNaN(reading)) return before;
  if (before.seen === 0) return { ...noFlow, seen: 1, mean: reading, recentMean: reading };
  const learns = flowTrouble(before) < UNUSUAL;
  const slow = learns ? Math.max(SLOW, 1 / (before.seen + 1)) : 0;
  const off = reading - before.mean;
  const fast = reading - before.recentMean;
  return {
    seen: before.seen + 1,
    mean: before.mean + slow * off,
    variance: before.variance + slow * (off * off - before.variance),
    recentMean: before.recentMean + FAST * fast,
    recentVariance: before.recentVariance + FAST * (fast * fast - before.recentVariance),
  };
}

/** How far the flow has fallen, in standard deviations, or how many times rougher it has become, whichever is more. */
export function flowTrouble({ seen, mean, variance, recentMean, recentVariance }: FlowMemory): number {
  if (seen < LEAST_SEEN || !(variance > 0)) return 0;
  return Math.max((mean - recentMean) / Math.sqrt(variance), recentVariance / variance);
}
