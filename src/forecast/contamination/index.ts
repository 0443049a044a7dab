export { forecastKeepout, type KeepoutForecast, type TargetForecast } from "./keepout.ts";
export { type KeepoutFile, type KeepoutTarget, keepoutSchema, readKeepout } from "./keepout-file.ts";
export { circularOrbit, dragOnSphere, type Relative, relativePosition } from "./relative-orbit.ts";
export { renderKeepout } from "./render-keepout.ts";
export { coneHolding, type SprayCone, shareInside, sharePerSteradian } from "./spray-cone.ts";
