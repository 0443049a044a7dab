export * from "./avionics-time.ts";
export { type Descent, type DescentResult, descend } from "./descend.ts";
export { type DisposalFile, disposalSchema, readDisposal } from "./disposal-file.ts";
export * from "./dispose.ts";
export * from "./footprint.ts";
export { renderDisposal } from "./render-disposal.ts";
export { shippedDisposal } from "./shipped-disposal.ts";
export { lowerAir, standardDensity } from "./standard-atmosphere.ts";
