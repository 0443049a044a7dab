import { z } from "zod";

const rate = z.object({ rate: z.number(), low: z.number(), high: z.number() });
const trend = z.object({
  u: z.number().nullable(),
  risingPNormal: z.number().nullable(),
  risingPExact: z.number().nullable(),
});

/** One system of a ledger, or all of them together: how often, and whether oftener than before. */
export const ledgerRowSchema = z.object({
  system: z.string(),
  title: z.string(),
  from: z.string(),
  until: z.string(),
  years: z.number(),
  events: z.array(z.object({ id: z.string(), date: z.string() })),
  perYear: rate,
  laplace: trend.nullable(),
  laplaceStoppedAtLast: trend.nullable(),
  powerLaw: z
    .object({
      chiSquared: z.number(),
      degreesOfFreedom: z.number(),
      risingP: z.number().nullable(),
      fallingP: z.number().nullable(),
    })
    .nullable(),
  crowAmsaa: z
    .looseObject({
      beta: z.number(),
      betaInterval: z.object({ low: z.number(), high: z.number(), confidence: z.number() }),
      fitP: z.number().nullable(),
    })
    .nullable(),
  /** Second half of the period against the first. A null end of the ratio is without bound. */
  change: z.object({
    before: rate,
    after: rate,
    ratio: z.number().nullable(),
    ratioLow: z.number(),
    ratioHigh: z.number().nullable(),
    risingP: z.number(),
    fallingP: z.number(),
  }),
  /** The chance of so late a crowding with the choice of window and system allowed for. */
  risingPStrict: z.number().nullable(),
  verdict: z.enum(["rising", "falling", "no trend shown", "too few to say"]),
  sentence: z.string(),
});
export type LedgerRow = z.infer<typeof ledgerRowSchema>;

export const anomalySchema = z.object({
  id: z.string(),
  /** YYYY-MM-DD, or YYYY-MM where no day is known. */
  date: z.string(),
  system: z.string(),
  vehicle: z.string(),
  /** 1 handled in place, 2 an activity or a redundancy lost, 3 a ship or a main function lost, 4 crew in danger. */
  severity: z.number(),
  what: z.string(),
  number: z.string().nullable(),
  confidence: z.string(),
  source: z.string(),
});
export type Anomaly = z.infer<typeof anomalySchema>;

/** GET /api/v1/ledger?severityFrom=&knownByS=: the shipped list of anomalies and what may fairly be said of their rate. */
export const ledgerAnswerSchema = z.object({
  schema: z.literal("hoarfrost/ledger/1"),
  id: z.string(),
  title: z.string(),
  confidence: z.number(),
  severityFrom: z.number(),
  all: ledgerRowSchema,
  systems: z.array(ledgerRowSchema),
  exposures: z.array(
    z.object({
      measure: z.string(),
      amount: z.number(),
      low: z.number(),
      high: z.number(),
      confidence: z.string(),
      source: z.string(),
      counts: z.array(z.string()),
      perUnit: rate,
    }),
  ),
  anomalies: z.array(anomalySchema),
  precedents: z.array(z.object({ at: z.string(), what: z.string(), source: z.string() })),
  caveats: z.array(z.string()),
  /** Everything above comes from nothing later than this instant; null: from the whole list. */
  knownByS: z.number().nullable(),
  /** Start and end of the list itself, whatever part of it is counted. */
  listed: z.object({ from: z.string(), until: z.string() }),
  /** On the list but later than the instant: for a mark of hindsight, never counted. */
  later: z.array(anomalySchema.pick({ id: true, date: true, system: true, vehicle: true, severity: true })),
});
export type LedgerAnswer = z.infer<typeof ledgerAnswerSchema>;
