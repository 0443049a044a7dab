import type { Band } from "../../../src/watch/finding.ts";

const minus = "\u2212";
const thin = "\u2009";

/** Making a formatter costs a hundred times what using it does. */
const formats = new Map<number, Intl.NumberFormat>();
function formatOf(decimals: number): Intl.NumberFormat {
  let format = formats.get(decimals);
  if (format === undefined) {
    format = new Intl.NumberFormat("en-US", {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    });
    formats.set(decimals, format);
  }
  return format;
}

/** A number with a fixed count of decimals, comma for thousands and a true minus sign. */
export function decimalsOf(value: number, decimals: number): string {
  const text = formatOf(decimals).format(Math.abs(value));
  return value < 0 && Number(text.replaceAll(",", "")) !== 0 ? minus + text : text;
}

/** Decimals that show `digits` significant figures, none beyond six. */
export function decimalsFor(size: number, digits = 3): number {
  if (!(Math.abs(size) > 0)) return digits - 1;
  return Math.min(6, Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(size)))));
}

export const significant = (value: number, digits = 3): string =>
  decimalsOf(value, decimalsFor(value, digits));

/** Decimals of a band: two digits of its width, so the number is never finer than what is known. */
export function bandDecimals(band: Band, factor = 1): number {
  const width = Math.abs(band.p95 - band.p05) * factor;
  if (!(width > 0)) return decimalsFor(band.median * factor, 3);
  return Math.min(decimalsFor(band.median * factor, 3), decimalsFor(width, 2));
}

export function bandWords(band: Band, factor = 1): { median: string; range: string } {
  const decimals = bandDecimals(band, factor);
  const show = (value: number): string => decimalsOf(value * factor, decimals);
  return { median: show(band.median), range: `${show(band.p05)} to ${show(band.p95)}` };
}

export const withUnit = (text: string, unit: string): string => `${text}${thin}${unit}`;

const two = (value: number): string => String(value).padStart(2, "0");
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** "09:33:40", UTC. */
export function clock(timeS: number): string {
  const date = new Date(timeS * 1000);
  return `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
}

/** "09:33", UTC. */
export const clockShort = (timeS: number): string => clock(timeS).slice(0, 5);

/** Elapsed time as mission clocks show it: "T+0/05:22:17", days before the stroke. */
export function missionClock(elapsedS: number): string {
  const whole = Math.floor(Math.abs(elapsedS) + (elapsedS < 0 ? 1 - 1e-9 : 0));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60)];
  return `T${elapsedS < 0 ? minus : "+"}${Math.floor(hours / 24)}/${two(hours % 24)}:${two(minutes % 60)}:${two(whole % 60)}`;
}

/** "11 Feb", UTC. */
export function day(timeS: number): string {
  const date = new Date(timeS * 1000);
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]}`;
}

/** "11 Feb 2023", UTC. */
export const dayAndYear = (timeS: number): string =>
  `${day(timeS)} ${new Date(timeS * 1000).getUTCFullYear()}`;

/** A date as files write it, to the precision it has: "11 Feb 2023", "11 Feb 2023 09:40", "Feb 2023", "2023"; else as it is. */
export function writtenDate(iso: string): string {
  const [, year, month, date, time] =
    /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?Z)?)?)?$/.exec(iso) ?? [];
  if (year === undefined) return iso;
  return [date && String(Number(date)), month && months[Number(month) - 1], year, time]
    .filter((part) => part !== undefined)
    .join(" ");
}

/** A clock time, with the day when it is another than that of `besideS`. */
export function clockBeside(timeS: number, besideS: number, short = false): string {
  const time = short ? clockShort(timeS) : clock(timeS);
  if (dayAndYear(timeS) === dayAndYear(besideS)) return time;
  const sameYear = new Date(timeS * 1000).getUTCFullYear() === new Date(besideS * 1000).getUTCFullYear();
  return `${sameYear ? day(timeS) : dayAndYear(timeS)} ${time}`;
}

/** "6 h 12 min", "38 min", "14 s": two parts at most. */
export function duration(lengthS: number): string {
  const whole = Math.max(0, Math.round(lengthS));
  if (whole < 60) return `${whole}${thin}s`;
  const minutes = Math.round(whole / 60);
  if (minutes < 60) return `${minutes}${thin}min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 ? `${hours}${thin}h ${minutes % 60}${thin}min` : `${hours}${thin}h`;
  const days = Math.floor(hours / 24);
  if (days < 60) return hours % 24 ? `${days}${thin}d ${hours % 24}${thin}h` : `${days}${thin}d`;
  if (days < 730) return `${days}${thin}d`;
  return `${decimalsOf(days / 365.25, 1)}${thin}years`;
}

const YEAR_S = 365.25 * 86_400;

/** The promise behind a threshold: "one false alarm a loop-year". */
export function falseAlarmPromise(meanTimeS: number): string {
  const years = meanTimeS / YEAR_S;
  if (Math.abs(years - 1) < 0.02) return "one false alarm a loop-year";
  if (years > 1) return `one false alarm in ${significant(years, 2)} loop-years`;
  return `one false alarm in ${duration(meanTimeS)} of a loop`;
}

/** A reason as a sentence: capital first, full stop last. */
export function sentence(words: string): string {
  if (words === "") return words;
  const begun = words[0]!.toUpperCase() + words.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}

/** Odds as "2,300 : 1", two digits. */
export function odds(value: number): string {
  // Beyond this the figure says more of the model's tails than of the loop.
  if (value > 1e6) return "above a million : 1";
  if (value >= 1) return `${Number(value.toPrecision(2)).toLocaleString("en-US")} : 1`;
  return value > 0 ? `1 : ${Number((1 / value).toPrecision(2)).toLocaleString("en-US")}` : "0 : 1";
}

/** Whole per cent; one decimal within a hundredth of either end, "< 0.1 %" and "> 99.9 %" beyond. */
export function percent(fraction: number): string {
  if (fraction > 0 && fraction < 0.001) return `<${thin}0.1${thin}%`;
  if (fraction < 1 && fraction > 0.999) return `>${thin}99.9${thin}%`;
  const nearAnEnd = fraction < 0.01 || (fraction > 0.99 && fraction < 1);
  return `${decimalsOf(fraction * 100, nearAnEnd && fraction > 0 ? 1 : 0)}${thin}%`;
}

/** A Bayes factor as people read it: "4.0", "1/6.2". */
export function factor(value: number): string {
  const size = value >= 1 ? value : 1 / value;
  const text = size >= 1e4 ? "over 10,000" : decimalsOf(size, size < 10 ? 1 : 0);
  return value >= 1 ? text : `1/${text}`;
}

/** A chance as "1 in 250"; in per cent where it is above one half. */
export function oneIn(chance: number): string {
  if (chance > 0.5) return percent(chance);
  if (!(chance > 1e-9)) return "below 1 in 1,000,000,000";
  return `1 in ${Number((1 / chance).toPrecision(2)).toLocaleString("en-US")}`;
}
