import { z } from "zod";

/** Most rows of one series answer: about four for each pixel of a wide screen. */
export const pointsLimit = 20_000;
/** Beyond this a number cannot be a time in Unix seconds: the year 33658. */
const timeLimitS = 1e12;

/** A time in Unix seconds as it stands in an address. */
export const timeParameter = z
  .string({ error: "is missing: give Unix seconds, such as 1676109600" })
  .regex(/^-?\d{1,13}(\.\d{1,9})?$/, "is not a time in Unix seconds, such as 1676109600 or 1676109600.5")
  .transform(Number)
  .refine(
    (timeS) => Math.abs(timeS) <= timeLimitS,
    `lies outside -${timeLimitS} to ${timeLimitS} Unix seconds`,
  );

export const seriesParameters = z
  .object({
    fromS: timeParameter.optional(),
    toS: timeParameter.optional(),
    points: z
      .string()
      .regex(/^\d{1,12}$/, "is not a whole number")
      .transform(Number)
      .refine(
        (points) => points >= 2 && points <= pointsLimit,
        `is outside 2 to ${pointsLimit}: ask for fewer points or a shorter span`,
      )
      .optional(),
  })
  .refine(({ fromS, toS }) => fromS === undefined || toS === undefined || fromS <= toS, {
    path: ["fromS"],
    message: "is later than toS: exchange them",
  });

export const spanParameters = z
  .object({ fromS: timeParameter.optional(), toS: timeParameter.optional() })
  .refine(({ fromS, toS }) => fromS === undefined || toS === undefined || fromS <= toS, {
    path: ["fromS"],
    message: "is later than toS: exchange them",
  });

export const instantParameters = z.object({ timeS: timeParameter });

export const ledgerParameters = z.object({
  severityFrom: z
    .string()
    .regex(/^[1-4]$/, "is not a severity: give 1, 2, 3 or 4")
    .transform(Number)
    .optional(),
  knownByS: timeParameter.optional(),
});

const itemsParameter = z
  .string()
  .max(2000, "is longer than 2000 characters")
  .transform((text) => text.split(",").filter((id) => id !== ""))
  .optional();

export const returnParameters = z.object({
  timeS: timeParameter,
  ship: z.string().min(1).max(80).optional(),
  profile: z.enum(["nominal", "fast"], { error: "is not a way home: give nominal or fast" }).optional(),
  members: z
    .string()
    .regex(/^\d{1,3}$/, "is not a whole number")
    .transform(Number)
    .refine((members) => members >= 20 && members <= 200, "is outside 20 to 200")
    .optional(),
});

export const modelParameters = z.object({ timeS: timeParameter.optional(), shut: itemsParameter });

export const caseParameters = z.object({ timeS: timeParameter.optional() });

export const causeParameters = caseParameters.extend({ off: itemsParameter, on: itemsParameter });
