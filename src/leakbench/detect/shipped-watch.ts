import type { Frame } from "../../telemetry/frame.ts";
import type { LoopDescription } from "../../vehicle/loop-description.ts";
import { beginWatch, planWatch, step, type WatchPlan, type WatchState } from "../../watch/index.ts";
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
      return verdict(plan, result.state, result.point.rateKgPerS);
    },
    fork: () => runFrom(plan, state),
  };
}

function missing(loop: LoopDescription, endS: number): Frame {
  const channels = 1 + loop.explainedBy.length;
  return {
    endS,
    periodS: loop.framePeriodS,
    mean: new Float64Array(channels).fill(Number.NaN),
    coverage: new Float64Array(channels),
    reports: new Int32Array(channels),
  };
}

function verdict(plan: WatchPlan, state: WatchState, rate: RateBand | null): Verdict {
  const level = state.phase === "leaking" ? "alarm" : state.phase === "suspected" ? "suspected" : "quiet";
  const { framePeriodS } = plan.loop;
  const testing = state.learnedS >= plan.loop.learningS;
  return {
    statistic: testing ? state.statisticNat : Number.NEGATIVE_INFINITY,
    level,
    rateGPerS: rate && scaled(rate, 1000),
    onsetS: state.onset && scaled(state.onset, framePeriodS),
  };
}

const scaled = (band: RateBand, factor: number): RateBand => ({
  median: factor * band.median,
  p05: factor * band.p05,
  p95: factor * band.p95,
});
