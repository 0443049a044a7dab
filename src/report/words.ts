import type { Band } from "../watch/finding.ts";

const MINUS = "\u2212";
const THIN = "\u2009";
const DAY_S = 86_400;

function withDecimals(value: number, decimals: number): string {
  const text = Math.abs(value).toLocaleString("en-US", {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  return value < 0 && /[1-9]/.test(text) ? MINUS + text : text;
}

/** Decimals that show `digits` significant figures of a size, at most six. */
function decimalsFor(size: number, digits: number): number {
  if (!(size > 0)) return 0;
  return Math.min(6, Math.max(0, digits - 1 - Math.floor(Math.log10(size))));
}

/** Two digits of a band's width: no number is written finer than it is known. */
function decimalsOf({ median, p05, p95 }: Band): number {
  const width = p95 - p05;
  const ofMedian = decimalsFor(Math.abs(median), 3);
  if (!(width > 0)) return ofMedian;
  return median === 0 ? decimalsFor(width, 2) : Math.min(ofMedian, decimalsFor(width, 2));
}

/** "1.30 g/s, 1.12 to 1.51": median and 90 % band, times `factor`, in a unit. */
export function bandWords(band: Band, factor: number, unit: string): string {
  const scaled = { median: factor * band.median, p05: factor * band.p05, p95: factor * band.p95 };
  const decimals = decimalsOf(scaled);
  const show = (value: number) => withDecimals(value, decimals);
  const range = scaled.p95 > scaled.p05 ? `, ${show(scaled.p05)} to ${show(scaled.p95)}` : "";
  return `${show(scaled.median)}${THIN}${unit}${range}`;
}

/** A rate in parts a day as "21 % of ... a day, 18 to 24"; "< 0.1 %" below that. */
export function percentBandWords(band: Band, ofWhat: string): string {
  if (band.p95 < 0.001) return `<${THIN}0.1${THIN}% ${ofWhat}`;
  return bandWords(band, 100, `% ${ofWhat}`);
}

/** "14 s", "38 min", "6 h 12 min", "3 d 4 h", "12 d": two parts at most. */
export function duration(lengthS: number): string {
  if (!Number.isFinite(lengthS)) return "unknown";
  const seconds = Math.max(0, Math.round(lengthS));
  if (seconds < 60) return `${seconds}${THIN}s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes}${THIN}min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return parts(hours, "h", minutes % 60, "min");
  const days = Math.floor(hours / 24);
  return days < 10 ? parts(days, "d", hours % 24, "h") : `${days}${THIN}d`;
}

function parts(whole: number, unit: string, rest: number, smaller: string): string {
  return `${whole}${THIN}${unit}${rest > 0 ? ` ${rest}${THIN}${smaller}` : ""}`;
}

/** "6 h 10 min, 4 h 20 min to 9 h": each rounded to a tenth of the band or finer. */
export function durationBandWords({ median, p05, p95 }: Band): string {
  const width = p95 - p05;
  const grain = [60, 300, 600, 1800, 3600, 21_600, DAY_S].findLast((step) => step <= width / 10) ?? 1;
  const show = (value: number) => {
    const rounded = grain * Math.round(value / grain);
    return value > 0 && rounded === 0 ? `<${THIN}${duration(grain)}` : duration(rounded);
  };
  return width > 0 ? `${show(median)}, ${show(p05)} to ${show(p95)}` : duration(median);
}

/**
 * "09:33:40, 09:33:35 to 09:33:44" UTC. Minutes only where the band is wider than ten of them, and the date where any
 * of the three is of another day than `besideS`.
 */
export function instantBandWords(
  { medianS, p05S, p95S }: { medianS: number; p05S: number; p95S: number },
  besideS: number,
): string {
  const coarse = p95S - p05S >= 600;
  const dated = [medianS, p05S, p95S].some((timeS) => iso(timeS).slice(0, 10) !== iso(besideS).slice(0, 10));
  const show = (timeS: number) =>
    iso(coarse ? 60 * Math.round(timeS / 60) : Math.round(timeS))
      .slice(dated ? 0 : 11, coarse ? 16 : 19)
      .replace("T", " ");
  return `${show(medianS)}, ${show(p05S)} to ${show(p95S)}`;
}

function iso(timeS: number): string {
  return new Date(timeS * 1000).toISOString();
}
