export * from "./assertion.ts";
export * from "./assess-claims.ts";
export type { Conflict } from "./conflict.ts";
export type { LoopRanges, Range } from "./emptying-ensemble.ts";
export * from "./quantity.ts";
export * from "./render-claims.ts";
export * from "./verdict.ts";
