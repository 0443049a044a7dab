export { group, missingSources } from "./cross-check.ts";
export { amount, idField, sourcesField, uncertain } from "./fields.ts";
export { publishedSchema } from "./json-schema.ts";
export type * from "./loop-description.ts";
export { readVehicle, type VehicleOutcome } from "./read-vehicle.ts";
export { type Problem, type ReadOutcome, readYaml } from "./read-yaml.ts";
export type { MeasuredQuantity, SensorDescription } from "./sensor-description.ts";
export * from "./twin/index.ts";
export { vehicleSchema } from "./vehicle-schema.ts";
