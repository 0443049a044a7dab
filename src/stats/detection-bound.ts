import { normalCdf, normalUpperQuantile } from "./normal.ts";

/** A lower bound on delay and the window length that gives it. */
export interface DetectionBound {
  /** No detector has a smaller worst-case mean delay, in samples, the alarming one included. */
  readonly delay: number;
  readonly window: number;
}

const FULL_SCAN = 400;
const GRID_RATIO = 1.02;

/** The bound for one window m: sum over j < m of 1 - Q(Q^-1(m/gamma) - d_j). */
function forWindow(signal: (j: number) => number, arl: number, m: number): number {
  const z = normalUpperQuantile(m / arl);
  let sum = 0;
  for (let j = 0; j < m; j++) {
    const term = normalCdf(z - signal(j));
    if (term < 1e-18 && j > 0) break;
    sum += term;
  }
  return sum;
}

/**
 * Neyman-Pearson bound on detection delay at a required ARL, for any Gaussian noise model and a change of known size:
 * rigorous and not asymptotic (Lai 1998 with the Neyman-Pearson lemma). `signal(j)` is d_j, the non-decreasing
 * signal-to-noise ratio after j post-change samples, d_0 = 0. Every window gives a valid bound; windows up to 400 are
 * tried one by one, longer ones on a 2 % grid refined about its best.
 */
export function neymanPearsonBound(signal: (j: number) => number, requiredArl: number): DetectionBound {
  if (!(requiredArl > 2)) throw new RangeError(`the required ARL is above 2 samples, got ${requiredArl}`);
  let best: DetectionBound = { delay: 0, window: 0 };
  const offer = (m: number) => {
    const delay = forWindow(signal, requiredArl, m);
    if (delay > best.delay) best = { delay, window: m };
    return delay;
  };
  const last = Math.ceil(requiredArl) - 1;
  let m = 1;
  for (; m <= Math.min(last, FULL_SCAN); m++) offer(m);
  for (; m <= last; m = Math.ceil(m * GRID_RATIO)) if (offer(m) < 0.5 * best.delay) break;
  const around = best.window;
  if (around >= FULL_SCAN) {
    const from = Math.floor(around / GRID_RATIO);
    const to = Math.min(last, Math.ceil(around * GRID_RATIO));
    const stride = Math.max(1, Math.floor((to - from) / 200));
    for (let k = from; k <= to; k += stride) offer(k);
  }
  return best;
}

/** Signal-to-noise of a constant shift in independent unit-variance samples: shift * sqrt(j). */
export function shiftSignal(shift: number): (j: number) => number {
  return (j) => shift * Math.sqrt(j);
}

/** Signal-to-noise of a ramp of the given slope per sample in white noise: sqrt(2 I_j). */
export function rampSignal(slopePerSample: number, sigma: number): (j: number) => number {
  return (j) => (slopePerSample / sigma) * Math.sqrt((j * (j + 1) * (2 * j + 1)) / 6);
}
