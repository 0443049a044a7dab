export type { Detector, DetectorRun, RateBand, Verdict } from "./detect/detector.ts";
export { quiet } from "./detect/detector.ts";
export { shippedWatch } from "./detect/shipped-watch.ts";
export { type SmallestLeak, smallestLeaks } from "./detectability/detectability.ts";
export { fuseGauges } from "./detectability/fuse-gauges.ts";
export { type InjectedTrials, injectTrials } from "./detectability/injected-trials.ts";
export { advisePlacement, type PlacementAdvice } from "./detectability/placement.ts";
export {
  type DetectabilityLine,
  linesOf,
  renderAdvice,
  renderDetectability,
} from "./detectability/render-detectability.ts";
export { type Bar, bars, type Standing } from "./report/bars.ts";
export { type BenchReport, collectReport } from "./report/collect-report.ts";
export { plotDelays } from "./report/plot-delays.ts";
export { renderMarkdown } from "./report/render-markdown.ts";
export { baselines } from "./run/columns.ts";
export { compareDetector } from "./run/compare-detector.ts";
export type { Job, JobResult } from "./run/job.ts";
export { type BenchOptions, planBench } from "./run/plan-bench.ts";
export { runJobs } from "./run/run-jobs.ts";
export { benchVehicle, benchVehicles } from "./world/bench-vehicle.ts";
