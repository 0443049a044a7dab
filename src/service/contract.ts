import { z } from "zod";
import { bandSchema, findingSchema, loopStateSchema } from "../watch/finding.ts";

export * from "./camera-contract.ts";
export * from "./cause-contract.ts";
export * from "./claims-contract.ts";
export * from "./debris-contract.ts";
export * from "./detectability-contract.ts";
export * from "./forecast-contract.ts";
export * from "./ledger-contract.ts";
export * from "./library-contract.ts";
export * from "./loop-model-contract.ts";
export * from "./plan-contract.ts";
export * from "./return-contract.ts";
export * from "./schematic-contract.ts";
export * from "./sensors-contract.ts";
export * from "./station-contract.ts";

/** The HTTP contract between the service and every console. Version 1, under /api/v1. */

export const loopSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  carrier: z.string(),
  coolant: z.string(),
  inventoryChannel: z.string(),
  inventoryUnit: z.string(),
  inventoryKind: z.enum(["pressure-proxy", "accumulator-quantity", "gas-pressure"]),
  chargeKg: bandSchema.nullable(),
  /** The promise the thresholds stand for. */
  meanTimeBetweenFalseAlarmsS: z.number(),
});
export type LoopSummary = z.infer<typeof loopSummarySchema>;

export const runEventSchema = z.object({
  timeS: z.number(),
  kind: z.enum(["record", "reconstruction", "suspected", "confirmed", "ended", "gap"]),
  label: z.string(),
  source: z.string().nullable(),
});

/** A run is one source watched from its beginning: a shipped case, a recording, or the live feed. */
export const runSchema = z.object({
  id: z.string(),
  title: z.string(),
  kind: z.enum(["case", "recording", "live"]),
  /** True where any sample is made by a model: shown wherever its numbers are. */
  synthetic: z.boolean(),
  syntheticNote: z.string().nullable(),
  startS: z.number(),
  /** End of what has been watched so far. */
  endS: z.number(),
  /** Where the console begins to replay. */
  openAtS: z.number(),
  /** Part of the source watched so far, 0 to 1; 1 when done; null for a live run. */
  progress: z.number().nullable(),
  problem: z.string().nullable(),
  loops: z.array(loopSummarySchema),
  events: z.array(runEventSchema),
});
export type Run = z.infer<typeof runSchema>;

/** GET /api/v1/runs. */
export const runListSchema = z.object({ runs: z.array(runSchema) });
export type RunList = z.infer<typeof runListSchema>;

/** GET /api/v1/runs/:run/findings?fromS=&toS=: what the watch said, the later instant included. */
export const findingListSchema = z.object({
  run: z.string(),
  fromS: z.number(),
  toS: z.number(),
  findings: z.array(findingSchema),
  /** False where old repeated estimates have been let go to bound memory. */
  complete: z.boolean(),
});
export type FindingList = z.infer<typeof findingListSchema>;

/** Columns of equal length, one row a frame or, decimated, one row a bucket with its extremes. null: not known. */
export const seriesSchema = z.object({
  run: z.string(),
  loop: z.string(),
  fromS: z.number(),
  toS: z.number(),
  framePeriodS: z.number(),
  /** Frames that one row stands for; 1 when nothing was left out. */
  decimation: z.number(),
  columns: z.object({
    timeS: z.array(z.number()),
    state: z.array(loopStateSchema),
    coverage: z.array(z.number()),
    measured: z.array(z.number().nullable()),
    measuredMin: z.array(z.number().nullable()),
    measuredMax: z.array(z.number().nullable()),
    expected: z.array(z.number().nullable()),
    expectedSd: z.array(z.number().nullable()),
    residual: z.array(z.number().nullable()),
    statisticNat: z.array(z.number().nullable()),
    suspectNat: z.array(z.number().nullable()),
    confirmNat: z.array(z.number().nullable()),
    rateFractionPerDay: z.array(bandSchema.nullable()),
    rateKgPerS: z.array(bandSchema.nullable()),
    holeDiameterM: z.array(bandSchema.nullable()),
    inventoryKg: z.array(bandSchema.nullable()),
    timeToEmptyS: z.array(bandSchema.nullable()),
  }),
});
export type Series = z.infer<typeof seriesSchema>;

