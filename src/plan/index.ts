export * from "./disposal/index.ts";
export * from "./options/index.ts";
export * from "./seats/index.ts";
export * from "./station/index.ts";
