import { z } from "zod";

const confidence = z.string().describe("official, secondary or rumour");

const citedSchema = z.object({ title: z.string(), url: z.string().nullable(), confidence: z.string() });

const libraryEntrySchema = z.object({
  id: z.string(),
  title: z.string(),
  ship: z.string(),
  loop: z.string(),
  /** First and last dated fact that is counted; null where none is. */
  firstS: z.number().nullable(),
  lastS: z.number().nullable(),
  facts: z.number(),
  claims: z.number(),
  evidence: z.number(),
  /** False where the file holds record and claims only: no telemetry was published and none is made up. */
  replayable: z.boolean(),
});

/** GET /api/v1/library?timeS=: the incidents on file that had begun by an instant, or all. */
export const libraryListSchema = z.object({
  schema: z.literal("hoarfrost/library/1"),
  knownByS: z.number().nullable(),
  incidents: z.array(libraryEntrySchema),
  /** Incidents on file that had not begun by then: their number, not their names. */
  later: z.number(),
});
export type LibraryList = z.infer<typeof libraryListSchema>;

const rangeSchema = z.object({ low: z.number(), value: z.number(), high: z.number() });

/** GET /api/v1/library/:incident?timeS=: what is on record of one incident, with its sources. */
export const libraryIncidentSchema = libraryEntrySchema.extend({
  schema: z.literal("hoarfrost/library-incident/1"),
  knownByS: z.number().nullable(),
  record: z.array(
    z.object({
      /** As the file has it: a day or a month where no more is known. */
      at: z.string().nullable(),
      atS: z.number().nullable(),
      fact: z.string(),
      source: citedSchema,
      confidence,
      /** Other accounts of the same thing. */
      rivals: z.array(
        z.object({ at: z.string().nullable(), fact: z.string().nullable(), source: citedSchema }),
      ),
    }),
  ),
  /** What the made-up telemetry rests on: estimates, never a measurement; null where there is none, and unless all is asked for. */
  reconstruction: z
    .object({
      note: z.string(),
      holeDiameterM: rangeSchema,
      onsetS: rangeSchema,
      chargeKg: rangeSchema.nullable(),
    })
    .nullable(),
  sources: z.array(citedSchema),
});
export type LibraryIncident = z.infer<typeof libraryIncidentSchema>;
