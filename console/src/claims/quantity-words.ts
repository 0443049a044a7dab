import { unitTable } from "../../../src/units/unit-table.ts";
import { decimalsFor, decimalsOf } from "../words/format.ts";
import { unitWord } from "../words/units.ts";

/** A quantity in SI as the number of a unit; undefined units are shown as they come. */
export function inUnit(valueSi: number, unit: string): number {
  const known = unitTable[unit];
  return known === undefined ? valueSi : valueSi / known.factor - (known.offset ?? 0);
}

/** "0.68, 0.25 to 1.42 mm": median and band, no finer than two digits of the band's width. */
export function bandIn(
  band: { readonly median: number; readonly p05: number; readonly p95: number },
  unit: string,
): { median: string; range: string } {
  const [low, middle, high] = [band.p05, band.median, band.p95].map((value) => inUnit(value, unit)) as [
    number,
    number,
    number,
  ];
  const decimals = Math.min(decimalsFor(high - low || high, 2), 3);
  const show = (value: number): string => decimalsOf(value, decimals);
  return { median: show(middle), range: `${show(low)} to ${show(high)} ${unitWord(unit)}` };
}

/** What was claimed, in words: "50 or more °C", "0.72 to 0.88 mm". */
export function claimedIn(
  { low, high }: { readonly low: number | null; readonly high: number | null },
  unit: string,
): string {
  const show = (valueSi: number): string => {
    const value = inUnit(valueSi, unit);
    return decimalsOf(value, Math.min(decimalsFor(value, 2), 3));
  };
  if (low !== null && high !== null) return `${show(low)} to ${show(high)} ${unitWord(unit)}`;
  if (low !== null) return `${show(low)} ${unitWord(unit)} or more`;
  return high === null ? "any" : `${show(high)} ${unitWord(unit)} or less`;
}
