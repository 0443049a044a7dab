import type { Frame } from "../../telemetry/frame.ts";
import type { LoopDescription } from "../../vehicle/loop-description.ts";
import {
  beginWatch,
  channelsOf,
  type Finding,
  planWatch,
  step,
  type TracePoint,
  type WatchPlan,
  type WatchState,
} from "../../watch/index.ts";
import type { Detector, DetectorRun, RateBand, Verdict } from "./detector.ts";

/** The watch as it ships, at the thresholds of the loop's description. */
export const shippedWatch: Detector = {
  name: "watch",
  begin: (loop) => {
    const plan = planWatch(loop);
    return runFrom(plan, beginWatch(plan));
  },
};

function runFrom(plan: WatchPlan, start: WatchState): DetectorRun {
  let state = start;
  return {
    step(frame, endS) {
      const result = step(plan, state, frame ?? missing(plan.loop, endS));
      state = result.state;
      return verdict(plan, result.state, result.point, result.findings);
    },
    fork: () => runFrom(plan, state),
  };
}

function missing(loop: LoopDescription, endS: number): Frame {
  const channels = channelsOf(loop).length;
  return {
    endS,
    periodS: loop.fastFramePeriodS ?? loop.framePeriodS,
    mean: new Float64Array(channels).fill(Number.NaN),
    coverage: new Float64Array(channels),
    reports: new Int32Array(channels),
  };
}

const NONE: readonly string[] = [];

function verdict(
  plan: WatchPlan,
  state: WatchState,
  point: TracePoint,
  findings: readonly Finding[],
): Verdict {
  const level = state.phase === "leaking" ? "alarm" : state.phase === "suspected" ? "suspected" : "quiet";
  const { framePeriodS } = plan.loop;
  const testing = state.learnedS >= plan.loop.learningS;
  return {
    statistic: testing ? state.statisticNat : Number.NEGATIVE_INFINITY,
    level,
    rateGPerS: point.rateKgPerS && scaled(point.rateKgPerS, 1000),
    onsetS: state.onset && scaled(state.onset, framePeriodS),
    timeToEmptyS: point.timeToEmptyS,
    isolate: findings.some((finding) => finding.type === "leak" && finding.level === "isolate"),
    faults:
      findings.length === 0
        ? NONE
        : findings.flatMap((finding) => (finding.type === "fault" && finding.kind ? [finding.kind] : [])),
  };
}

const scaled = (band: RateBand, factor: number): RateBand => ({
  median: factor * band.median,
  p05: factor * band.p05,
  p95: factor * band.p95,
});
