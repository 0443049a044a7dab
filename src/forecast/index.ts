export { type Band, bandOf } from "./band.ts";
export * from "./contamination/index.ts";
export * from "./crew-return/index.ts";
export { atShare, type Draw, memberDraw, valueDraw } from "./draw.ts";
