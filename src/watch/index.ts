export * from "./finding.ts";
export { channelsOf, fedPeriodS, planWatch, type WatchPlan } from "./plan.ts";
export { beginWatch, type WatchState } from "./state.ts";
export { step, type WatchStep } from "./watch-loop.ts";
export { type WatchOutput, type WatchSourceOptions, watchSource } from "./watch-source.ts";
