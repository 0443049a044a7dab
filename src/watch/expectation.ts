import { fromSi } from "../units/index.ts";
import type { Compensated } from "./compensate.ts";
import { sizeEvidence } from "./detect/onset-bank.ts";
import { addedStart } from "./detect/path-plan.ts";
import type { LoopState } from "./finding.ts";
import { innovate, type KalmanState, predict } from "./model/kalman.ts";
import { observe, pressurePa } from "./observe.ts";
import type { WatchPlan } from "./plan.ts";
import type { WatchState } from "./state.ts";

/** What the channel would read were there no leak, in the channel's unit, with one standard deviation. */
export interface Expectation {
  readonly expected: number;
  readonly sd: number;
}

/**
 * Before a suspicion: the filter's prediction, made before the frame was looked at. From a suspicion on the filter has begun to
 * follow the leak as if it were drift, so what the likeliest leak did to its state is taken out again (its sensitivity to that
 * leak is known exactly). A gas-charged loop's leak changes pace by stages, so there the state is cleaned once, at the
 * suspicion, and carried forward from then without looking.
 */
export function expectation(
  plan: WatchPlan,
  state: WatchState,
  now: Compensated,
  frame: number,
): Expectation {
  const reference = state.referenceReading;
  if (reference === null) return { expected: Number.NaN, sd: Number.NaN };
  if (state.unleaked !== null) {
    // How far a code's rounding reaches grows with the leak; without one it is as at the reference.
    const row = now.row.slice();
    row.fill(0, addedStart(plan.model));
    const { expected, variance } = innovate(plan.model, state.unleaked, row, 0, plan.model.whiteVariance);
    return { expected: readingOf(plan, reference, expected), sd: Math.sqrt(variance) };
  }
  if (now.innovation === null) return { expected: Number.NaN, sd: Number.NaN };
  const found = state.phase === "suspected" || state.phase === "leaking";
  const amount = found ? amountOf(now.row, withoutLeak(plan, now, frame)) : now.innovation.expected;
  const sd = Math.max(Math.sqrt(now.innovation.variance), plan.loop.noise.step / Math.sqrt(12));
  return { expected: readingOf(plan, reference, amount), sd };
}

/** The filter's state with the effect of the likeliest leak taken out of it. */
export function withoutLeak(plan: WatchPlan, now: Compensated, frame: number): Float64Array {
  const { j, rate } = likeliestLeak(now, frame);
  const { size } = plan.model;
  return now.kalman.mean.map((value, i) => value - rate * now.bank.sensitivity[j * size + i]!);
}

/** Carries the state without the leak one frame on, or begins or ends it as the phase demands. */
export function advanceUnleaked(
  plan: WatchPlan,
  state: WatchState,
  phase: LoopState,
  now: Compensated,
  frame: number,
): KalmanState | null {
  if (plan.loop.inventory.kind !== "gas-pressure") return null;
  if (phase === "blind") return state.unleaked && predict(plan.model, state.unleaked);
  if (phase !== "suspected" && phase !== "leaking") return null;
  if (state.unleaked !== null) return predict(plan.model, state.unleaked);
  return { mean: withoutLeak(plan, now, frame), covariance: now.kalman.covariance };
}

/**
 * The state without the leak where the fast path found it: the slow path's, which has seen next to nothing of the burst and would
 * otherwise take it for a jump and let its level go.
 */
export function beforeBurst(plan: WatchPlan, state: WatchState): KalmanState | null {
  return plan.loop.inventory.kind === "gas-pressure" ? state.kalman : null;
}

function amountOf(row: Float64Array, mean: Float64Array): number {
  return row.reduce((sum, h, i) => sum + h * mean[i]!, 0);
}

function likeliestLeak(now: Compensated, frame: number): { j: number; rate: number } {
  let best = { j: now.bank.count - 1, rate: 0 };
  let peak = 0;
  for (let j = 0; j < now.bank.count; j++) {
    const { a, b } = sizeEvidence(now.bank, j, frame);
    if (a > 0 && b > 0 && (a * a) / (2 * b) > peak) {
      peak = (a * a) / (2 * b);
      best = { j, rate: a / b };
    }
  }
  return best;
}

/** The channel's reading that an amount, in channel units at the reference, stands for: the inverse of {@link observe}. */
export function readingOf(plan: WatchPlan, reference: number, amount: number): number {
  const { loop } = plan;
  if (loop.inventory.kind !== "gas-pressure") return amount;
  const inKg = amount * observe(loop, reference, reference).slope;
  const { densityKgPerM3, gasVolumeM3 } = loop.inventory;
  const expansion = Math.max(1 - (1.5 * inKg) / (densityKgPerM3.value * gasVolumeM3.value), 1e-3) ** (2 / 3);
  return fromSi(pressurePa(loop, reference) / expansion, loop.inventoryUnit);
}
