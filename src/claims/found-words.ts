import { writtenUnit } from "../units/index.ts";
import type { Band } from "../watch/finding.ts";
import { QUANTITIES, type Quantity, shown } from "./quantity.ts";

/** A quantity that is shown in another unit of its dimension. */
export const quantityIn = (name: string, unit: string): Quantity => ({ ...QUANTITIES[name]!, unit });

/** "1 to 31 kg": where 90 % lie. */
export const spanWords = (quantity: Quantity, { p05, p95 }: Pick<Band, "p05" | "p95">): string =>
  `${shown(quantity, p05)} to ${shown(quantity, p95)} ${writtenUnit(quantity.unit)}`;

/** "1 to 31 kg, middle 12"; a single value where there is no width. */
export const foundWords = (quantity: Quantity, band: Band): string =>
  band.p05 === band.p95
    ? `${shown(quantity, band.median)} ${writtenUnit(quantity.unit)}`
    : `${spanWords(quantity, band)}, middle ${shown(quantity, band.median)}`;

/** A sentence of a verdict or of a conflict for a reader who reads the quantity in another unit than its own. */
export function inReadersUnit(sentence: string, name: string, band: Band, unit: string): string {
  const [own, wanted] = [QUANTITIES[name]!, quantityIn(name, unit)];
  // The longer of the two first: it begins with the other.
  return sentence
    .replace(foundWords(own, band), foundWords(wanted, band))
    .replace(spanWords(own, band), spanWords(wanted, band));
}
