const HOUR_S = 3600;
const DAY_H = 24;

/** Unix seconds of the start of a UTC year. */
const yearStartS = (year: number): number => Date.UTC(year, 0, 1) / 1000;

/** Furthest a stamp may lie from the clock that resolves its year, s: half a leap year. */
const FURTHEST_S = 183 * DAY_H * HOUR_S;

/**
 * The instant, Unix seconds UTC to the millisecond, of a stamp of the public ISS feed: 24 times the day of the year
 * (1 January is 1) plus the hour of the day, without a year. The year is the one that brings it nearest to `nearS`, the
 * clock at arrival. Undefined if the stamp is no number, outside days 1 to 366, day 366 of a common year, or further
 * than half a year from the clock.
 */
export function resolveStamp(stampH: number, nearS: number): number | undefined {
  if (!(stampH >= DAY_H && stampH < 367 * DAY_H) || !Number.isFinite(nearS)) return undefined;
  const thisYear = new Date(nearS * 1000).getUTCFullYear();
  let best: number | undefined;
  for (let year = thisYear - 1; year <= thisYear + 1; year++) {
    const timeS = yearStartS(year) + Math.round((stampH - DAY_H) * HOUR_S * 1000) / 1000;
    if (timeS >= yearStartS(year + 1)) continue;
    if (Math.abs(timeS - nearS) > FURTHEST_S) continue;
    if (best === undefined || Math.abs(timeS - nearS) < Math.abs(best - nearS)) best = timeS;
  }
  return best;
}

/** The stamp, in hours, that the feed gives to an instant (Unix seconds UTC). */
export function stampOf(timeS: number): number {
  const year = new Date(timeS * 1000).getUTCFullYear();
  return DAY_H + (timeS - yearStartS(year)) / HOUR_S;
}
