import { neymanPearsonBound } from "../../stats/index.ts";
import type { LoopDescription } from "../../vehicle/loop-description.ts";
import { unitSignal } from "../detect/reference-filter.ts";
import { referencePlan } from "../run/columns.ts";

const signals = new Map<string, Float64Array>();
/** A slow leak's bound takes seconds to search out, and is asked for in every world. */
const bounds = new Map<string, number>();

/**
 * B_NP of a loop for a leak of known rate: no detector with the required mean time between false alarms has a smaller
 * worst-case mean delay in Gaussian noise of the loop's description (science: Lai 1998). Frames, the alarming one included.
 */
export function boundFrames(loop: LoopDescription, rateUnitsPerS: number, requiredArlFrames: number): number {
  const key = `${loop.id} ${rateUnitsPerS} ${requiredArlFrames}`;
  let delay = bounds.get(key);
  if (delay === undefined) {
    const signal = unitSignalOf(loop);
    const last = signal.length - 1;
    delay = neymanPearsonBound((j) => rateUnitsPerS * signal[Math.min(j, last)]!, requiredArlFrames).delay;
    bounds.set(key, delay);
  }
  return delay;
}

/** First-order delay: frames until a leak of known rate and onset has given ln(ARL) nats. */
export function firstOrderFrames(
  loop: LoopDescription,
  rateUnitsPerS: number,
  requiredArlFrames: number,
): number {
  const signal = unitSignalOf(loop);
  const wanted = Math.sqrt(2 * Math.log(requiredArlFrames)) / rateUnitsPerS;
  let low = 0;
  let high = signal.length - 1;
  if (signal[high]! < wanted) return Number.POSITIVE_INFINITY;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (signal[middle]! < wanted) low = middle;
    else high = middle;
  }
  return high;
}

function unitSignalOf(loop: LoopDescription): Float64Array {
  let signal = signals.get(loop.id);
  if (!signal) {
    const { filter, signature } = referencePlan(loop);
    signal = unitSignal(filter, signature);
    signals.set(loop.id, signal);
  }
  return signal;
}
