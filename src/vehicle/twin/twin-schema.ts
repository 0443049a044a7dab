import { z } from "zod";
import { amount, idField, sourcesField, uncertain } from "../fields.ts";
import { pace, loopField as watchLoopField } from "../vehicle-schema.ts";
import { directionField, elementField } from "./element-schema.ts";

const positive = { above: 0 } as const;
const notNegative = { least: 0 } as const;
const share = { least: 0, most: 1 } as const;
const place = z.string().min(1);

const coolantField = z
  .union([
    z.string().min(1),
    z.strictObject({ name: z.string().min(1), fraction: amount("fraction", share) }),
  ])
  .describe("a coolant of the library, or { name, fraction } of a mixture");

const amountOfCoolant = z
  .unknown()
  .describe("a mass or a volume at 20 degC, such as 34 kg or 44 L, plain or with range and source");

// The unit depends on what is measured, so the cross-check reads these.
const ownUnit = z.union([z.string(), z.number()]).describe("an amount in a unit of what is measured");

const sensorField = z.strictObject({
  measures: z.enum([
    "pressure",
    "pressure-rise",
    "temperature",
    "flow",
    "quantity",
    "speed",
    "power",
    "humidity",
  ]),
  at: place.describe("a junction, element, element end such as pump.inlet, accumulator or compartment"),
  like: idField.optional(),
  unit: z.string().optional(),
  range: z.tuple([ownUnit, ownUnit]).optional(),
  step: ownUnit.optional(),
  noise: ownUnit.optional(),
  "drift-per-root-day": ownUnit.optional(),
  bias: z.unknown().optional().describe("an error that stays, as { value, range }"),
  lag: amount("time", notNegative).optional(),
  every: amount("time", positive),
  "changes-only": z.boolean().optional().describe("a reading is sent only when it has changed"),
  heartbeat: amount("time", positive).optional().describe("and at least this often"),
  hub: z.string().optional(),
  note: z.string().optional(),
  source: z.string().optional(),
  estimate: z.literal(true).optional(),
});
export type WrittenSensor = z.output<typeof sensorField>;

const watchField = z
  .strictObject({
    ...watchLoopField.partial().shape,
    inventory: z
      .strictObject({
        reads: z.enum(["pressure-proxy", "accumulator-quantity", "gas-pressure"]).optional(),
        channel: z.string().min(1).optional(),
        unit: z.string().min(1).optional(),
        "mass-per-percent": uncertain("mass", positive).optional(),
        charge: uncertain("mass", positive).optional(),
        "gas-pressure": uncertain("pressure", positive).optional(),
        "gas-volume": uncertain("volume", positive).optional(),
        "accumulator-liquid": uncertain("volume", positive).optional(),
        density: uncertain("density", positive).optional(),
        "vapour-pressure": uncertain("pressure", notNegative).optional(),
        "discharge-coefficient": uncertain("none", { above: 0, most: 1 }).optional(),
      })
      .optional(),
  })
  .describe("what the watch is told of this loop; what is left out is taken from the hardware above");

const twinLoopField = z.strictObject({
  name: z.string().optional(),
  coolant: coolantField,
  charge: amountOfCoolant.optional(),
  rivals: z.array(amountOfCoolant).optional().describe("other published figures for the charge"),
  start: uncertain("temperature", positive).optional().describe("temperature of the coolant when charged"),
  "leaks-into": z
    .union([z.literal("vacuum"), z.literal("air")])
    .optional()
    .describe("where coolant goes: vacuum (default with an orbit) or air at one atmosphere"),
  elements: z.record(idField, elementField),
  paths: z
    .record(idField, z.array(place).min(3))
    .describe("each path: a junction, the elements in the order that coolant passes them, a junction"),
  "hangs-on": z.record(idField, place).optional().describe("accumulator: the place that it is joined to"),
  segments: z
    .record(
      idField,
      z.strictObject({
        elements: z.array(idField).min(1),
        isolation: z.union([z.literal("none"), z.array(idField)]).optional(),
      }),
    )
    .optional(),
  sensors: z.record(z.string(), sensorField).optional(),
  watch: z.union([z.literal("none"), watchField]).optional(),
});
export type WrittenTwinLoop = z.output<typeof twinLoopField>;

const hatchField = z.strictObject({
  to: idField.describe("a compartment, or one of the surroundings"),
  ventilation: uncertain("conductance", notNegative)
    .optional()
    .describe("heat that the air carries, each way, a kelvin"),
  "air-flow": uncertain("volumeFlow", notNegative).optional(),
  conductance: uncertain("conductance", notNegative)
    .optional()
    .describe("through the metal, hatch open or shut"),
  state: z.enum(["open", "closed"]).optional(),
});

