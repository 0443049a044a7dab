import { fromSi } from "../units/index.ts";
import type { Compensated } from "./compensate.ts";
import { sizeEvidence } from "./detect/onset-bank.ts";
import { observe, pressurePa } from "./observe.ts";
import type { WatchPlan } from "./plan.ts";
import type { WatchState } from "./state.ts";

/** What the channel would read were there no leak, in the channel's unit, with one standard deviation. */
export interface Expectation {
  readonly expected: number;
  readonly sd: number;
}

/**
 * Before a suspicion: the filter's prediction, made before the frame was looked at. From a suspicion on: the filter has begun
 * to follow the leak as if it were drift, so what the likeliest leak did to its state is taken out again (its sensitivity to
 * that leak is known exactly).
 */
export function expectation(
  plan: WatchPlan,
  state: WatchState,
  now: Compensated,
  frame: number,
): Expectation {
  const { loop, model } = plan;
  const reference = state.referenceReading;
  if (now.innovation === null || reference === null) return { expected: Number.NaN, sd: Number.NaN };
  let amount = now.innovation.expected;
  if (state.phase === "suspected" || state.phase === "leaking") {
    const likeliest = likeliestLeak(now, frame);
    amount = 0;
    for (let i = 0; i < model.size; i++) {
      const bent = now.bank.sensitivity[likeliest.j * model.size + i]! * likeliest.rate;
      amount += now.row[i]! * (now.kalman.mean[i]! - bent);
    }
  }
  return {
    expected: readingOf(plan, reference, amount),
    sd: sdInChannel(loop.noise.step, now.innovation.variance),
  };
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

function sdInChannel(step: number, variance: number): number {
  return Math.max(Math.sqrt(variance), step / Math.sqrt(12));
}
