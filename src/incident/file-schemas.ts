import { cameraFileSchema } from "../camera/geometry/camera-file.ts";
import { cameraFindingSchema } from "../camera/index.ts";
import { keepoutSchema, returnCaseSchema, returnRulesSchema, returnSchema } from "../forecast/index.ts";
import { answerSchemas, disposalSchema, planRulesSchema, stationSchema } from "../plan/index.ts";
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
    "camera-1": publishedSchema(cameraFileSchema, "camera-1", "Hoarfrost camera file, version 1"),
    "camera-finding-1": publishedSchema(
      cameraFindingSchema,
      "camera-finding-1",
      "One line of hoarfrost camera --json, version 1",
    ),
    "station-1": publishedSchema(stationSchema, "station-1", "Hoarfrost station file, version 1"),
    "plan-rules-1": publishedSchema(
      planRulesSchema,
      "plan-rules-1",
      "Hoarfrost rules of a planner, version 1",
    ),
    "disposal-1": publishedSchema(disposalSchema, "disposal-1", "Hoarfrost disposal file, version 1"),
    "return-1": publishedSchema(
      returnSchema,
      "return-1",
      "Hoarfrost return file of a kind of ship, version 1",
    ),
    "return-case-1": publishedSchema(returnCaseSchema, "return-case-1", "Hoarfrost return case, version 1"),
    "return-rules-1": publishedSchema(
      returnRulesSchema,
      "return-rules-1",
      "Hoarfrost limits of a return, version 1",
    ),
    "keepout-1": publishedSchema(keepoutSchema, "keepout-1", "Hoarfrost keep-out file, version 1"),
    ...answerSchemas(),
  };
}
