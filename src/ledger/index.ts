export * from "./assess-ledger.ts";
export * from "./calendar-time.ts";
export * from "./crow-amsaa.ts";
export * from "./ledger-file.ts";
export * from "./plot-ledger.ts";
export * from "./rate-change.ts";
export * from "./render-ledger.ts";
export * from "./trend-tests.ts";
