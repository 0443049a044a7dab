import { isPressure, SHARED_LEVEL_PA } from "./signature.ts";
import { residualBias, type Tap } from "./tap.ts";
import { meanBetween, type TapBlock } from "./tap-record.ts";

/** By how much taps moved between before a leak and now, and how sure that is. Only taps with data on both sides are in it. */
export interface MovedTaps {
  /** Indices into the taps. */
  readonly known: readonly number[];
  /** SI, after less before. */
  readonly moved: Float64Array;
  /** Covariance, row-major. All pressures share one unknown level: what their common fall says of the rate the inventory says better. */
  readonly covariance: Float64Array;
  /** What every tap read before; NaN where nothing is known. */
  readonly before: Float64Array;
}

const DAY_S = 86_400;
/** What is compared: up to this long before the onset, and the last of this long since; whole orbits where the loop orbits. */
const WINDOW_S = 3600;
/** Windows of the past weigh as much as the description of the sensors at this number of them. */
const PRIOR_WINDOWS = 4;
const MOST_WINDOWS = 24;

/**
 * Compares what the taps read since the latest time at which the leak may have begun with what they read before the earliest. The
 * covariance is from the sensors' noise, code, drift and residual bias and from how far the same taps moved between windows as long
 * as these in the hours before the leak, which holds what temperature and load do to them. null without data on both sides.
 */
export function movedTaps(
  taps: readonly Tap[],
  blocks: readonly TapBlock[],
  onset: { readonly p05: number; readonly p95: number },
  number: number,
  timing: { readonly periodS: number; readonly orbitPeriodS: number },
  flowKgPerS: number,
): MovedTaps | null {
  const { periodS, orbitPeriodS } = timing;
  const count = taps.length;
  const longest = Math.round(Math.max(WINDOW_S, orbitPeriodS) / periodS);
  const firstAfter = Math.max(Math.ceil(onset.p95), number - longest + 1);
  const lastBefore = Math.floor(onset.p05) - 1;
  const after = meanBetween(blocks, firstAfter, number, count);
  const before = meanBetween(blocks, lastBefore - longest + 1, lastBefore, count);
  const known = taps.map((_, i) => i).filter((i) => after.frames[i]! > 0 && before.frames[i]! > 0);
  if (known.length === 0) return null;

  const past = pastMoves(blocks, lastBefore, longest, number - firstAfter + 1, count);
  const ageS = (number - onset.p05) * periodS + (longest * periodS) / 2;
  const n = known.length;
  const covariance = new Float64Array(n * n);
  const trust = past.length / (past.length + PRIOR_WINDOWS);
  known.forEach((i, a) => {
    const tap = taps[i]!;
    const perFrame = tap.white ** 2 / Math.max(1, periodS / tap.everyS);
    const white = perFrame * (1 / after.frames[i]! + 1 / before.frames[i]!);
    const drift = tap.driftPerRootDay ** 2 * (ageS / DAY_S);
    covariance[a * n + a] = residualBias(tap, flowKgPerS) ** 2 + drift + (1 - trust) * white;
    known.forEach((j, b) => {
      let sum = isPressure(tap) && isPressure(taps[j]!) ? SHARED_LEVEL_PA ** 2 : 0;
      if (past.length > 0)
        sum += (trust * past.reduce((total, move) => total + move[i]! * move[j]!, 0)) / past.length;
      covariance[a * n + b] = covariance[a * n + b]! + sum;
    });
  });
  return {
    known,
    moved: Float64Array.from(known, (i) => after.mean[i]! - before.mean[i]!),
    covariance,
    before: before.mean,
  };
}

/** How far the taps moved between windows of the same lengths that end before the leak, each window after the other. */
function pastMoves(
  blocks: readonly TapBlock[],
  lastBefore: number,
  framesBefore: number,
  framesAfter: number,
  taps: number,
): Float64Array[] {
  const moves: Float64Array[] = [];
  const first = blocks[0]?.firstFrame ?? lastBefore;
  for (let end = lastBefore; end - framesBefore - framesAfter >= first; end -= framesAfter) {
    const after = meanBetween(blocks, end - framesAfter + 1, end, taps);
    const before = meanBetween(blocks, end - framesAfter - framesBefore + 1, end - framesAfter, taps);
    const move = after.mean.map((value, i) => value - before.mean[i]!);
    if (move.every(Number.isFinite)) moves.push(move);
    if (moves.length >= MOST_WINDOWS) break;
  }
  return moves;
}
