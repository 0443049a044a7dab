import { z } from "zod";
import { bandSchema } from "../watch/finding.ts";

/** GET /api/v1/debris: meteoroids and debris on the shipped case, with the chance of two hits near each other. */
export const debrisAnswerSchema = z.object({
  schema: z.literal("hoarfrost/debris/1"),
  conditions: z.object({
    altitudeKm: z.number(),
    inclinationDeg: z.number(),
    year: z.number(),
    solarFlux107: z.number(),
    days: z.number(),
  }),
  models: z.array(
    z.object({
      name: z.string(),
      kind: z.string(),
      source: z.string(),
      /** One standard deviation of the flux's logarithm. */
      sigmaLn: z.number(),
      meanImpactSpeedMPerS: z.number(),
      shareBelow7KmPerS: z.number(),
    }),
  ),
  fluxes: z.array(z.object({ diameterM: z.number(), perM2Yr: z.array(z.number()), sum: z.number() })),
  surfaces: z.array(
    z.object({
      name: z.string(),
      exposedAreaM2: z.number(),
      byModel: z.array(
        z.object({
          model: z.string(),
          perforations: bandSchema,
          meanCriticalDiameterM: z.number().nullable(),
          directionalFactor: z.number(),
        }),
      ),
    }),
  ),
  total: z.object({ perforations: bandSchema, noPerforationProbability: z.number() }).nullable(),
  pair: z.object({
    question: z.object({
      diameterM: z.number(),
      vehicles: z.number(),
      areasM2: z.array(z.number()),
      windowDays: z.number(),
      watchedYears: z.number(),
    }),
    fluxPerM2Yr: z.number(),
    rows: z.array(
      z.object({
        areaM2: z.number(),
        totalRateYr: z.number(),
        atLeastOne: z.number(),
        atLeastTwo: z.number(),
        twoVehicles: z.number(),
        somePairWhileWatching: z.number(),
        selectionFactor: z.number(),
      }),
    ),
  }),
  notes: z.array(z.string()),
});
export type DebrisAnswer = z.infer<typeof debrisAnswerSchema>;
