import { z } from "zod";
import { amount, idField, uncertain } from "../fields.ts";

const positive = { above: 0 } as const;
const notNegative = { least: 0 } as const;
const share = { least: 0, most: 1 } as const;

/** What any element may say of its numbers as a whole: where they come from and how far off they may be. */
const common = {
  like: idField.optional().describe("an element of this loop from which all keys not given here are taken"),
  source: z.string().optional().describe("a key of sources: where this element's plain numbers come from"),
  estimate: z.literal(true).optional(),
  spread: amount("fraction", { above: 0, most: 1 })
    .optional()
    .describe("how far numbers without a range of their own may be off either way, such as 30 %"),
  note: z.string().optional(),
};
const volume = uncertain("volume", positive).optional().describe("coolant inside");
const cells = z.int().min(1).max(50).optional().describe("pieces it is cut into along the flow");
const heatCapacity = uncertain("heatCapacity", positive).optional().describe("of its metal");
const loss = {
  drop: uncertain("pressure", positive).optional().describe("pressure it takes at `at-flow`, such as 5 kPa"),
  "at-flow": amount("volumeFlow", positive).optional().describe("the flow at which it takes `drop`"),
};
const tubes = z.strictObject({
  bore: uncertain("length", positive),
  length: uncertain("length", positive).describe("of each tube"),
  parallel: z.int().min(1).max(16).optional(),
});

/** A direction on the vehicle: a word, or a vector in body axes (x forward, y to starboard, z to the Earth). */
export const directionField = z
  .union([
    z.enum(["zenith", "nadir", "forward", "aft", "port", "starboard"]),
    z.tuple([z.number(), z.number(), z.number()]),
  ])
  .describe(
    "zenith, nadir, forward, aft, port, starboard, or [x, y, z] with x forward, y starboard, z to the Earth",
  );

const onOff = z.enum(["on", "off"]).optional();

/** One element of a loop, by its `type`. Published as a part of `schemas/twin-1.schema.json`. */
export const elementField = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("pipe"),
    ...common,
    bore: uncertain("length", positive),
    length: uncertain("length", positive),
    roughness: uncertain("length", notNegative).optional(),
    losses: uncertain("none", notNegative).optional().describe("sum of loss coefficients of bends and ends"),
    volume,
  }),
  z.strictObject({ type: z.literal("fitting"), ...common, ...loss, volume }),
  z.strictObject({ type: z.literal("check-valve"), ...common, ...loss, volume }),
  z.strictObject({
    type: z.literal("pump"),
    ...common,
    curve: z
      .array(z.tuple([amount("volumeFlow", notNegative), amount("pressure", notNegative)]))
      .min(2)
      .describe("points [flow, pressure rise] at rated speed, such as [100 cm3/s, 60 kPa]"),
    head: uncertain("fraction", positive).optional().describe("factor on the whole curve"),
    speed: uncertain("fraction", positive).optional().describe("part of rated speed while on"),
    state: onOff,
    standby: idField.optional().describe("the pump that starts when this one fails"),
    "standby-delay": amount("time", notNegative).optional(),
    "suction-head": uncertain("pressure", positive)
      .optional()
      .describe("pressure above vapour pressure that it needs at its inlet"),
    volume,
  }),
  z.strictObject({
    type: z.literal("valve"),
    ...common,
    ...loss,
    opening: uncertain("fraction", share).optional(),
    volume,
  }),
  z.strictObject({
    type: z.literal("control-valve"),
    ...common,
    ...loss,
    opening: uncertain("fraction", share).optional().describe("where it stands at the start"),
    holds: z.strictObject({
      quantity: z.enum(["temperature", "pressure-rise", "flow"]),
      at: z.string().describe("a junction, an element, or an end of one such as pump.inlet"),
      to: z.unknown().describe("the value to hold, in a unit of the quantity"),
    }),
    "opens-when": z
      .enum(["below", "above"])
      .describe("whether it opens when the quantity is below or above what it holds"),
    band: z.unknown().optional().describe("error at which it moves at full speed, such as 2 K"),
    stroke: uncertain("time", positive).optional().describe("time from shut to open at full speed"),
    volume,
  }),
  z.strictObject({
    type: z.literal("accumulator"),
    ...common,
    liquid: uncertain("volume", positive).describe("liquid in it when the loop is charged and at rest"),
    capacity: uncertain("volume", positive).optional().describe("liquid at its full stop"),
    gas: z.enum(["nitrogen", "helium", "air"]).optional(),
    "gas-volume": uncertain("volume", positive).optional(),
    pressure: uncertain("pressure", positive).optional().describe("of the gas, with `liquid` in it"),
    exponent: uncertain("none", { least: 1, most: 1.7 })
      .optional()
      .describe("of p V^n: 1 isothermal (default), 1.4 adiabatic"),
    spring: z
      .strictObject({
        "empty-at": uncertain("pressure", positive),
        "full-at": uncertain("pressure", positive),
      })
      .optional(),
  }),
  z.strictObject({
    type: z.literal("liquid-liquid-exchanger"),
    ...common,
    "other-side": z.string().describe("the other loop's element, as loop.element"),
    conductance: uncertain("conductance", positive).optional().describe("stream to stream; on one side only"),
    "heat-capacity": heatCapacity,
    cells,
    flow: z.enum(["counter", "parallel"]).optional(),
    ...loss,
    volume,
  }),
  z.strictObject({
    type: z.enum(["air-exchanger", "condensing-dryer"]),
    ...common,
    compartment: idField,
    "air-flow": uncertain("volumeFlow", positive),
    effectiveness: uncertain("fraction", { above: 0, most: 1 }).optional(),
    conductance: uncertain("conductance", positive).describe("coolant to its metal"),
    "heat-capacity": heatCapacity,
    ...loss,
    volume,
  }),
  z.strictObject({
    type: z.literal("cold-plate"),
    ...common,
    loads: z.array(idField).optional(),
    conductance: uncertain("conductance", positive).describe("coolant to plate"),
    "heat-capacity": heatCapacity,
    room: idField.optional().describe("the compartment that it stands in"),
    "room-conductance": uncertain("conductance", notNegative)
      .optional()
      .describe("plate to the structure there"),
    cells,
    ...loss,
    volume,
  }),
  z.strictObject({
    type: z.literal("heater"),
    ...common,
    power: uncertain("power", notNegative),
    state: onOff,
    conductance: uncertain("conductance", positive).optional().describe("heater to coolant"),
    "heat-capacity": heatCapacity,
    cells,
    ...loss,
    volume,
  }),
  z.strictObject({
    type: z.literal("radiator"),
    ...common,
    area: uncertain("area", positive),
    emissivity: uncertain("fraction", share).describe("of the face, fin efficiency included"),
    absorptivity: uncertain("fraction", share).describe("for sunlight"),
    faces: directionField,
    sides: z
      .union([z.literal(1), z.literal(2)])
      .optional()
      .describe("2 where the back radiates and is lit like the face; `area` is that of one side"),
    shaded: uncertain("fraction", share)
      .optional()
      .describe("part of it in the shadow of other parts of the vehicle"),
    "earth-blocked": uncertain("fraction", share).optional(),
    conductance: uncertain("conductance", positive).optional().describe("coolant to panel"),
    "heat-capacity": heatCapacity,
    tubes: tubes.optional(),
    cells,
    ...loss,
    volume,
  }),
]);

export type WrittenElement = z.output<typeof elementField>;
