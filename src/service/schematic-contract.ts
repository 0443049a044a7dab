import { z } from "zod";

const point = z.tuple([z.number(), z.number()]);

/** A number of the file, for people and for programs. */
const parameterSchema = z.object({
  /** Where it stands in the file; elements written alike share it. */
  path: z.string(),
  name: z.string(),
  value: z.number(),
  low: z.number(),
  high: z.number(),
  /** Unit of the three above: SI; "SI" where its name does not tell. */
  unit: z.string(),
  /** The same with a range and a unit as people read it. */
  words: z.string(),
  /** Title of its source; null: an estimate. */
  source: z.string().nullable(),
  confidence: z.string().nullable(),
});

const nodeSchema = z.object({
  id: z.string(),
  /** Type of the element as the vehicle file names it; "junction" where paths meet. */
  kind: z.string(),
  /** Words under the symbol; the first is the name. */
  lines: z.array(z.string()),
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
  parameters: z.array(parameterSchema),
  segment: z.string().nullable(),
  /** Valves that cut the segment off; empty: none does. Null where the element is in no segment. */
  isolation: z.array(z.string()).nullable(),
});
export type SchematicElement = z.infer<typeof nodeSchema>;

const sensorSchema = z.object({
  id: z.string(),
  /** Name of its channel in the run's telemetry. */
  channel: z.string(),
  measures: z.string(),
  at: z.string(),
  /** Element or junction of the drawing that it sits at; null where the drawing has none. */
  node: z.string().nullable(),
  hub: z.string().nullable(),
  /** What the watch of the loop takes it for; null: it does not read it. */
  role: z.enum(["inventory", "witness", "explains"]).nullable(),
});
export type SchematicSensor = z.infer<typeof sensorSchema>;

const drawnSchema = z.object({
  schema: z.literal("hoarfrost/schematic/1"),
  loop: z.string(),
  described: z.literal(true),
  /** Name of the vehicle file's vehicle. */
  vehicle: z.string(),
  coolant: z.string(),
  /** Extent of the drawing; places are in pixels from its left upper corner. */
  width: z.number(),
  height: z.number(),
  nodes: z.array(nodeSchema),
  lines: z.array(z.object({ id: z.string(), points: z.array(point), flowOf: z.string().nullable() })),
  sensors: z.array(sensorSchema),
  /** Coolant of the full loop, and of it what the accumulators can give before they are empty [kg]; null where the file does not say. */
  chargeKg: z.number().nullable(),
  accumulatorKg: z.number().nullable(),
});
export type DrawnSchematic = z.infer<typeof drawnSchema>;

/** GET /api/v1/runs/:run/loops/:loop/schematic: the hardware as its vehicle file describes it; the same for every instant. */
export const schematicAnswerSchema = z.discriminatedUnion("described", [
  drawnSchema,
  z.object({
    schema: z.literal("hoarfrost/schematic/1"),
    loop: z.string(),
    described: z.literal(false),
    reason: z.string(),
  }),
]);
export type SchematicAnswer = z.infer<typeof schematicAnswerSchema>;
