import { z } from "zod";
import { bandSchema } from "../watch/finding.ts";

export const claimVerdictSchema = z.enum(["supported", "in tension", "contradicted", "not decidable"]);
export type ClaimVerdict = z.infer<typeof claimVerdictSchema>;

/** What a verdict rests on, in the shape in which it can be drawn. */
export const claimGroundsSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("number"),
    /** Ends of the drawing, SI; `log` for equal ratios, else equal steps. */
    low: z.number(),
    high: z.number(),
    log: z.boolean(),
    /** Shares of what the model allows, step by step; they add up to one. */
    shares: z.array(z.number()),
  }),
  z.object({
    kind: z.literal("words"),
    /** How many nats of log odds each word adds for the statement. */
    words: z.array(z.object({ title: z.string(), nat: z.number() })),
  }),
  z.object({
    kind: z.literal("causes"),
    causes: z.array(
      z.object({ id: z.string(), name: z.string(), probability: z.number(), asked: z.boolean() }),
    ),
  }),
  z.object({ kind: z.literal("none"), why: z.string() }),
]);

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
  grounds: claimGroundsSchema,
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
