import { z } from "zod";
import { bandSchema } from "../watch/finding.ts";

const place = z.object({ xPx: z.number(), yPx: z.number() });

/** One kept picture and what was seen in it; pixels from its top left. */
export const cameraPictureSchema = z.object({
  number: z.number(),
  timeS: z.number(),
  detections: z.array(place.extend({ bright: z.boolean(), followed: z.boolean() })),
  tracks: z.array(z.object({ away: z.boolean(), points: z.array(z.tuple([z.number(), z.number()])) })),
  origin: place.nullable(),
});
export type CameraPicture = z.infer<typeof cameraPictureSchema>;

export const cameraFindingSchema = z.object({
  timeS: z.number(),
  phase: z.enum(["suspected", "confirmed", "ended"]),
  statisticNat: z.number(),
  directionRad: z.number().nullable(),
  spreadRad: z.number().nullable(),
  speedPxPerS: bandSchema.nullable(),
  particlesPerS: bandSchema.nullable(),
  odds: z.record(z.string(), z.number()),
});

const timesSchema = z.object({ confirmedS: z.number().nullable(), isolateS: z.number().nullable() });

/** GET /api/v1/runs/:run/camera/times?timeS=: when each loop was confirmed, by pressures alone and with the camera; nothing after the instant. */
export const cameraTimesSchema = z.object({
  schema: z.literal("hoarfrost/camera-times/1"),
  footageFromS: z.number(),
  /** When the camera by itself was sure of a plume. */
  cameraS: z.number().nullable(),
  /** What had not been said by then is null. */
  watchedUntilS: z.number(),
  loops: z.array(
    z.object({ loop: z.string(), carrier: z.string(), alone: timesSchema, withCamera: timesSchema }),
  ),
});
export type CameraTimes = z.infer<typeof cameraTimesSchema>;

/** GET /api/v1/runs/:run/camera?timeS=: footage of a run's ship and what the camera watch says of it up to an instant. */
export const cameraAnswerSchema = z.object({
  schema: z.literal("hoarfrost/camera-answer/1"),
  synthetic: z.literal(true),
  note: z.string(),
  /** The footage, and up to where it is known. */
  fromS: z.number(),
  untilS: z.number(),
  widthPx: z.number(),
  heightPx: z.number(),
  framesPerS: z.number(),
  thresholdNat: z.number(),
  /** ln of the Bayes factor that the camera hands to the watch at the instant, and the most it ever is. */
  cameraNat: z.number(),
  largestNat: z.number(),
  /** By frame: the statistic (null before an origin is known) and the spots in it. */
  frames: z.object({
    timeS: z.array(z.number()),
    statisticNat: z.array(z.number().nullable()),
    spots: z.array(z.number()),
  }),
  findings: z.array(cameraFindingSchema),
  pictures: z.array(cameraPictureSchema),
  knownByS: z.number().nullable(),
});
export type CameraAnswer = z.infer<typeof cameraAnswerSchema>;
