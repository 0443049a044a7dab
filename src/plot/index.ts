export { escapeXml } from "./element.ts";
export { inlineSvg, type Picture, standaloneSvg } from "./picture.ts";
export * from "./row-plots.ts";
export * from "./scale.ts";
export * from "./strip-plot.ts";
export { plotStyle, roleStyle } from "./style.ts";
export * from "./time-ticks.ts";
