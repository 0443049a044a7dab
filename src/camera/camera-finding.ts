import { z } from "zod";

/** Median with its 90 % band. */
const cameraBandSchema = z.object({ median: z.number(), p05: z.number(), p95: z.number() });
export type CameraBand = z.infer<typeof cameraBandSchema>;

/** ln 100: the camera alone never makes a case for coolant stronger than a hundred to one, and none for a loop. */
export const LARGEST_LOG_BAYES_FACTOR = Math.log(100);

const base = {
  schema: z.literal("hoarfrost/camera/1"),
  timeS: z.number().describe("time of the newest frame that it rests on [s]"),
  frame: z.int().min(0).describe("number of that frame, from 0"),
};

const plumeFindingSchema = z
  .object({
    ...base,
    type: z.literal("plume"),
    phase: z.enum(["suspected", "confirmed", "ended"]),
    statisticNat: z.number().describe("ln of the likelihood ratio of a plume against tracks at random"),
    thresholdNat: z.number().describe("statistic from which on a plume is confirmed"),
    logBayesFactor: z
      .number()
      .min(0)
      .max(LARGEST_LOG_BAYES_FACTOR)
      .describe(
        'what another room may add to its odds of "coolant is leaving this ship"; at most ln 100, for a camera cannot tell coolant from water, nor one loop from another',
      ),
    directionRad: z.number().nullable(),
    directionSdRad: z.number().min(0).nullable(),
    spreadRad: z
      .number()
      .min(0)
      .nullable()
      .describe("circular standard deviation of the particles' directions"),
    speedPxPerS: cameraBandSchema.nullable(),
    speedMPerS: cameraBandSchema
      .nullable()
      .describe("only with a scale or a calibrated camera: speed across the line of sight"),
    origin: z.object({ xPx: z.number(), yPx: z.number(), sdPx: z.number().min(0) }).nullable(),
    particlesPerS: cameraBandSchema.nullable(),
    countedPeakLevels: z
      .number()
      .min(0)
      .nullable()
      .describe("grey levels above the ground from which on a particle's spot is counted in particlesPerS"),
    odds: z
      .record(z.string(), z.number().positive())
      .describe("of a plume against each named alternative, bounded to 1000 either way"),
    faces: z
      .array(
        z.object({
          id: z.string().nullable().describe("null: none of the faces that the file names"),
          name: z.string(),
          probability: z.number().min(0).max(1),
          distanceM: z.number().positive().nullable(),
          loop: z.string().optional().describe("with a vehicle file: the loop that lies in the face..."),
          element: z.string().optional().describe("...its element there..."),
          segment: z.string().nullable().optional().describe("...and the segment of that"),
        }),
      )
      .optional()
      .describe("only with a calibrated camera: which face the plume comes from, likeliest first"),
  })
  .describe(
    "Particles that keep leaving one place. Pixels from the top left of the newest frame; angles from the right, counter-clockwise.",
  );
export type PlumeFinding = Readonly<z.infer<typeof plumeFindingSchema>>;

const footageFindingSchema = z
  .object({
    ...base,
    type: z.literal("footage"),
    problem: z.enum([
      "black",
      "white",
      "frozen",
      "snow",
      "scene-change",
      "size-change",
      "time-jump",
      "bad-frame",
    ]),
    active: z.boolean(),
    message: z.string(),
  })
  .describe("Something wrong with the footage: what, and what was done about it.");
export type FootageFinding = Readonly<z.infer<typeof footageFindingSchema>>;

/** One line of `hoarfrost camera --json`. */
export const cameraFindingSchema = z.discriminatedUnion("type", [plumeFindingSchema, footageFindingSchema]);
export type CameraFinding = PlumeFinding | FootageFinding;
