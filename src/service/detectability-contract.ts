import { z } from "zod";

const sizeSchema = z.object({
  /** Units of the inventory channel a day; null: no leak shows within this time. */
  perDay: z.number().nullable(),
  /** As people of this loop say it. */
  words: z.string(),
});

/** GET /api/v1/runs/:run/loops/:loop/detectability: the smallest leaks that this loop's watch sees; the same for every instant. */
export const detectabilityAnswerSchema = z.object({
  schema: z.literal("hoarfrost/detectability/1"),
  loop: z.string(),
  meanTimeBetweenFalseAlarmsS: z.number(),
  /** Name of the channel's unit, as in `perDay`. */
  unit: z.string(),
  windows: z.array(
    z.object({
      window: z.string(),
      windowS: z.number(),
      /** Half of such leaks are confirmed in time. */
      half: sizeSchema,
      /** Nineteen of twenty are. */
      most: sizeSchema,
      /** No detector with this false-alarm budget sees half of all smaller ones. */
      bound: sizeSchema,
    }),
  ),
});
export type DetectabilityAnswer = z.infer<typeof detectabilityAnswerSchema>;
