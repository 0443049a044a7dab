import { z } from "zod";
import { bandSchema } from "../watch/finding.ts";

/** A chance of several hits in a window, for one exposed area. */
const pairRow = z.object({
  areaM2: z.number(),
  windowDays: z.number(),
  totalRateYr: z.number(),
  atLeastOne: z.number(),
  atLeastTwo: z.number(),
  twoVehicles: z.number(),
  somePairWhileWatching: z.number(),
  selectionFactor: z.number(),
});

/** GET /api/v1/runs/:run/cause?timeS=&off=&on=: why a loop of a case leaked, as odds between named hypotheses. */
export const causeAnswerSchema = z.object({
  schema: z.literal("hoarfrost/cause/1"),
  id: z.string(),
  title: z.string(),
  seed: z.number(),
  draws: z.number(),
  exposure: z.looseObject({}),
  hypotheses: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      prior: z.number(),
      withoutSister: z.number(),
      posterior: z.number(),
      band: bandSchema,
      source: z.string(),
    }),
  ),
  impact: z.object({ prior: z.number(), posterior: z.number() }),
  evidence: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      kind: z.string(),
      source: z.string(),
      confidence: z.string(),
      basis: z.string(),
      on: z.boolean(),
      later: z.boolean(),
      /** Odds of impact to manufacture with the item over those without it; null where one of them is zero. */
      impactOverManufacture: z.number().nullable(),
      likelihoods: z.record(z.string(), z.number()).nullable(),
    }),
  ),
  sister: z.object({ ship: z.string(), before: z.number(), after: z.number() }).nullable(),
  sensitivity: z.array(
    z.object({
      what: z.string(),
      impact: z.number().nullable(),
      manufacture: z.number().nullable(),
      fatigue: z.number().nullable(),
    }),
  ),
  pair: z
    .object({
      watchedYr: z.number(),
      vehicles: z.number(),
      particleM: z.number(),
      rows: z.array(pairRow),
    })
    .nullable(),
  notes: z.array(z.string()),
  /** Everything above comes from nothing later than this instant; null: from the whole record. */
  knownByS: z.number().nullable(),
  /** Items of evidence that became known only later: their number, not their content. */
  laterItems: z.number(),
});
export type CauseAnswer = z.infer<typeof causeAnswerSchema>;
