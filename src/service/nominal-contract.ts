import { z } from "zod";

/** GET /api/v1/runs/:run/loops/:loop/nominal: what the loop's twin comes to when nothing disturbs it. Simulated, never measured. */
export const nominalAnswerSchema = z.object({
  schema: z.literal("hoarfrost/nominal/1"),
  /** How long the twin ran undisturbed before [s]. */
  settledS: z.number(),
  /** By element; negative against the way that its path is written. */
  flowKgPerS: z.record(z.string(), z.number()),
  /** By element, element end, junction or accumulator. */
  temperatureK: z.record(z.string(), z.number()),
  /** Why there are no figures; null where there are. */
  problem: z.string().nullable(),
});
export type NominalAnswer = z.infer<typeof nominalAnswerSchema>;
