export { type Cushion, cushionPressurePa } from "./cushion.ts";
export {
  type Emptying,
  type EmptyingLoop,
  type EmptyingStage,
  type EmptyingState,
  emptying,
} from "./emptying.ts";
export { type FeedTube, fedFlowKgPerS } from "./feed-tube.ts";
export * from "./isooctane.ts";
export { effectiveAreaM2, type Hole, liquidFlowKgPerS, type Vapour } from "./orifice.ts";
