export * from "./svg.ts";
export * from "./text-table.ts";
export * from "./wrapped-text.ts";
