import { z } from "zod";
import { amount, idField, loopField } from "../vehicle/index.ts";
import { momentField } from "./instant.ts";

const inUnit = z.number().describe("in the channel's own unit");

const signalField = z
  .strictObject({
    unit: z.string().min(1),
    level: inUnit,
    step: inUnit.positive().describe("smallest step of its code"),
    noise: inUnit.nonnegative(),
    "drift-per-root-day": inUnit.nonnegative().optional(),
    swing: inUnit.nonnegative().optional().describe("amplitude at the orbit's period"),
    "swing-phase": z.number().min(0).max(1).optional().describe("when it swings, as a part of the orbit"),
    every: amount("time", { above: 0 }).describe("a whole number of seconds"),
    repeats: amount("time", { above: 0 }).describe("a value is reported at least this often, changed or not"),
    course: z
      .array(z.strictObject({ at: momentField, by: inUnit }))
      .optional()
      .describe("what is added to the level, on straight lines between these times"),
  })
  .describe("a made-up channel");

/** Telemetry of a case made up channel by channel: levels, swings, noise, what happens to them, and what a computer gets wrong. */
export const signalsField = z.strictObject({
  note: z.string().min(1),
  from: momentField,
  until: momentField,
  "opens-at": momentField,
  seed: z.int().describe("a whole number"),
  orbit: amount("time", { above: 0 }),
  loops: z.record(idField, loopField).describe("the loops that are watched, as in a vehicle file"),
  channels: z.record(z.string().min(1), signalField),
  "off-scale": z
    .array(
      z.strictObject({
        at: momentField,
        for: amount("time", { above: 0 }),
        values: z.record(z.string().min(1), z.number()),
      }),
    )
    .optional()
    .describe("values that a computer delivers in the place of those that were measured"),
  events: z
    .array(z.strictObject({ at: momentField, label: z.string().min(1) }))
    .optional()
    .describe("milestones of what is made up, for the time bar"),
});
export type WrittenSignals = z.output<typeof signalsField>;
