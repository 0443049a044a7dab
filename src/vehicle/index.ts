export type * from "./loop-description.ts";
export { readVehicle, type VehicleOutcome } from "./read-vehicle.ts";
export { vehicleSchema } from "./vehicle-schema.ts";
