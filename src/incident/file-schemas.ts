import { publishedSchema, vehicleSchema } from "../vehicle/index.ts";
import { incidentSchema } from "./incident-schema.ts";

/** The published JSON Schemas of the file formats, by name. Written to `schemas/` by `scripts/schemas.mjs`. */
export function fileSchemas(): Record<string, Record<string, unknown>> {
  return {
    "vehicle-1": publishedSchema(vehicleSchema, "vehicle-1", "Hoarfrost vehicle file, version 1"),
    "incident-1": publishedSchema(incidentSchema, "incident-1", "Hoarfrost incident file, version 1"),
  };
}