/** What one loop looks like at an instant, from nothing later than it. */
export const loopStatusSchema = z.object({
  loop: z.string(),
  state: loopStateSchema,
  sinceS: z.number(),
  reason: z.string(),
  /** End of the last frame that carried data; null before the first. */
  lastDataS: z.number().nullable(),
  measured: z.number().nullable(),
  residual: z.number().nullable(),
  expectedSd: z.number().nullable(),
  statisticNat: z.number().nullable(),
  confirmNat: z.number().nullable(),
  leak: findingSchema.nullable(),
});
export type LoopStatus = z.infer<typeof loopStatusSchema>;

export const alarmSchema = z.object({
  id: z.string(),
  run: z.string(),
  loop: z.string(),
  priority: z.enum(["emergency", "warning", "caution", "advisory"]),
  message: z.string(),
  raisedS: z.number(),
  clearedS: z.number().nullable(),
  acknowledged: z.object({ by: z.string(), reason: z.string(), atS: z.number() }).nullable(),
});
export type Alarm = z.infer<typeof alarmSchema>;

/** An alarm that a person has taken off the board for a while; it comes back by itself. */
export const shelvedAlarmSchema = alarmSchema.extend({
  shelved: z.object({ by: z.string(), reason: z.string(), untilS: z.number() }),
});
export type ShelvedAlarm = z.infer<typeof shelvedAlarmSchema>;

/** GET /api/v1/runs/:run/at?timeS=: the whole board at one instant. */
export const boardSchema = z.object({
  run: z.string(),
  timeS: z.number(),
  loops: z.array(loopStatusSchema),
  alarms: z.array(alarmSchema),
  /** Off the board, but not forgotten. */
  shelved: z.array(shelvedAlarmSchema),
});
export type Board = z.infer<typeof boardSchema>;

export const acknowledgeSchema = z.object({
  by: z.string().trim().min(1).max(80),
  reason: z.string().trim().min(1).max(400),
  /** Instant of the time bar at which it was acknowledged. */
  atS: z.number(),
});

/** Longest shelf: one shift of eight hours. */
const longestShelfS = 8 * 3600;

export const shelveSchema = acknowledgeSchema.extend({
  /** How long the alarm stays off the board [s]. */
  forS: z.number().min(60).max(longestShelfS),
});

/** One change of one alarm: what the watch said, what time brought, or who did what and why. */
export const alarmEntrySchema = z.object({
  alarm: z.string(),
  loop: z.string(),
  timeS: z.number(),
  kind: z.enum([
    "raise",
    "restate",
    "clear",
    "expire",
    "suppress",
    "unsuppress",
    "acknowledge",
    "shelve",
    "unshelve",
    "remove",
    "restore",
  ]),
  from: z.string(),
  to: z.string(),
  priority: alarmSchema.shape.priority.nullable(),
  message: z.string().nullable(),
  by: z.string().nullable(),
  reason: z.string().nullable(),
  /** End of a shelf. */
  untilS: z.number().nullable(),
});
export type AlarmEntry = z.infer<typeof alarmEntrySchema>;

/** GET /api/v1/runs/:run/alarms?timeS=: the journal of the run's alarms up to an instant, oldest first. */
export const alarmJournalSchema = z.object({
  run: z.string(),
  timeS: z.number(),
  /** Entries before the first that is listed; the newest are kept in the answer. */
  leftOut: z.number(),
  entries: z.array(alarmEntrySchema),
});
export type AlarmJournal = z.infer<typeof alarmJournalSchema>;

/** One message of GET /api/v1/stream (server-sent events); `id` is its sequence number, so a client resumes with Last-Event-ID. */
export const streamMessageSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("alive"), timeS: z.number(), loops: z.number() }),
  z.object({ kind: z.literal("run"), run: runSchema }),
  z.object({ kind: z.literal("finding"), run: z.string(), finding: findingSchema }),
  z.object({ kind: z.literal("alarm"), alarm: alarmSchema }),
]);
export type StreamMessage = z.infer<typeof streamMessageSchema>;
