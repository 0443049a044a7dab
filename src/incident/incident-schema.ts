import { z } from "zod";
import { amount, idField, sourcesField, uncertain } from "../vehicle/index.ts";
import { instantField, momentField } from "./instant.ts";
import { signalsField } from "./signals-schema.ts";

const confidence = z.enum(["official", "secondary", "rumour"]);

const shipField = z
  .strictObject({
    vehicle: idField.describe("the id of a vehicle file"),
    loop: idField.describe("a loop of that vehicle file"),
    ship: z.string().min(1),
    short: idField.describe("the short name that stands before the ship's channels, such as ms21"),
    port: z.string().optional(),
    docked: instantField.optional(),
  })
  .describe("a ship: { vehicle, loop, ship, short, port, docked }");

const rivalField = z.strictObject({
  at: instantField.optional(),
  until: instantField.optional(),
  fact: z.string().optional(),
  source: z.string(),
  confidence: confidence.optional(),
});

const factField = z.strictObject({
  at: instantField.optional(),
  until: instantField.optional(),
  fact: z.string().min(1),
  source: z.string().describe("a key of sources"),
  confidence,
  rivals: z.array(rivalField).optional(),
});

const leakField = z.strictObject({
  ship: z.string().describe("the short name of the ship that leaks"),
  onset: z.strictObject({
    value: momentField,
    range: z.tuple([momentField, momentField]),
    estimate: z.literal(true),
    note: z.string().optional(),
  }),
  diameter: uncertain("length", { above: 0 }),
  "discharge-coefficient": uncertain("none", { above: 0, most: 1 }),
  "walls-relax-within": amount("time", { above: 0 }).describe(
    "how fast the pressure falls once the accumulator meets its hard stop",
  ),
});

const shipStateField = z.strictObject({
  charge: uncertain("mass", { above: 0 }).optional(),
  "gas-pressure": uncertain("pressure", { above: 0 }).optional(),
  "gas-volume": uncertain("volume", { above: 0 }).optional(),
  "accumulator-liquid": uncertain("volume", { above: 0 }).optional(),
  temperature: uncertain("temperature", { above: 0 }),
  "orbit-swing": uncertain("temperatureDifference", { least: 0 }),
  shadow: uncertain("fraction", { least: 0, most: 0.5 }),
  wander: uncertain("temperatureDifference", { least: 0 }),
  "wander-time": amount("time", { above: 0 }),
  settles: z
    .strictObject({
      from: momentField,
      by: amount("temperatureDifference"),
      within: amount("time", { above: 0 }),
    })
    .optional()
    .describe("a lasting change of the coolant's mean temperature: { from, by, within }"),
});

const sensorCommon = {
  hub: z.string(),
  every: amount("time", { above: 0 }),
  lag: amount("time", { above: 0 }).optional().describe("time constant with which the sensor follows"),
  repeats: amount("time", { above: 0 }).describe("a value is reported at least this often, changed or not"),
};
const sensorField = z.discriminatedUnion("measures", [
  z.strictObject({
    measures: z.literal("pressure"),
    unit: z.literal("kgf/cm2"),
    step: amount("pressure", { above: 0 }),
    noise: amount("pressure", { least: 0 }),
    offset: amount("pressure").optional(),
    "drift-per-root-day": amount("pressure", { least: 0 }),
    ...sensorCommon,
  }),
  z.strictObject({
    measures: z.literal("temperature"),
    unit: z.literal("degC"),
    step: amount("temperatureDifference", { above: 0 }),
    noise: amount("temperatureDifference", { least: 0 }),
    offset: amount("temperatureDifference").optional(),
    "drift-per-root-day": amount("temperatureDifference", { least: 0 }),
    ...sensorCommon,
  }),
]);
export type WrittenSensor = z.output<typeof sensorField>;

const reconstructionField = z
  .strictObject({
    note: z.string().min(1),
    from: momentField,
    until: momentField,
    "opens-at": momentField,
    seed: z.int().describe("a whole number"),
    leak: leakField,
    ships: z.record(idField, shipStateField),
    sensors: z.record(idField, sensorField),
    "signal-lost": z
      .array(z.strictObject({ from: momentField, for: amount("time", { above: 0 }) }))
      .optional(),
  })
  .describe("what is made up to fill the record: always synthetic");

