import { z } from "zod";
import { bandSchema } from "../watch/finding.ts";

export const claimVerdictSchema = z.enum(["supported", "in tension", "contradicted", "not decidable"]);
export type ClaimVerdict = z.infer<typeof claimVerdictSchema>;

export const claimSchema = z.object({
  id: z.string(),
  by: z.string(),
  role: z.string().nullable(),
  at: z.string(),
  atS: z.number(),
  channel: z.string().nullable(),
  says: z.string(),
  source: z.string(),
  link: z.string().nullable(),
  verdict: claimVerdictSchema,
  /** Probability that the statement is right; null where nothing public could say. */
  probability: z.number().nullable(),
  /** What the ensemble or the record says instead, SI; `unit` is the one to show it in. */
  number: z.object({ quantity: z.string(), unit: z.string(), band: bandSchema }).nullable(),
  /** What was claimed, SI; a null end is open. */
  claimed: z.object({ low: z.number().nullable(), high: z.number().nullable() }).nullable(),
  sentence: z.string(),
  records: z.array(z.string()),
  history: z.array(
    z.object({
      fromS: z.number(),
      verdict: claimVerdictSchema,
      probability: z.number(),
      because: z.array(z.string()),
    }),
  ),
});
export type ClaimAnswer = z.infer<typeof claimSchema>;

/** GET /api/v1/runs/:run/claims?timeS=: what was said by then, and what the numbers say of it. */
export const claimsAnswerSchema = z.object({
  schema: z.literal("hoarfrost/claims/1"),
  id: z.string(),
  title: z.string(),
  seed: z.number(),
  members: z.number(),
  bands: z.object({ supportedFrom: z.number(), tensionBelow: z.number(), contradictedBelow: z.number() }),
  claims: z.array(claimSchema),
  conflicts: z.array(
    z.object({
      a: z.string(),
      b: z.string(),
      ifA: z.object({ quantity: z.string(), band: bandSchema }).nullable(),
      bothGivenA: z.number().nullable(),
      sentence: z.string(),
    }),
  ),
  /** Everything above comes from nothing later than this instant; null: from the whole record. */
  knownByS: z.number().nullable(),
});
export type ClaimsAnswer = z.infer<typeof claimsAnswerSchema>;
