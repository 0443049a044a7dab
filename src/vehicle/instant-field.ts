import { z } from "zod";

const PATTERN = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?Z)?$/;
export const INSTANT_WANTED = "a time in UTC such as 2023-02-11T08:45Z, or a day such as 2023-02-11";

/** Reads a day or a time in UTC as Unix seconds; undefined if it is none, or if no calendar has that day. */
export function readInstantS(text: string): number | undefined {
  if (!PATTERN.test(text)) return undefined;
  const timeMs = Date.parse(text.length === 10 ? `${text}T00:00Z` : text);
  if (!Number.isFinite(timeMs)) return undefined;
  return new Date(timeMs).toISOString().startsWith(text.slice(0, 10)) ? timeMs / 1000 : undefined;
}

/** A time in a file, read into Unix seconds. A day alone means its first moment. */
export const instantField = z
  .string()
  .describe(INSTANT_WANTED)
  .transform((text, context): number => {
    const timeS = readInstantS(text);
    if (timeS !== undefined) return timeS;
    context.addIssue({ code: "custom", message: `"${text}" is not ${INSTANT_WANTED}` });
    return z.NEVER;
  });
