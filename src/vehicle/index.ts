export type * from "./loop-description.ts";
