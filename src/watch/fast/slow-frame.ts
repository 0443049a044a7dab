import type { Frame } from "../../telemetry/frame.ts";

/** A slow frame while fast ones are added up into it. */
export interface OpenSlowFrame {
  /** End of the slow frame; NaN before the first. */
  readonly endS: number;
  /** Sums of mean times coverage, of means as distances from the first one, so that a constant has an exact mean. */
  readonly weighted: Float64Array;
  readonly origin: Float64Array;
  readonly coverage: Float64Array;
  readonly reports: Int32Array;
}

export const emptySlowFrame: OpenSlowFrame = {
  endS: Number.NaN,
  weighted: new Float64Array(0),
  origin: new Float64Array(0),
  coverage: new Float64Array(0),
  reports: new Int32Array(0),
};

/**
 * Adds one fast frame to the slow frame of `periodS` that it lies in: means weighed by coverage, so the slow frame is what a frame
 * builder of that period would have made. `closed` is the slow frame where this fast one is its last. Pure.
 */
export function addToSlowFrame(
  open: OpenSlowFrame,
  fast: Frame,
  periodS: number,
): { open: OpenSlowFrame; closed: Frame | null } {
  const number = Math.ceil((fast.endS - 0.5 * fast.periodS) / periodS);
  const endS = number * periodS;
  const count = fast.mean.length;
  // A jump in time leaves an unfinished frame behind: it is given up.
  const isSame = open.endS === endS;
  const weighted = isSame ? open.weighted.slice() : new Float64Array(count);
  const origin = isSame ? open.origin.slice() : new Float64Array(count);
  const coverage = isSame ? open.coverage.slice() : new Float64Array(count);
  const reports = isSame ? open.reports.slice() : new Int32Array(count);
  const share = fast.periodS / periodS;
  for (let i = 0; i < count; i++) {
    const part = share * fast.coverage[i]!;
    reports[i] = reports[i]! + fast.reports[i]!;
    if (!(part > 0) || !Number.isFinite(fast.mean[i]!)) continue;
    if (coverage[i] === 0) origin[i] = fast.mean[i]!;
    weighted[i] = weighted[i]! + part * (fast.mean[i]! - origin[i]!);
    coverage[i] = coverage[i]! + part;
  }
  const next = { endS, weighted, origin, coverage, reports };
  if (endS - fast.endS > 0.5 * fast.periodS) return { open: next, closed: null };
  const mean = weighted.map((sum, i) => (coverage[i]! > 0 ? origin[i]! + sum / coverage[i]! : Number.NaN));
  return { open: emptySlowFrame, closed: { endS, periodS, mean, coverage, reports } };
}
