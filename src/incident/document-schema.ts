import { z } from "zod";
import { bandSchema, loopStateSchema } from "../watch/finding.ts";

const instant = z.iso.datetime().describe("ISO 8601, UTC");
const span = z.object({ from: instant, until: instant });
const onsetSchema = z.object({ median: instant, p05: instant, p95: instant });

const leakSchema = z
  .object({
    phase: z.enum(["suspected", "confirmed", "ended"]),
    suspectedAt: instant.nullable().describe("when it was first suspected"),
    confirmedAt: instant.nullable(),
    asOf: instant.describe("the numbers below are what was known then"),
    onset: onsetSchema,
    rateFractionPerDay: bandSchema.nullable(),
    rateKgPerS: bandSchema.nullable(),
    holeDiameterM: bandSchema.nullable(),
    inventoryKg: bandSchema.nullable(),
    timeToEmptyS: bandSchema.nullable(),
    unavailable: z.record(z.string(), z.string()).describe("what this telemetry cannot give, and why"),
    place: z.array(z.object({ segment: z.string(), probability: z.number() })),
    odds: z.record(z.string(), z.number()).describe("odds of a leak against each named alternative"),
  })
  .describe("the leak as last reported; bands are median, p05 and p95, in the SI unit that ends the name");

const loopSchema = z.object({
  id: z.string(),
  name: z.string(),
  carrier: z.string(),
  coolant: z.string(),
  inventoryChannel: z.string(),
  watched: span.nullable().describe("first to last frame with data; null if the source had none"),
  finalState: loopStateSchema.nullable().describe("null if the source held nothing of this loop"),
  thresholds: z.object({
    suspectNat: z.number(),
    confirmNat: z.number(),
    meanTimeBetweenFalseAlarmsS: z
      .number()
      .describe("the promise: a sound loop is confirmed to leak no more often than once in this time"),
  }),
  leak: leakSchema.nullable(),
});

const at = { time: instant, loop: z.string() };

const timelineEntrySchema = z.discriminatedUnion("kind", [
  z.object({
    ...at,
    kind: z.literal("state"),
    from: loopStateSchema,
    to: loopStateSchema,
    reason: z.string(),
  }),
  z.object({ ...at, kind: z.literal("leak"), phase: leakSchema.shape.phase, onset: onsetSchema }),
  z.object({
    ...at,
    kind: z.literal("blind"),
    until: instant.nullable().describe("null: still blind at the end"),
    reason: z.string(),
  }),
  z.object({ ...at, kind: z.literal("oddity"), channel: z.string(), problem: z.string() }),
]);

/** What one watch of one source found, in one file. Published as `schemas/incident-document-1.schema.json`. */
export const incidentDocumentSchema = z
  .object({
    schema: z.literal("hoarfrost/incident-document/1"),
    id: z.string(),
    title: z.string(),
    synthetic: z.boolean(),
    syntheticNote: z.string().nullable().describe("what the telemetry was made from, where it was made"),
    source: z.object({ name: z.string(), samples: z.int(), problems: z.int(), span: span.nullable() }),
    loops: z.array(loopSchema),
    timeline: z.array(timelineEntrySchema).describe("in order of time"),
    madeBy: z.object({ program: z.literal("hoarfrost"), version: z.string() }),
  })
  .describe(
    "What one watch of one source found: each loop's state, leaks with 90 % bands, and the timeline.",
  );

export type IncidentDocument = z.infer<typeof incidentDocumentSchema>;
export type DocumentedLoop = z.infer<typeof loopSchema>;
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;
