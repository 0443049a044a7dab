import { z } from "zod";
import { bandSchema } from "../watch/finding.ts";

const idText = z.string().min(1).max(120);
const atS = z
  .number()
  .min(0)
  .max(30 * 86_400)
  .describe("seconds from the instant of the forecast");
const angle = z.number().min(-Math.PI).max(Math.PI);

/** Something that might be done, as the twin understands it; SI. */
export const whatIfActionSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("valve"), atS, element: idText, opening: z.number().min(0).max(1) }),
  z.object({ kind: z.literal("pump"), atS, element: idText, to: z.enum(["on", "off", "fail"]) }),
  z.object({ kind: z.literal("heater"), atS, element: idText, on: z.boolean() }),
  z.object({
    kind: z.literal("load"),
    atS,
    load: idText,
    to: z.union([z.enum(["nominal", "shed"]), z.object({ powerW: z.number().min(0).max(1e6) })]),
  }),
  z.object({
    kind: z.literal("hatch"),
    atS,
    compartment: idText,
    /** What it leads to. */
    to: idText,
    open: z.boolean(),
  }),
  z.object({ kind: z.literal("crew"), atS, compartment: idText, count: z.int().min(0).max(20) }),
  z.object({
    kind: z.literal("attitude"),
    atS,
    attitude: z.discriminatedUnion("mode", [
      z.object({ mode: z.literal("local-vertical"), yawRad: angle, pitchRad: angle, rollRad: angle }),
      z.object({ mode: z.literal("sun-pointing"), axis: z.tuple([z.number(), z.number(), z.number()]) }),
    ]),
  }),
]);
export type WhatIfAction = z.infer<typeof whatIfActionSchema>;

export const whatIfSchema = z.object({
  name: z.string().trim().min(1).max(60),
  actions: z.array(whatIfActionSchema).min(1).max(12),
});
export type WhatIf = z.infer<typeof whatIfSchema>;

/** POST /api/v1/runs/:run/loops/:loop/forecast. */
export const forecastQuestionSchema = z.object({
  /** Instant that is now: the leak is what the watch knew then, and nothing later enters. */
  timeS: z.number(),
  horizonS: z
    .number()
    .min(3600)
    .max(14 * 86_400),
  members: z.int().min(4).max(400),
  seed: z
    .int()
    .min(0)
    .max(2 ** 31)
    .optional(),
  /** Element of the loop that the hole is put in; the first radiator, or else the first element that can leak, if left out. */
  where: idText.optional(),
  whatIfs: z
    .array(whatIfSchema)
    .max(4)
    .refine(
      (list) => new Set(list.map(({ name }) => name)).size === list.length,
      "holds one name twice: names tell alternatives apart",
    ),
});
export type ForecastQuestion = z.infer<typeof forecastQuestionSchema>;

const fanSchema = z.object({
  counts: z.array(z.number()),
  /** One row a probability, over the instants; null where no member has a value. */
  quantiles: z.array(z.array(z.number().nullable())),
});
const nullableBand = bandSchema.nullable();

const forecastAlarmSchema = z.object({
  name: z.string(),
  kind: z.enum(["limit", "prime", "empty", "alarm"]),
  means: z.string(),
  members: z.number(),
  unknown: z.number(),
  already: z.number(),
  probability: z.object({ estimate: z.number().nullable(), p05: z.number(), p95: z.number() }),
  whenS: nullableBand,
  difference: z
    .object({
      members: z.number(),
      avoided: z.number(),
      caused: z.number(),
      probability: nullableBand,
      laterS: nullableBand,
    })
    .optional(),
});

const forecastCurveSchema = fanSchema.extend({
  name: z.string(),
  unit: z.string(),
  limits: z.array(z.object({ bound: z.number(), side: z.enum(["above", "below"]) })),
  difference: fanSchema.optional(),
});

/** What a forecast says; all of it comes from a simulation. */
export const forecastSchema = z.object({
  schema: z.literal("hoarfrost/forecast/1"),
  synthetic: z.literal(true),
  title: z.string(),
  basis: z.array(z.string()),
  seed: z.number(),
  partial: z.boolean(),
  members: z.object({ asked: z.number(), sound: z.number(), failed: z.number() }),
  failure: z.string().nullable(),
  at: z.string().nullable(),
  horizonS: z.number(),
  timesS: z.array(z.number()),
  probabilities: z.array(z.number()),
  alternatives: z.array(
    z.object({
      name: z.string(),
      alarms: z.array(forecastAlarmSchema),
      curves: z.array(forecastCurveSchema),
    }),
  ),
});
export type ForecastAnswer = z.infer<typeof forecastSchema>;

/** One line of the answer to a forecast: how far it is, bands so far or in the end, or why it ends. */
export const forecastUpdateSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("progress"), done: z.number(), asked: z.number() }),
  z.object({ kind: z.literal("bands"), forecast: forecastSchema }),
  z.object({ kind: z.literal("problem"), detail: z.string() }),
]);
export type ForecastUpdate = z.infer<typeof forecastUpdateSchema>;

/** One thing that can be done to the vehicle, with what it can be put to. */
export const forecastChoiceSchema = z.object({
  kind: z.enum(["load", "hatch", "crew", "pump", "valve", "heater", "attitude"]),
  /** Id as the twin knows it. */
  what: z.string(),
  name: z.string(),
  /** What it can be put to, each as a word and the action that does it now. */
  to: z.array(z.object({ word: z.string(), name: z.string(), action: whatIfActionSchema })),
});
export type ForecastChoice = z.infer<typeof forecastChoiceSchema>;

/** GET /api/v1/runs/:run/loops/:loop/forecast?timeS=: what can be asked of a loop's vehicle, and from which leak a forecast would start. */
export const forecastChoicesSchema = z.object({
  schema: z.literal("hoarfrost/forecast-choices/1"),
  loop: z.string(),
  timeS: z.number(),
  /** Why no forecast can be run; null where one can. */
  reason: z.string().nullable(),
  vehicle: z.string(),
  /** Leak as the watch knew it by the instant, in a sentence. */
  leak: z.string(),
  leaks: z.boolean(),
  /** Elements that the hole may be put in, most likely first; the first is taken unless another is asked for. */
  where: z.array(z.object({ element: z.string(), name: z.string(), probability: z.number().nullable() })),
  choices: z.array(forecastChoiceSchema),
});
export type ForecastChoices = z.infer<typeof forecastChoicesSchema>;
