import { z } from "zod";
import { bandSchema } from "../watch/finding.ts";

const span = { fromS: z.number(), untilS: z.number() };

/** A stretch in which one person has one seat. Open ends are cut at the end of what is shown. */
const seatSpan = z.object({
  ...span,
  ship: z.string().nullable(),
  standing: z.enum(["good", "deck", "emergency", "none"]),
  why: z.string().nullable(),
});

const course = {
  /** Ships with people's seats, by name, with their stays and how fit they are in them. */
  ships: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      seats: z.number(),
      spans: z.array(
        z.object({ ...span, port: z.string(), fitness: z.enum(["good", "emergency-only", "unfit"]) }),
      ),
    }),
  ),
  people: z.array(z.object({ id: z.string(), name: z.string(), spans: z.array(seatSpan) })),
  /** Stretches in which somebody has no good seat: alarm where any has none at all. */
  gaps: z.array(
    z.object({
      ...span,
      severity: z.enum(["alarm", "caution"]),
      people: z.array(z.string()),
      why: z.array(z.string()),
    }),
  ),
};

const placeSchema = z.object({ latitudeDeg: z.number(), longitudeDeg: z.number() });

const disposalSchema = z.object({
  name: z.string(),
  undocksS: z.number(),
  burnS: z.number(),
  brakingMPerS: z.number(),
  entryS: z.number(),
  breakUpS: z.number(),
  impactS: z.number(),
  impact: placeSchema,
  burnToImpactS: bandSchema,
  footprint: z.object({
    centre: placeSchema,
    alongM: z.number(),
    acrossM: z.number(),
    bearingDeg: z.number(),
    share: z.number(),
  }),
  target: z.object({
    name: z.string(),
    south: z.number(),
    north: z.number(),
    west: z.number(),
    east: z.number(),
  }),
  shareInTarget: z.number(),
  casualties: bandSchema,
  members: z.number(),
  seed: z.number(),
  windows: z.array(z.object(span)),
  avionics: z.object({ temperatureAtBurnK: bandSchema, shareThatLasts: z.number() }).nullable(),
  /** Way over the ground: in orbit up to the burn, then down. */
  orbit: z.array(placeSchema.extend({ timeS: z.number() })),
  descent: z.array(placeSchema.extend({ timeS: z.number() })),
});

/** GET /api/v1/runs/:run/plan?timeS=: seats as flown, ways out as planned, and the end of a cargo ship, as known by then. */
export const planAnswerSchema = z.object({
  schema: z.literal("hoarfrost/plan-answer/1"),
  station: z.string(),
  /** Everything in the answer comes from nothing later than this instant; null: from the whole record. */
  knownByS: z.number().nullable(),
  /** As flown, up to the instant. */
  record: z.object({
    ...span,
    ...course,
    events: z.array(z.object({ timeS: z.number(), text: z.string() })),
  }),
  plan: z
    .object({
      rules: z.string(),
      title: z.string(),
      knownAtS: z.number(),
      horizonS: z.number(),
      /** Rules that cannot all be kept; null where a plan keeps them. */
      infeasible: z.array(z.object({ says: z.string(), source: z.string().nullable() })).nullable(),
      options: z.array(
        z.object({
          title: z.string(),
          points: z.number().nullable(),
          provenOptimal: z.boolean(),
          strategy: z.array(z.string()),
          toll: z.object({
            noSeatPersonDays: z.number(),
            emergencySeatPersonDays: z.number(),
            deckPersonDays: z.number(),
          }),
          steps: z.array(
            z.object({
              timeS: z.number(),
              kind: z.enum(["arrive", "leave", "move-ship", "move-liner", "go-home"]),
              ship: z.string(),
              text: z.string(),
            }),
          ),
          ...course,
        }),
      ),
      variables: z.number(),
      constraints: z.number(),
    })
    .nullable(),
  /** Why there is no plan or no disposal; null where there is one. */
  planProblem: z.string().nullable(),
  disposal: disposalSchema.nullable(),
  disposalProblem: z.string().nullable(),
});
export type PlanAnswer = z.infer<typeof planAnswerSchema>;
