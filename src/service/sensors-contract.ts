import { z } from "zod";

const sensorReadingSchema = z.object({
  id: z.string(),
  /** Name of its channel in the run's telemetry. */
  channel: z.string(),
  /** Quantity as the vehicle file names it; null where a watch-only file does not say. */
  measures: z.string().nullable(),
  /** Place as the vehicle file names it; null where it names none. */
  at: z.string().nullable(),
  hub: z.string().nullable(),
  /** What the watch of the loop takes it for; null: it does not read it. */
  role: z.enum(["inventory", "witness", "explains"]).nullable(),
  /** Unit in which the value stands. */
  unit: z.string(),
  /** Longest time between two readings of a sensor that works [s]; a reading older than that is stale. */
  patienceS: z.number(),
  /** The last reading at or before the instant; null where nothing had been heard by then. */
  reading: z.object({ timeS: z.number(), value: z.number(), suspect: z.boolean() }).nullable(),
});
export type SensorReading = z.infer<typeof sensorReadingSchema>;

/** GET /api/v1/runs/:run/loops/:loop/sensors?timeS=: every sensor that the loop's vehicle file declares, with what it showed by the instant. */
export const sensorsAnswerSchema = z.object({
  schema: z.literal("hoarfrost/sensors/1"),
  run: z.string(),
  loop: z.string(),
  timeS: z.number(),
  /** False where the run keeps no readings: then every one is null for want of a record, not of data. */
  kept: z.boolean(),
  sensors: z.array(sensorReadingSchema),
});
export type SensorsAnswer = z.infer<typeof sensorsAnswerSchema>;
