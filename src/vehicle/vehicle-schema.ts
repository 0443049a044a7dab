import { z } from "zod";
import { amount, idField, sourcesField, uncertain, wanted } from "./fields.ts";

const channel = z.string().min(1).describe("a channel's name, as the telemetry carries it");
const unit = z.string().min(1).describe("the unit in which the channel is delivered, such as kPa, degC or %");

const hub = z
  .string()
  .min(1)
  .optional()
  .describe("the multiplexer or computer through which the channel comes, such as mux-1");

const accumulatorLaw = { "mass-per-percent": uncertain("mass", { above: 0 }).optional() };
const gasLaw = {
  charge: uncertain("mass", { above: 0 }),
  "gas-pressure": uncertain("pressure", { above: 0 }),
  "gas-volume": uncertain("volume", { above: 0 }),
  "accumulator-liquid": uncertain("volume", { above: 0 }),
  density: uncertain("density", { above: 0 }),
  "vapour-pressure": uncertain("pressure", { least: 0 }),
  "discharge-coefficient": uncertain("none", { above: 0, most: 1 }),
};

const inventoryField = z
  .discriminatedUnion("reads", [
    z.strictObject({ reads: z.literal("pressure-proxy"), channel, unit, hub }),
    z.strictObject({ reads: z.literal("accumulator-quantity"), channel, unit, hub, ...accumulatorLaw }),
    z.strictObject({ reads: z.literal("gas-pressure"), channel, unit, hub, ...gasLaw }),
  ])
  .describe("the channel that shows how much coolant is left, and how it reads");

/** How the inventory shows in a witness: as for the inventory channel, whose name and unit the witness says already. */
const witnessInventoryField = z
  .discriminatedUnion("reads", [
    z.strictObject({ reads: z.literal("accumulator-quantity"), ...accumulatorLaw }),
    z.strictObject({ reads: z.literal("gas-pressure"), ...gasLaw }),
  ])
  .describe(
    "how the inventory shows in this sensor: its readings are then weighed with the inventory channel's",
  );

const explanationField = z.strictObject({
  channel,
  unit: unit.optional(),
  quantity: z.enum(["temperature", "flow", "power", "flag", "expected"]),
  hub,
});

// In the inventory channel's own unit, so the dimension is known only to the cross-check.
const ownUnit = z
  .union([z.string(), z.number()])
  .describe("an amount in a unit of the inventory channel's kind, such as 0.3 kPa");

const noiseField = z.strictObject({
  step: ownUnit.optional(),
  white: ownUnit.optional(),
  "drift-per-root-day": ownUnit.optional(),
  wander: ownUnit.optional(),
  "wander-time": amount("time", { above: 0 }).optional(),
  ripple: ownUnit.optional(),
  "ripple-change-per-orbit": ownUnit.optional(),
});

const witnessField = z
  .strictObject({
    channel,
    unit,
    hub,
    noise: noiseField.optional(),
    inventory: witnessInventoryField.optional(),
  })
  .describe("another sensor of the inventory, such as a second pressure on another hub");

const FALSE_ALARMS = /^\s*(\d+(?:\.\d+)?)\s+per\s+(day|week|month|year)\s*$/;
const PERIOD_DAYS: Record<string, number> = { day: 1, week: 7, month: 365.25 / 12, year: 365.25 };

/** "1 per year" to the mean time between false alarms [s]. */
const falseAlarmsField = z
  .string()
  .describe('how many false alarms a loop may raise, such as "1 per year"')
  .transform((text, context): number => {
    const match = FALSE_ALARMS.exec(text);
    if (match !== null && Number(match[1]) > 0) return (PERIOD_DAYS[match[2]!]! * 86_400) / Number(match[1]);
    context.addIssue({
      code: "custom",
      message: `"${text}" is not a rate such as "1 per year" or "2 per month"`,
    });
    return z.NEVER;
  });

/** `orbit: 92.8 min`, or `orbit: none` for a loop that stands still. */
const orbitField = z
  .unknown()
  .meta({ type: "string", description: `${wanted("time")}, or none` })
  .transform((value) => (value === "none" ? "0 s" : value))
  .pipe(amount("time", { least: 0 }));

/** Time scales and promises of a loop's watch. */
export const pace = {
  frame: amount("time", { above: 0 }).optional(),
  "fast-frame": amount("time", { above: 0 })
    .optional()
    .describe("frame of a second, fast path that looks for bursts; a whole part of frame"),
  orbit: orbitField.optional(),
  silence: amount("time", { above: 0 }).optional(),
  learning: amount("time", { above: 0 }).optional(),
  "false-alarms": falseAlarmsField.optional(),
};

/** One loop as the watch is told of it. */
export const loopField = z.strictObject({
  name: z.string().optional(),
  carrier: z.string().optional(),
  coolant: z.string().min(1).describe("the coolant's name, such as water, ammonia or lz-tk-2"),
  inventory: inventoryField,
  "explained-by": z.array(explanationField).optional(),
  witnesses: z.array(witnessField).optional(),
  noise: noiseField.optional(),
  ...pace,
});
export type WrittenLoop = z.output<typeof loopField>;

/** The structure of a watch-only vehicle file. Published as `schemas/vehicle-1.schema.json`. */
export const vehicleSchema = z
  .strictObject({
    hoarfrost: z.literal("vehicle/1"),
    kind: z.literal("watch-only"),
    id: idField,
    name: z.string().min(1).optional(),
    sources: sourcesField.optional(),
    "all-loops": z
      .strictObject(pace)
      .optional()
      .describe("what holds for each loop that does not say otherwise"),
    loops: z
      .record(idField, loopField)
      .refine((loops) => Object.keys(loops).length > 0, "names no loop; describe at least one"),
  })
  .describe("A vehicle as the watch sees it: channels, and how they show the coolant that is left.");
