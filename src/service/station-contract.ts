import { z } from "zod";

const fitness = z.enum(["good", "emergency-only", "unfit"]);

/** Where the station is and how the Sun stands, from orbital elements on file. */
const orbitSchema = z.object({
  /** Epoch of the elements used, Unix seconds; they are carried from there to the instant, forwards or backwards. */
  epochS: z.number(),
  source: z.string(),
  periodS: z.number(),
  altitudeM: z.number(),
  latitudeDeg: z.number(),
  longitudeDeg: z.number(),
  betaDeg: z.number(),
  sunlit: z.boolean(),
  /** Nights from the one before the instant, through the next two orbits: umbra and penumbra together. */
  nights: z.array(z.object({ fromS: z.number(), toS: z.number() })),
  nightsUntilS: z.number(),
  /** Unit vector to the Sun, for a station that flies level with its forward end ahead. */
  sun: z.object({ forward: z.number(), starboard: z.number(), zenith: z.number() }),
});

/** GET /api/v1/runs/:run/station?timeS=: the station at an instant, from nothing that was put on record later. */
export const stationAnswerSchema = z.object({
  schema: z.literal("hoarfrost/station/1"),
  id: z.string(),
  name: z.string(),
  timeS: z.number(),
  modules: z.array(z.object({ id: z.string(), name: z.string() })),
  ports: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      module: z.string(),
      ship: z.string().nullable(),
      blocked: z.boolean(),
    }),
  ),
  /** Null: nothing is on record of the hatch. */
  hatches: z.array(
    z.object({
      id: z.string(),
      between: z.tuple([z.string(), z.string()]),
      open: z.boolean().nullable(),
      unconfirmed: z.boolean(),
    }),
  ),
  ships: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      type: z.string(),
      typeName: z.string(),
      /** Null while it moves between two ports. */
      port: z.string().nullable(),
      dockedS: z.number(),
      seats: z.number(),
      deckPlaces: z.number(),
      fitness,
      why: z.string().nullable(),
      /** Since when it is as fit as it is; null where it always was. */
      sinceS: z.number().nullable(),
      /** Until when it may leave within its docked life. */
      lifeEndS: z.number(),
      /** Loops of the run that this ship carries. */
      loops: z.array(z.string()),
    }),
  ),
  people: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      agency: z.string(),
      /** Where this person would flee to; null where there is no place. */
      ship: z.string().nullable(),
      place: z.enum(["seat", "deck"]).nullable(),
      standing: z.enum(["good", "deck", "emergency", "none"]),
      why: z.string().nullable(),
    }),
  ),
  goodSeats: z.number(),
  orbit: orbitSchema.nullable(),
  /** Why there is no orbit; null where there is one. */
  orbitProblem: z.string().nullable(),
});
export type StationAnswer = z.infer<typeof stationAnswerSchema>;
