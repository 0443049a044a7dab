import { z } from "zod";
import { amount, idField, sourcesField } from "../../vehicle/index.ts";
import { instantField } from "./instant.ts";

const cited = {
  source: z.string().optional(),
  unconfirmed: z.literal(true).optional(),
  note: z.string().optional(),
};
/** Where the end of a stretch comes from, if not from where its beginning does: a key of sources, or `unconfirmed`. */
const ended = { "until-source": z.string().optional() };
const id = idField;
const count = z.int().min(0).describe("a whole number from 0 up");

const portField = z.strictObject({
  name: z.string().min(1),
  module: id,
  takes: z.array(id).min(1).describe("a list of ship types"),
  blocked: z
    .array(z.strictObject({ from: instantField, until: instantField.optional(), why: z.string(), ...cited }))
    .optional(),
  ...cited,
});

const shipTypeField = z.strictObject({
  name: z.string().min(1),
  seats: count,
  "seat-needs": z.enum(["liner", "suit"]).optional(),
  suit: id.optional(),
  "deck-places": count.optional(),
  "docked-life": amount("time", { above: 0 }),
  heights: z.tuple([amount("length", { above: 0 }), amount("length", { above: 0 })]).optional(),
  ...cited,
});

const stayField = z.strictObject({
  port: id,
  from: instantField,
  until: instantField.optional(),
  "leaves-with": z.array(id).optional().describe("a list of people who are aboard when it leaves the port"),
  ...cited,
  ...ended,
});

const shipField = z.strictObject({
  name: z.string().min(1),
  type: id,
  "docked-life": amount("time", { above: 0 }).optional(),
  stays: z.array(stayField).describe("a list of { port, from, until, leaves-with, source }"),
  health: z
    .array(
      z.strictObject({
        from: instantField,
        fitness: z.enum(["good", "emergency-only", "unfit"]),
        why: z.string().min(1),
        ...cited,
      }),
    )
    .optional(),
  ...cited,
});

const personField = z.strictObject({
  name: z.string().min(1),
  agency: id,
  height: amount("length", { above: 0 }).optional(),
  aboard: z
    .array(
      z.strictObject({
        from: instantField,
        until: instantField.optional(),
        up: id,
        down: id.optional(),
        ...cited,
        ...ended,
      }),
    )
    .min(1)
    .describe("a list of { from, until, up, down, source }"),
  liners: z
    .array(
      z.strictObject({ from: instantField, ship: id, place: z.enum(["seat", "deck"]).optional(), ...cited }),
    )
    .optional(),
  suits: z.array(z.strictObject({ from: instantField, kind: id, ...cited })).optional(),
});

const hatchField = z.strictObject({
  between: z.tuple([id, id]),
  states: z.array(z.strictObject({ from: instantField, open: z.boolean(), ...cited })).min(1),
});

/** The structure of a station file. */
export const stationSchema = z
  .strictObject({
    hoarfrost: z.literal("station/1"),
    id,
    name: z.string().min(1),
    from: instantField,
    until: instantField,
    sources: sourcesField,
    modules: z.record(id, z.strictObject({ name: z.string().min(1) })),
    ports: z.record(id, portField),
    "ship-types": z.record(id, shipTypeField),
    ships: z.record(id, shipField),
    hatches: z.record(id, hatchField).optional(),
    people: z.record(id, personField),
  })
  .describe("A station with its traffic and its people over a stretch of time.");

export type WrittenStation = z.output<typeof stationSchema>;
