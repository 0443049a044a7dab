import { z } from "zod";

/** A number with its 90 % band. Null where telemetry cannot give it; `unavailable` on the finding says why. */
export const bandSchema = z.object({ median: z.number(), p05: z.number(), p95: z.number() });
export type Band = z.infer<typeof bandSchema>;

export const loopStateSchema = z.enum(["learning", "normal", "suspected", "leaking", "blind"]);
export type LoopState = z.infer<typeof loopStateSchema>;

const base = {
  schema: z.literal("hoarfrost/finding/1"),
  loop: z.string(),
  /** End of the frame after which this was said: ISO 8601 UTC. */
  time: z.iso.datetime(),
  timeS: z.number(),
};

/** The loop went from one state to another. */
export const stateFindingSchema = z.object({
  ...base,
  type: z.literal("state"),
  state: loopStateSchema,
  from: loopStateSchema,
  reason: z.string(),
});

/** The watch cannot judge, and since when. No-data never clears a leak. */
export const blindFindingSchema = z.object({
  ...base,
  type: z.literal("blind"),
  blind: z.boolean(),
  reason: z.string(),
});

/** Where a leak is, how far that can be told, and what would tell more. */
export const placingSchema = z.object({
  place: z.array(z.object({ segment: z.string(), probability: z.number() })),
  /** Smallest set of segments that holds the leak with at least 90 %. */
  set: z.array(z.string()),
  /** False where the set holds more than three quarters of the segments: they cannot be told apart from these taps. */
  toldApart: z.boolean(),
  /** Misfit of the best explanation over its noise; well above 1 no place explains what the taps did. */
  misfit: z.number(),
  /** Rate after the taps were looked at. */
  rateKgPerS: bandSchema,
  /** What could be done, by how much it is expected to tell of the place, the most first. */
  next: z.array(
    z.object({
      kind: z.enum(["isolate", "stop-pump", "read-pressure"]),
      target: z.string(),
      action: z.string(),
      gainBits: z.number(),
      savesKg: z.object({ nextHour: z.number(), untilEmpty: z.number() }).nullable(),
    }),
  ),
});
export type Placing = z.infer<typeof placingSchema>;

export const leakFindingSchema = z.object({
  ...base,
  type: z.literal("leak"),
  phase: z.enum(["suspected", "confirmed", "ended"]),
  /** ln of the mixture Shiryaev-Roberts statistic and of the thresholds for the two levels. */
  statisticNat: z.number(),
  thresholdNat: z.number(),
  onset: z.object({ medianS: z.number(), p05S: z.number(), p95S: z.number() }),
  rateFractionPerDay: bandSchema.nullable(),
  rateKgPerS: bandSchema.nullable(),
  holeDiameterM: bandSchema.nullable(),
  inventoryKg: bandSchema.nullable(),
  timeToEmptyS: bandSchema.nullable(),
  /** Until the gas cushion is spent and the pump draws vapour. */
  timeToPrimeLossS: bandSchema.nullable().optional(),
  /** Probability that the hole grows; null where it was not weighed. */
  growing: z.number().nullable().optional(),
  /** What cannot be given from this telemetry, and why. */
  unavailable: z.record(z.string(), z.string()),
  place: z.array(z.object({ segment: z.string(), probability: z.number() })),
  /** Absent where nothing tells of the place. */
  placing: placingSchema.optional(),
  /** Odds of a leak against each named alternative. */
  odds: z.record(z.string(), z.number()),
  /** Alternatives in `odds` that no channel of this loop can tell from a leak at present; theirs are even. */
  undecided: z.array(z.string()).optional(),
  /** What each alternative in `odds` means. */
  explanations: z.record(z.string(), z.string()).optional(),
  /** "isolate" needs two dissimilar channels that agree; `isolation` says which do, or what is missing. */
  level: z.enum(["suspected", "confirmed", "isolate"]).optional(),
  isolation: z
    .object({ agree: z.array(z.string()), missing: z.string().nullable(), budgetPerYear: z.number() })
    .optional(),
  /** True only while the innovations are white within 15 %: the false-alarm rate is then a theorem, else an estimate. */
  guaranteed: z.boolean().optional(),
  /** Variance of sums of 1, 8, 64 and 512 innovations over what white noise has; null where too few were seen. */
  varianceRatios: z.array(z.number().nullable()).optional(),
  /** A change of a known leak that this finding tells of. */
  change: z
    .object({ kind: z.enum(["grew", "ended"]), sinceS: z.number(), oddsAgainstError: z.number() })
    .optional(),
});

export const faultFindingSchema = z.object({
  ...base,
  type: z.literal("fault"),
  /** The channel, or the hub, at fault. */
  channel: z.string(),
  problem: z.string(),
  /** The alternative to a leak that has won, where one was named. */
  kind: z.string().optional(),
  hub: z.string().optional(),
});

export const alarmFindingSchema = z.object({
  ...base,
  type: z.literal("alarm"),
  id: z.string(),
  priority: z.enum(["emergency", "warning", "caution", "advisory"]),
  active: z.boolean(),
  /** What, where, since, what it is not: one sentence. */
  message: z.string(),
});

export const findingSchema = z.discriminatedUnion("type", [
  stateFindingSchema,
  blindFindingSchema,
  leakFindingSchema,
  faultFindingSchema,
  alarmFindingSchema,
]);
export type Finding = z.infer<typeof findingSchema>;
export type LeakFinding = z.infer<typeof leakFindingSchema>;
export type StateFinding = z.infer<typeof stateFindingSchema>;
export type AlarmFinding = z.infer<typeof alarmFindingSchema>;

/** One frame's worth of what the charts show. NaN where not known; all in the inventory channel's unit unless named otherwise. */
export interface TracePoint {
  readonly endS: number;
  readonly state: LoopState;
  /** Part of the frame that was covered by data. */
  readonly coverage: number;
  readonly measured: number;
  /** What the compensation expected just before this frame, were there no leak. */
  readonly expected: number;
  readonly expectedSd: number;
  readonly residual: number;
  readonly statisticNat: number;
  readonly suspectNat: number;
  readonly confirmNat: number;
  readonly rateFractionPerDay: Band | null;
  readonly rateKgPerS: Band | null;
  readonly holeDiameterM: Band | null;
  readonly inventoryKg: Band | null;
  readonly timeToEmptyS: Band | null;
}
