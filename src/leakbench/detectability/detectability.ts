import { requiredSignal } from "../../stats/index.ts";
import type { LoopDescription } from "../../vehicle/loop-description.ts";
import { spacingAt } from "../../watch/detect/onset-bank.ts";
import { planWatch } from "../../watch/index.ts";
import { leakSignature, type SteadyFilter, settleFilter } from "../detect/reference-filter.ts";

/** Times within which a leak may be asked to show. */
export const WINDOWS_S = { "10 min": 600, "1 h": 3600, "1 day": 86_400, "1 week": 604_800 } as const;

/** Smallest leak seen within one time, in units of the inventory channel a day. */
export interface SmallestLeak {
  readonly window: string;
  readonly windowS: number;
  /** Half of such leaks are confirmed in time. */
  readonly halfPerDay: number;
  /** Nineteen of twenty are. */
  readonly mostPerDay: number;
  /** No detector with this false-alarm budget sees half of all leaks smaller than this, even told the rate and the onset. */
  readonly boundPerDay: number;
}

const DAY_S = 86_400;
/** The watch lets one frame count for this many standard deviations at most. */
const CLIP_SD = 3;
const NINETEEN_OF_TWENTY = 1.6448536269514722;

/**
 * The smallest leak that the watch confirms within each time on a loop as described: the leak's trace in the innovations
 * (through the filter's settled gains) is put into the watch's own mixture test, without noise, and the rate is sought at which
 * the statistic reaches the threshold of the loop's false-alarm budget. Noise moves the evidence z by one standard deviation to
 * either side: half of the leaks of that size show later. Explaining channels rest; the loop has learned; frames are complete.
 */
export function smallestLeaks(loop: LoopDescription): SmallestLeak[] {
  const { rates, confirmNat } = planWatch(loop);
  const filter = settleFilter(loop);
  const longest = Math.max(...Object.values(WINDOWS_S));
  const signature = leakSignature(filter, Math.ceil(longest / loop.framePeriodS) * 2 + 1);
  const test = { filter, signature, information: cumulative(signature, filter.variance), rates };
  return Object.entries(WINDOWS_S).map(([window, windowS]) => {
    const frames = Math.floor(windowS / loop.framePeriodS);
    const at = (behindSd: number) =>
      DAY_S * rateThatReaches(confirmNat, (rate) => noiseFreeStatistic(test, rate, frames, behindSd));
    // Neyman-Pearson: what may be spent on false alarms in a window of this length is its part of the ARL.
    const spent = windowS / loop.meanTimeBetweenFalseAlarmsS;
    const bound = requiredSignal(0.5, spent) / Math.sqrt(test.information[frames - 1]!);
    return {
      window,
      windowS,
      halfPerDay: at(0),
      mostPerDay: at(NINETEEN_OF_TWENTY),
      boundPerDay: DAY_S * bound,
    };
  });
}

interface Test {
  readonly filter: SteadyFilter;
  readonly signature: Float64Array;
  readonly information: Float64Array;
  readonly rates: Float64Array;
}

/**
 * ln of the mixture Shiryaev-Roberts statistic after so many frames of a leak of a known rate (channel units a second), as the
 * innovations without their noise give it, the evidence of every onset held back by so many of its standard deviations.
 */
export function noiseFreeStatistic(test: Test, rate: number, frames: number, behindSd: number): number {
  const { filter, signature, information, rates } = test;
  const { variance } = filter;
  const limit = CLIP_SD * Math.sqrt(variance);
  // The hypotheses of a watch that has been running as long before the leak as the leak has lasted.
  const now = 2 * frames - 1;
  const terms: number[] = [];
  let largest = 0;
  for (let onset = 0; onset <= now; onset++) {
    const age = now - onset;
    const spacing = spacingAt(age);
    if (onset % spacing !== 0) continue;
    let a = 0;
    for (let k = Math.max(onset, frames); k <= now; k++) {
      const residual = Math.max(-limit, rate * signature[k - frames]!);
      a += signature[k - onset]! * residual;
    }
    a /= variance;
    const b = information[age]!;
    a -= behindSd * Math.sqrt(b);
    for (const s of rates) {
      const term = s * (a - 0.5 * s * b) + Math.log(spacing);
      terms.push(term);
      if (term > largest) largest = term;
    }
  }
  let sum = 0;
  for (const term of terms) sum += Math.exp(term - largest);
  return largest + Math.log(sum / rates.length);
}

/** Rate at which a statistic that grows with the rate reaches a threshold, within 0.5 %. */
function rateThatReaches(threshold: number, statistic: (rate: number) => number): number {
  let low = 1e-12;
  let high = 1e-12;
  while (statistic(high) < threshold) {
    low = high;
    high *= 4;
    if (high > 1e12) return Number.POSITIVE_INFINITY;
  }
  while (high / low > 1.005) {
    const middle = Math.sqrt(low * high);
    if (statistic(middle) < threshold) low = middle;
    else high = middle;
  }
  return Math.sqrt(low * high);
}

function cumulative(signature: Float64Array, variance: number): Float64Array {
  const information = new Float64Array(signature.length);
  let sum = 0;
  for (let k = 0; k < signature.length; k++) {
    sum += signature[k]! ** 2 / variance;
    information[k] = sum;
  }
  return information;
}
