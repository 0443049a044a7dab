import type { LoopDescription } from "../../vehicle/loop-description.ts";
import { coefficientStart, type DisturbanceModel } from "../model/disturbance-model.ts";

/** The part of the inventory channel that the filter puts down to one class of explaining channels, and its usual range. */
export interface ExplainedPart {
  readonly seen: number;
  readonly now: number;
  readonly mean: number;
  readonly variance: number;
}

export type ExplainingClass = "thermal" | "operation";
export type Explained = Readonly<Record<ExplainingClass, ExplainedPart>>;

const nothing: ExplainedPart = { seen: 0, now: 0, mean: 0, variance: 0 };
export const noneExplained: Explained = { thermal: nothing, operation: nothing };

const LEAST_SEEN = 360;
const SLOW = 1 / 2000;
/** Beyond so many usual standard deviations a part is out of its range, and is no longer learned as usual. */
const UNUSUAL = 5;

/** Takes in what the filter's state after a frame puts down to the explaining channels. */
export function followExplained(
  loop: LoopDescription,
  model: DisturbanceModel,
  before: Explained,
  mean: Float64Array,
  row: Float64Array,
): Explained {
  const parts = { thermal: 0, operation: 0 };
  const start = coefficientStart(model);
  for (let i = 0; i < model.inputs; i++) {
    const { quantity } = loop.explainedBy[i >> 1]!;
    parts[quantity === "temperature" || quantity === "expected" ? "thermal" : "operation"] +=
      mean[start + i]! * row[start + i]!;
  }
  const sd = Math.sqrt(model.whiteVariance);
  return {
    thermal: take(before.thermal, parts.thermal, sd),
    operation: take(before.operation, parts.operation, sd),
  };
}

function take(before: ExplainedPart, now: number, sd: number): ExplainedPart {
  const seen = before.seen + 1;
  if (seen > LEAST_SEEN && Math.abs(excursion({ ...before, now }, sd)) > UNUSUAL - 1)
    return { ...before, seen, now };
  const share = Math.max(SLOW, 1 / seen);
  const off = now - before.mean;
  return {
    seen,
    now,
    mean: before.mean + share * off,
    variance: before.variance + share * (off * off - before.variance),
  };
}

/** How far a part is out of its usual range, in its own standard deviations and those of one reading together. */
export function excursion({ seen, now, mean, variance }: ExplainedPart, readingSd: number): number {
  return seen < LEAST_SEEN ? 0 : (now - mean) / Math.sqrt(variance + readingSd * readingSd);
}

export function isUnusual(part: ExplainedPart, readingSd: number): boolean {
  return Math.abs(excursion(part, readingSd)) > UNUSUAL;
}
