export { checkTraffic, type TrafficProblem } from "./check-traffic.ts";
export { asKnownAt, branchStation, type Edit, editStation } from "./edit-station.ts";
export { instantField, readInstantS, writeInstant } from "./instant.ts";
export { readStation } from "./read-station.ts";
export { loadStation, shippedStation } from "./shipped-station.ts";
export * from "./state-at.ts";
export type * from "./station.ts";
export { stationSchema } from "./station-schema.ts";
