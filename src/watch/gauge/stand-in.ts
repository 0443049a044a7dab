import type { Frame } from "../../telemetry/frame.ts";
import { addedStart } from "../detect/path-plan.ts";
import { readingOf } from "../expectation.ts";
import type { WatchPlan } from "../plan.ts";
import type { WatchState } from "../state.ts";
import { LEAST_COVERAGE, readGauges } from "./read-gauges.ts";

/**
 * A frame in which the inventory channel is silent, with what another gauge lets it be taken for: that gauge's amount less the bias
 * that the filter has learned of it. The same frame where no gauge speaks, or the inventory channel does.
 */
export function withStandIn(plan: WatchPlan, state: WatchState, frame: Frame): Frame {
  if (plan.gauges.length < 2 || state.referenceReading === null) return frame;
  if (frame.coverage[0]! >= LEAST_COVERAGE && Number.isFinite(frame.mean[0]!)) return frame;
  const reading = readGauges(plan.gauges, state.references, frame, state.leftOut)[0];
  if (reading === undefined) return frame;
  const { biasState, slot } = plan.gauges[reading.place]!;
  const bias = biasState < 0 ? 0 : state.kalman.mean[addedStart(plan.model) + biasState]!;
  const mean = frame.mean.slice();
  const coverage = frame.coverage.slice();
  mean[0] = readingOf(plan, state.referenceReading, reading.amount - bias);
  coverage[0] = frame.coverage[slot]!;
  return { ...frame, mean, coverage };
}
