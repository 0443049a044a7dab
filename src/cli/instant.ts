import { InputError } from "../telemetry/sample.ts";
import { parseQuantity } from "../units/index.ts";

/**
 * Reads an instant as people write it: ISO 8601 (UTC if no zone is named), Unix seconds, or "+6h" after the start of a source.
 * Gives Unix seconds, or seconds after the start with `relative` set.
 */
export function readInstant(text: string, option: string): { valueS: number; relative: boolean } {
  const trimmed = text.trim();
  if (trimmed.startsWith("+")) {
    return { valueS: readDuration(trimmed.slice(1), option), relative: true };
  }
  if (/^\d+(\.\d+)?$/.test(trimmed)) return { valueS: Number(trimmed), relative: false };
  const zoned = /Z$|[+-]\d\d:?\d\d$/.test(trimmed) ? trimmed : `${trimmed}Z`;
  const ms = Date.parse(zoned);
  const day = /^\d{4}-(?:0\d|1[0-2])-(\d{2})/.exec(trimmed);
  // The 30th of February is read by the language as the 2nd of March.
  const isInCalendar = day === null || new Date(`${day[0]}T00:00Z`).getUTCDate() === Number(day[1]);
  if (Number.isNaN(ms) || !isInCalendar) {
    throw new InputError(
      `${option} "${text}" is not an instant; write 2023-02-11T09:30Z, Unix seconds, or +6h`,
    );
  }
  return { valueS: ms / 1000, relative: false };
}

/** Reads a length of time such as "6h", "90 min" or "2 days" into seconds. */
export function readDuration(text: string, option: string): number {
  const spaced = text.trim().replace(/^([\d.]+)\s*([a-z]+)$/i, "$1 $2");
  const parsed = parseQuantity(spaced, "time");
  if (!parsed.ok) throw new InputError(`${option}: ${parsed.problem}`);
  return parsed.value;
}
