import { z } from "zod";
import { bandSchema } from "../watch/finding.ts";

/** A limit that a return does not reach has no instant: its band's end is null. */
const openBand = z.object({
  median: z.number().nullable(),
  p05: z.number().nullable(),
  p95: z.number().nullable(),
});

export const returnVerdictSchema = z.enum(["go", "conditional", "no-go"]);

/** GET /api/v1/runs/:run/return?timeS=&ship=&profile=&members=: whether people can come home in a ship as it is known at an instant. */
export const returnAnswerSchema = z.object({
  schema: z.literal("hoarfrost/return-answer/1"),
  timeS: z.number(),
  /** Ships at the station then that a way home is on file of. */
  ships: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      cooling: z.enum(["working", "none"]),
      why: z.string().nullable(),
    }),
  ),
  /** Why there is no forecast; null where there is one. */
  reason: z.string().nullable(),
  forecast: z
    .object({
      ship: z.string(),
      profile: z.enum(["nominal", "fast"]),
      members: z.number(),
      seed: z.number(),
      /** How long the trip takes from the closing of the hatch [s]. */
      tripS: bandSchema,
      /** Where the numbers it starts from come from. */
      start: z.string(),
      odds: z.object({ go: z.number(), noGo: z.number() }),
      crews: z.array(
        z.object({
          crew: z.number(),
          verdict: returnVerdictSchema,
          /** Share of members in which a limit is broken. */
          odds: z.number(),
          /** Highest value of the trip by quantity, SI. */
          peaks: z.array(
            z.object({ quantity: z.string(), title: z.string(), unit: z.string(), band: bandSchema }),
          ),
          limits: z.array(
            z.object({
              rule: z.string(),
              quantity: z.string(),
              title: z.string(),
              /** Unit of `margin`: K, or % of relative humidity. */
              unit: z.string(),
              weight: z.enum(["limit", "advisory"]),
              says: z.string(),
              source: z.string(),
              odds: z.number(),
              /** Limit less highest value; below zero it is broken. */
              margin: bandSchema,
              /** When it is reached, before (negative) the end of the trip [s]; null where it is not. */
              marginS: openBand,
            }),
          ),
          /** What it hangs on most: shares of the variance of the quantity that decides. */
          drivers: z.array(
            z.object({ name: z.string(), of: z.string(), share: z.number(), raises: z.boolean() }),
          ),
          /** How long the bodies of the crew bear it [s]; null without crew. */
          toleranceS: openBand.nullable(),
        }),
      ),
    })
    .nullable(),
});
export type ReturnAnswer = z.infer<typeof returnAnswerSchema>;