const compartmentField = z.strictObject({
  name: z.string().optional(),
  air: uncertain("volume", positive).describe("free volume"),
  "heat-capacity": uncertain("heatCapacity", positive).describe("of structure and equipment"),
  "air-to-structure": uncertain("conductance", positive).optional(),
  temperature: uncertain("temperature", positive).optional().describe("at the start"),
  humidity: uncertain("fraction", share).optional().describe("relative, at the start"),
  pressure: uncertain("pressure", positive).optional(),
  crew: z.int().min(0).optional(),
  hatch: hatchField.optional(),
  hatches: z.array(hatchField).optional(),
  sensors: z.record(z.string(), sensorField).optional(),
  source: z.string().optional(),
  estimate: z.literal(true).optional(),
  spread: amount("fraction", { above: 0, most: 1 }).optional(),
  note: z.string().optional(),
});
export type WrittenCompartment = z.output<typeof compartmentField>;

const loadField = z.strictObject({
  in: idField.optional().describe("the compartment that heat no cold plate takes goes into"),
  into: z.enum(["structure", "air"]).optional(),
  power: z.strictObject({
    nominal: uncertain("power", notNegative),
    shed: uncertain("power", notNegative).optional(),
  }),
  schedule: z
    .array(z.strictObject({ from: amount("time", notNegative), power: uncertain("power", notNegative) }))
    .optional()
    .describe("power from given times of the run on, in place of nominal"),
  source: z.string().optional(),
  estimate: z.literal(true).optional(),
  spread: amount("fraction", { above: 0, most: 1 }).optional(),
  note: z.string().optional(),
});

const orbitField = z.strictObject({
  altitude: uncertain("length", { above: 1e5 }).optional(),
  inclination: uncertain("angle").optional(),
  beta: uncertain("angle").optional(),
  elements: z.tuple([z.string(), z.string()]).optional().describe("two-line elements, in place of altitude"),
  epoch: z.iso
    .datetime({ offset: true })
    .optional()
    .describe("when runs start, such as 2023-02-11T00:00:00Z"),
  attitude: z
    .discriminatedUnion("mode", [
      z.strictObject({
        mode: z.literal("local-vertical"),
        yaw: amount("angle").optional(),
        pitch: amount("angle").optional(),
        roll: amount("angle").optional(),
      }),
      z.strictObject({ mode: z.literal("sun-pointing"), axis: directionField }),
    ])
    .optional(),
  "solar-irradiance": uncertain("none", positive).optional().describe("W/m2 at one astronomical unit"),
  albedo: uncertain("fraction", share).optional(),
  infrared: uncertain("none", notNegative).optional().describe("W/m2 that the Earth sends out"),
});

const limitField = z.strictObject({
  quantity: z.string().describe("a named quantity, such as external/pump.inlet/pressure"),
  above: ownUnit.optional(),
  below: ownUnit.optional(),
  means: z.string().min(1),
  source: z.string().optional(),
  estimate: z.literal(true).optional(),
});

/** The structure of a twin file. Published as `schemas/twin-1.schema.json`. */
export const twinSchema = z
  .strictObject({
    hoarfrost: z.literal("vehicle/1"),
    kind: z.literal("twin"),
    id: idField,
    name: z.string().min(1).optional(),
    sources: sourcesField.optional(),
    "all-loops": z.strictObject(pace).optional().describe("what holds for the watch of each loop"),
    loops: z
      .record(idField, twinLoopField)
      .refine((loops) => Object.keys(loops).length > 0, "names no loop; describe at least one"),
    compartments: z.record(idField, compartmentField).optional(),
    surroundings: z
      .record(
        idField,
        z.strictObject({
          temperature: uncertain("temperature", positive),
          humidity: uncertain("fraction", share),
        }),
      )
      .optional()
      .describe("air outside the vehicle's own compartments, such as a station's"),
    loads: z.record(idField, loadField).optional(),
    orbit: orbitField.optional(),
    limits: z.array(limitField).optional(),
    exposure: z
      .strictObject({
        surfaces: z.record(idField, z.strictObject({ behind: z.string().optional() })),
      })
      .optional()
      .describe("surfaces that debris can reach, and what shields them"),
    schematic: z
      .record(z.string(), z.tuple([z.number(), z.number()]))
      .optional()
      .describe("positions by loop.element; laid out automatically where absent"),
  })
  .describe("A vehicle with its hardware: what a simulation needs.");
export type WrittenTwin = z.output<typeof twinSchema>;