const claimField = z.strictObject({
  id: idField,
  by: z.string(),
  role: z.string().optional(),
  at: instantField,
  channel: z.string().optional(),
  source: z.string(),
  says: z.string(),
  asserts: z
    .record(z.string(), z.unknown())
    .describe(
      "the statement as a number, a proposition or a cause; docs/claims.md lists what can be written",
    ),
  against: z.array(idField).optional().describe("ids of claims that this one is set against"),
});

const evidenceField = z.strictObject({
  id: idField,
  kind: z.string().describe("a kind of docs/cause.md, own, same-failure, record, or seats"),
  title: z.string().optional(),
  ship: z.string().optional(),
  at: instantField.optional().describe("when it became known"),
  finding: z.string().optional(),
  by: z.string().optional(),
  source: z.string().optional(),
  confidence: z.enum(["event", "official", "secondary", "rumour"]).optional(),
  about: z
    .string()
    .optional()
    .describe("what it tells of; items about one thing are not independent and count less each"),
  off: z.literal(true).optional().describe("listed but not counted unless switched on"),
  with: z.record(z.string(), z.unknown()).optional().describe("what its kind needs to be weighed"),
  likelihoods: z
    .record(z.string(), z.number().nonnegative())
    .optional()
    .describe("kind own: likelihood under each hypothesis, on any common scale"),
  why: z.string().optional(),
  states: z
    .record(z.string(), z.unknown())
    .optional()
    .describe(
      "kind record: the cited figure or fact that claims are tested against, written as in asserts; kind seats: the proposition that seats for everybody speak for",
    ),
  incident: idField.optional().describe("kind same-failure: the id of the other ship's incident file"),
  "same-lot": z
    .tuple([z.number().min(0).max(1), z.number().min(0).max(1)])
    .optional()
    .describe("kind same-failure: probability that both share the lot or the detail that failed, as a range"),
});

const exposureField = z
  .strictObject({
    area: uncertain("area", { above: 0 }).describe("of what leaks when holed, randomly turned"),
    particle: uncertain("length", { above: 0 }).describe("smallest particle that holes it"),
    days: z.number().positive().describe("how long the ship flew before it leaked"),
    altitude: amount("length", { above: 0 }),
    year: z.number().min(1980).max(2060),
    "solar-flux": z.number().positive(),
    "clean-vehicle-years": z
      .tuple([z.number().nonnegative(), z.number().nonnegative()])
      .describe("vehicle-years of like ships without such a leak before"),
  })
  .describe("what the priors of the cause are made from");

const years = z.tuple([z.number().positive(), z.number().positive()]);
const hypothesisField = z.strictObject({
  id: idField,
  name: z.string().min(1),
  "per-vehicle-year": years.optional().describe("a range of rates: [low, high]; or give counted instead"),
  counted: z
    .strictObject({
      events: z
        .array(z.int().nonnegative())
        .min(1)
        .describe("counts that the record may be read to hold, as [0, 1]"),
      "vehicle-years": years,
      "transfer-factor": z
        .number()
        .min(1)
        .optional()
        .describe("from what was counted to what leaked, at one standard deviation; 2 unless given"),
    })
    .optional()
    .describe("a rate known from a count: { events, vehicle-years }"),
  lot: z.boolean().optional(),
  source: z.string().describe("a key of sources, where the rate comes from"),
});

/** The structure of an incident file. Published as `schemas/incident-1.schema.json`. */
export const incidentSchema = z
  .strictObject({
    hoarfrost: z.literal("incident/1"),
    id: idField,
    title: z.string().min(1),
    subject: shipField,
    beside: z.array(shipField).optional(),
    sources: sourcesField,
    known: z.array(factField).describe("the record: a list of cited facts"),
    reconstruction: reconstructionField
      .optional()
      .describe("absent where the file holds record and claims only: such a case cannot be replayed"),
    signals: signalsField
      .optional()
      .describe("telemetry made up channel by channel, for a case whose loop has no published hardware"),
    exposure: exposureField.optional(),
    hypotheses: z
      .array(hypothesisField)
      .optional()
      .describe("causes beside the standard ones, or in their place where the id is the same"),
    claims: z.array(claimField).optional(),
    evidence: z.array(evidenceField).optional(),
  })
  .describe("A leak on record: what is known, kept apart from what is reconstructed.");

/** An incident file as read: times and amounts in SI, keys as written. */
export type Incident = z.output<typeof incidentSchema>;
export type Ship = Incident["subject"];
export type Reconstruction = NonNullable<Incident["reconstruction"]>;
/** An incident that can be replayed. */
export type ReconstructedIncident = Incident & { readonly reconstruction: Reconstruction };
export type ShipState = Reconstruction["ships"][string];
