import type { TracePoint } from "../finding.ts";

/** A point of a healthy loop that is expected to read 100; a reading that is not a number is a frame without data. */
export function tracePoint(endS: number, measured: number, more: Partial<TracePoint> = {}): TracePoint {
  return {
    endS,
    state: "normal",
    coverage: Number.isNaN(measured) ? 0 : 1,
    measured,
    expected: 100,
    expectedSd: 1,
    residual: measured - 100,
    statisticNat: 0,
    suspectNat: 12,
    confirmNat: 15,
    rateFractionPerDay: null,
    rateKgPerS: null,
    holeDiameterM: null,
    inventoryKg: null,
    timeToEmptyS: null,
    ...more,
  };
}
