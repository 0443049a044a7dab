import { z } from "zod";

/** A point in time as it was written: to the second, the minute, the day or the month. */
export interface Instant {
  /** As in the file, such as 2023-02-11T09:40Z or 2023-02. */
  readonly text: string;
  /** Its beginning, Unix seconds UTC. */
  readonly timeS: number;
  readonly precision: "second" | "minute" | "day" | "month";
}

const PATTERN = /^(\d{4}-\d{2})(?:(-\d{2})(?:(T\d{2}:\d{2})(:\d{2}(?:\.\d+)?)?Z)?)?$/;
export const INSTANT_WANTED = "a time in UTC such as 2023-02-11T09:40Z, or a day such as 2023-02-11";

/** Reads a time; undefined if it is none. Days that no calendar has are none. */
export function readInstant(text: string): Instant | undefined {
  const match = PATTERN.exec(text);
  if (match === null) return undefined;
  const [, month, day = "-01", minute = "T00:00", second = ":00"] = match;
  const timeS = Date.parse(`${month}${day}${minute}${second}Z`) / 1000;
  if (!Number.isFinite(timeS) || new Date(timeS * 1000).getUTCDate() !== Number(day.slice(1)))
    return undefined;
  const precision = match[4] ? "second" : match[3] ? "minute" : match[2] ? "day" : "month";
  return { text, timeS, precision };
}

/** A time in a file. */
export const instantField = z
  .string()
  .describe(INSTANT_WANTED)
  .transform((text, context): Instant => {
    const instant = readInstant(text);
    if (instant !== undefined) return instant;
    context.addIssue({ code: "custom", message: `"${text}" is not ${INSTANT_WANTED}` });
    return z.NEVER;
  });

/** A time in a file, as Unix seconds; a minute or finer. */
export const momentField = z
  .string()
  .describe("a time in UTC such as 2023-02-11T09:40Z")
  .transform((text, context): number => {
    const instant = readInstant(text);
    if (instant !== undefined && (instant.precision === "second" || instant.precision === "minute"))
      return instant.timeS;
    context.addIssue({ code: "custom", message: `"${text}" is not a time in UTC such as 2023-02-11T09:40Z` });
    return z.NEVER;
  });
