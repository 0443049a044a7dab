import type { Interval } from "../score/bootstrap.ts";

/** A time as people say it: 23 s, 4.5 min, 3.1 h, 2.0 d. */
export function sayDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return "–";
  if (seconds < 120) return `${round(seconds)} s`;
  if (seconds < 7200) return `${round(seconds / 60)} min`;
  if (seconds < 172_800) return `${round(seconds / 3600)} h`;
  return `${round(seconds / 86_400)} d`;
}

/** Three significant digits without trailing dust. */
export function round(value: number): string {
  if (!Number.isFinite(value)) return "–";
  if (value === 0) return "0";
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return Math.abs(value) < 0.01 ? value.toExponential(1) : value.toFixed(digits);
}

export function sayInterval(interval: Interval, say: (value: number) => string = round): string {
  if (!Number.isFinite(interval.low)) return say(interval.value);
  return `${say(interval.value)} (${say(interval.low)} to ${say(interval.high)})`;
}

export const percent = (share: number): string =>
  Number.isFinite(share) ? `${Math.round(100 * share)} %` : "–";

/** A leak rate in g/s with no more digits than it has. */
export const sayRate = (rateGPerS: number): string =>
  rateGPerS < 1e-3 ? rateGPerS.toExponential(0).replace("e-", "e-") : String(rateGPerS);

/** A row of a Markdown table. */
export const row = (...cells: readonly (string | number)[]): string => `| ${cells.join(" | ")} |`;
export const header = (...cells: readonly string[]): string =>
  `${row(...cells)}\n${row(...cells.map(() => "---"))}`;
