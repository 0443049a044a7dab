import { z } from "zod";

const byElement = z.record(z.string(), z.number());

/** GET /api/v1/runs/:run/loops/:loop/model: the loop's twin, undisturbed or with the leak as the watch knew it at an instant. Simulated, never measured. */
export const loopModelSchema = z.object({
  schema: z.literal("hoarfrost/loop-model/1"),
  /** How long the twin ran undisturbed before [s]. */
  settledS: z.number(),
  /** The leak that was put into it; null: none. */
  leak: z
    .object({
      element: z.string(),
      holeDiameterM: z.number(),
      /** How long it had been open at the instant [s]. */
      ageS: z.number(),
    })
    .nullable(),
  /** By element; negative against the way that its path is written. */
  flowKgPerS: byElement,
  /** By element, element end, junction or accumulator. */
  temperatureK: byElement,
  pressurePa: byElement,
  /** `part vapour`: a cavity has opened at the accumulator and takes the place of what has leaked; `vapour`: next to no liquid is left. */
  phase: z.enum(["liquid", "part vapour", "vapour"]),
  /** Part of the loop's own volume, without accumulators, that is liquid. */
  liquidPart: z.number(),
  /** What the accumulators hold, as a part of what they can; null where the loop has none. */
  accumulatorPart: z.number().nullable(),
  leakKgPerS: z.number(),
  leftKg: z.number(),
  /** Valves that were shut at the instant, and what leaks from then on with them and without; null where none was asked for. Figures above are then those of `figuresAfterS` later. */
  shut: z
    .object({
      valves: z.array(z.string()),
      figuresAfterS: z.number(),
      aheadS: z.number(),
      lostKg: z.object({ open: z.number(), shut: z.number() }),
    })
    .nullable(),
  /** Why there are no figures; null where there are. */
  problem: z.string().nullable(),
});
export type LoopModelAnswer = z.infer<typeof loopModelSchema>;
