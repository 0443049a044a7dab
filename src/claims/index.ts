export * from "./assertion.ts";
export * from "./assess-claims.ts";
export type { Conflict } from "./conflict.ts";
export type { LoopRanges, Range } from "./emptying-ensemble.ts";
export { plotClaim, VERDICT_MARKS } from "./plot-claim.ts";
export { plotClaims } from "./plot-claims.ts";
export * from "./quantity.ts";
export * from "./render-claims.ts";
export * from "./verdict.ts";
