import { publishedSchema, twinSchema, vehicleSchema } from "../vehicle/index.ts";
import { findingSchema } from "../watch/finding.ts";
import { incidentDocumentSchema } from "./document-schema.ts";
import { incidentSchema } from "./incident-schema.ts";

/** The published JSON Schemas of what is read and written, by name. Written to `schemas/` by `scripts/schemas.mjs`. */
export function fileSchemas(): Record<string, Record<string, unknown>> {
  return {
    "vehicle-1": publishedSchema(vehicleSchema, "vehicle-1", "Hoarfrost vehicle file, version 1"),
    "twin-1": publishedSchema(twinSchema, "twin-1", "Hoarfrost vehicle file of the twin kind, version 1"),
    "incident-1": publishedSchema(incidentSchema, "incident-1", "Hoarfrost incident file, version 1"),
    "incident-document-1": publishedSchema(
      incidentDocumentSchema,
      "incident-document-1",
      "Hoarfrost incident document, version 1",
    ),
    "finding-1": publishedSchema(findingSchema, "finding-1", "One line of hoarfrost watch --json, version 1"),
  };
}
