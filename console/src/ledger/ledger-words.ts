import type { LedgerRow } from "../../../src/service/contract.ts";
import { decimalsFor, decimalsOf, significant } from "../words/format.ts";

/** The scale of the list, in its own words. */
export const severityWords: Readonly<Record<number, string>> = {
  1: "handled in place, nothing lost",
  2: "an activity or a redundancy lost",
  3: "a ship or a main function lost",
  4: "crew in danger, emergency system used",
};

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** "11 Feb 2023" of 2023-02-11, "Sep 2019" of 2019-09. */
export function dateWords(date: string): string {
  const [year, month, day] = date.split("-");
  const name = months[Number(month) - 1];
  return day === undefined ? `${name} ${year}` : `${Number(day)} ${name} ${year}`;
}

/** A chance as "1 in 69"; beyond one in ten as "16 in 100". */
export function chanceWords(chance: number): string {
  if (chance >= 0.1) return `${decimalsOf(chance * 100, 0)} in 100`;
  return chance > 0
    ? `1 in ${Number((1 / chance).toPrecision(2)).toLocaleString("en-US")}`
    : "below 1 in a million";
}

/** "0.13, 0.04 to 0.33": a rate with its exact interval, no finer than two digits of its width. */
export function rateWords({ rate, low, high }: LedgerRow["perYear"]): { rate: string; range: string } {
  const decimals = Math.min(decimalsFor(high - low, 2), decimalsFor(rate || high, 2));
  const show = (value: number): string => decimalsOf(value, decimals);
  return { rate: show(rate), range: `${show(low)} to ${show(high)}` };
}

/** How the second half compares with the first: "× 0.58 to any". */
export function changeWords({ ratioLow, ratioHigh, before, after }: LedgerRow["change"]): string {
  if (before.rate === 0 && after.rate === 0) return "none in either half";
  const show = (ratio: number): string => (ratio === 0 ? "0" : significant(ratio, 2));
  return `× ${show(ratioLow)} to ${ratioHigh === null ? "any" : show(ratioHigh)}`;
}

/** Where a source can be read, if it is an address, and the short name that it goes by. */
export function sourceOf(source: string): { name: string; address: string | null } {
  const address = /https?:\/\/\S+/.exec(source)?.[0] ?? null;
  if (address === null) return { name: source, address };
  const host = new URL(address).hostname.replace(/^www\./, "");
  return { name: host, address };
}
