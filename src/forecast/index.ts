export { type Band, bandOf } from "./band.ts";
export * from "./crew-return/index.ts";
