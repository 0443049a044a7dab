import type { Dimension } from "./quantity.ts";
import { unitTable } from "./unit-table.ts";

/** Outcome of reading what somebody wrote: the value in SI, or a sentence that says what is wrong and what would be right. */
export type Parsed =
  | { readonly ok: true; readonly value: number }
  | { readonly ok: false; readonly problem: string };

const PATTERN = /^\s*([+\-−]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*(\S.*?)?\s*$/;

/** The spellings accepted for a dimension, in the order of the unit table. */
export function unitsOf(dimension: Dimension): string[] {
  return Object.keys(unitTable).filter((name) => fits(unitTable[name]!.dimension, dimension));
}

function fits(found: Dimension, wanted: Dimension): boolean {
  return found === wanted || (wanted === "temperatureDifference" && found === "temperature");
}

/**
 * Reads a number with its unit, such as "0.8 mm", "2 kgf/cm2" or "5 lb/day", into SI.
 * A difference of temperatures ignores the zero point of the scale: "5 degC" is 5 K.
 *
 * @example parseQuantity("2 kgf/cm2", "pressure") // { ok: true, value: 196133 }
 */
export function parseQuantity(text: string, dimension: Dimension): Parsed {
  const match = PATTERN.exec(text);
  if (!match) return { ok: false, problem: `"${text}" is not a number with a unit` };
  const amount = Number(match[1]!.replace("−", "-").replaceAll("_", ""));
  const spelling = match[2];
  if (spelling === undefined) {
    if (dimension === "none" || dimension === "fraction") return { ok: true, value: amount };
    return {
      ok: false,
      problem: `"${text}" has no unit; write one of ${unitsOf(dimension).slice(0, 8).join(", ")}`,
    };
  }
  const unit = unitTable[spelling];
  if (unit === undefined || !fits(unit.dimension, dimension)) {
    const what =
      unit === undefined ? `unit "${spelling}" is not known` : `"${spelling}" measures ${unit.dimension}`;
    return {
      ok: false,
      problem: `${what}; a ${dimension} is written in ${unitsOf(dimension).slice(0, 8).join(", ")}`,
    };
  }
  return { ok: true, value: toSi(amount, spelling, dimension) };
}

/** Converts a value in a named unit to SI. Throws for a unit that is not in the table: check user input first. */
export function toSi(value: number, spelling: string, dimension?: Dimension): number {
  const unit = unitTable[spelling];
  if (unit === undefined) throw new RangeError(`unit "${spelling}" is not in the unit table`);
  const offset = dimension === "temperatureDifference" ? 0 : (unit.offset ?? 0);
  return (value + offset) * unit.factor;
}

/** Converts a value in SI to a named unit. The inverse of {@link toSi}. */
export function fromSi(value: number, spelling: string, dimension?: Dimension): number {
  const unit = unitTable[spelling];
  if (unit === undefined) throw new RangeError(`unit "${spelling}" is not in the unit table`);
  const offset = dimension === "temperatureDifference" ? 0 : (unit.offset ?? 0);
  return value / unit.factor - offset;
}
