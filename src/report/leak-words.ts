import { oddsText } from "../cause/index.ts";
import type { DocumentedLoop } from "../incident/index.ts";
import { dayWords } from "../plot/index.ts";
import type { LoopDescription } from "../vehicle/index.ts";
import type { Band, LeakFinding } from "../watch/index.ts";
import { bandWords, duration, durationBandWords } from "./words.ts";

export type Leak = NonNullable<DocumentedLoop["leak"]>;
/** What documents and findings say of a leak's size. */
export type LeakSize = Pick<
  LeakFinding,
  "rateFractionPerDay" | "rateKgPerS" | "holeDiameterM" | "inventoryKg" | "timeToEmptyS"
>;

/** A number with its unit, its band apart, so that a page can set them in different sizes. */
export interface Sized {
  readonly value: string;
  readonly unit: string;
  readonly band: string;
}

/** Splits "1.2 g/s, 0.7 to 1.9" into its parts. */
function sized(words: string): Sized {
  const comma = words.indexOf(", ");
  const head = comma < 0 ? words : words.slice(0, comma);
  const space = head.indexOf("\u2009");
  return {
    value: space < 0 ? head : head.slice(0, space),
    unit: space < 0 ? "" : head.slice(space + 1),
    band: comma < 0 ? "" : words.slice(comma + 2),
  };
}

/** Of what a rate in parts a day is a part. */
export function fractionOf({ inventory }: Pick<LoopDescription, "inventory">): string {
  switch (inventory.kind) {
    case "pressure-proxy":
      return "of static pressure a day";
    case "accumulator-quantity":
      return "of accumulator scale a day";
    case "gas-pressure":
      return "of charge a day";
  }
}

export function rateSized({ rateKgPerS, rateFractionPerDay }: LeakSize, loop: LoopDescription): Sized | null {
  if (rateKgPerS !== null) return sized(bandWords(rateKgPerS, 1000, "g/s"));
  if (rateFractionPerDay !== null) return sized(bandWords(rateFractionPerDay, 100, `% ${fractionOf(loop)}`));
  return null;
}

export function rateWords(size: LeakSize, loop: LoopDescription): string {
  return joined(rateSized(size, loop));
}

export function holeSized({ holeDiameterM }: LeakSize): Sized | null {
  return holeDiameterM === null ? null : sized(bandWords(holeDiameterM, 1000, "mm"));
}

export function leftSized({ inventoryKg }: LeakSize): Sized | null {
  return inventoryKg === null ? null : sized(bandWords(inventoryKg, 1, "kg"));
}

export function joined(size: Sized | null): string {
  if (size === null) return "not known";
  return `${size.value}\u2009${size.unit}${size.band === "" ? "" : `, ${size.band}`}`;
}

export function emptyWords({ timeToEmptyS }: LeakSize): string {
  if (timeToEmptyS === null) return "not known";
  if (timeToEmptyS.median > 0) return `in ${durationBandWords(timeToEmptyS)}`;
  return timeToEmptyS.p95 > 0 ? `empty, or within ${duration(timeToEmptyS.p95)}` : "empty";
}

/** Odds from the watch, which never are meant finer than a power of ten where they are large. */
export function watchOdds(odds: number): string {
  if (odds >= 1e6) return "over 1,000,000 : 1";
  return oddsText(odds / (1 + odds));
}

/** "09:34:40" of the day that `besideS` is of, else with its date. */
export function clockWords(timeS: number, besideS: number | null): string {
  const iso = new Date(Math.round(timeS) * 1000).toISOString();
  const clock = iso.slice(11, 19);
  const sameDay =
    besideS !== null && new Date(besideS * 1000).toISOString().slice(0, 10) === iso.slice(0, 10);
  return sameDay ? clock : `${dayWords(timeS)} ${clock}`;
}

/** An instant to the minute: "11 Feb 2023 09:34". */
export function minuteWords(timeS: number): string {
  return `${dayWords(timeS)} ${new Date(timeS * 1000).toISOString().slice(11, 16)}`;
}

export const secondsOf = (iso: string): number => Date.parse(iso) / 1000;

export function onsetBand({ onset }: Leak): Band {
  return { median: secondsOf(onset.median), p05: secondsOf(onset.p05), p95: secondsOf(onset.p95) };
}

/** Instant and band of an onset: seconds where it is known to ten minutes, else minutes; the date once, in front. */
export function onsetSized(leak: Leak): Sized {
  const { median, p05, p95 } = onsetBand(leak);
  const coarse = p95 - p05 >= 600;
  const show = (timeS: number, dated: boolean) => {
    const rounded = coarse ? 60 * Math.round(timeS / 60) : Math.round(timeS);
    const clock = new Date(rounded * 1000).toISOString().slice(11, coarse ? 16 : 19);
    return dated ? `${dayWords(rounded)} ${clock}` : clock;
  };
  const dated = dayWords(p05) !== dayWords(p95);
  return {
    value: show(median, false),
    unit: dayWords(median),
    band: `${show(p05, dated)} to ${show(p95, dated)}`,
  };
}
