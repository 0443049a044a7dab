/** Seconds in a Julian year. */
export const YEAR_S = 365.25 * 86_400;

/** How exactly a date is known; half the width of what it leaves open is the error of the time. */
export type DatePrecision = "minute" | "day" | "month";

export interface CalendarTime {
  /** Unix time, UTC. */
  readonly timeS: number;
  readonly precision: DatePrecision;
}

const PATTERN = /^(\d{4})-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::\d{2})?Z)?)?$/;

/**
 * Reads "2019-09", "2021-10-05" or "2022-12-15T00:45Z". A day stands for its midnight where it bounds a period
 * (`bound`), for its noon where it dates an event; a month stands for its first day or its middle. Undefined if it is none.
 */
export function readCalendarTime(text: string, bound = false): CalendarTime | undefined {
  const match = PATTERN.exec(text.trim());
  if (!match) return undefined;
  const [, year, month, day, hour, minute] = match;
  const monthIndex = Number(month) - 1;
  if (monthIndex < 0 || monthIndex > 11) return undefined;
  if (day === undefined) {
    const start = Date.UTC(Number(year), monthIndex, 1) / 1000;
    const end = Date.UTC(Number(year), monthIndex + 1, 1) / 1000;
    return { timeS: bound ? start : (start + end) / 2, precision: "month" };
  }
  const midnight = Date.UTC(Number(year), monthIndex, Number(day)) / 1000;
  if (new Date(midnight * 1000).getUTCDate() !== Number(day)) return undefined;
  if (hour === undefined) return { timeS: bound ? midnight : midnight + 43_200, precision: "day" };
  if (Number(hour) > 23 || Number(minute) > 59) return undefined;
  return { timeS: midnight + Number(hour) * 3600 + Number(minute) * 60, precision: "minute" };
}

/** The date of a Unix time, as 2023-02-11. */
export function dateText(timeS: number): string {
  return new Date(timeS * 1000).toISOString().slice(0, 10);
}
