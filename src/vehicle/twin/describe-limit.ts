import type { Dimension } from "../../units/index.ts";
import type { RawPath } from "../explain-issue.ts";
import { suggestion } from "../nearest-name.ts";
import type { LimitDescription } from "./twin-description.ts";
import type { WrittenTwin } from "./twin-schema.ts";
import type { WrittenNumbers } from "./written-numbers.ts";

/** What a named quantity ends in, and its dimension. */
export const QUANTITY_DIMENSIONS: Readonly<Record<string, Dimension>> = {
  pressure: "pressure",
  "pressure-rise": "pressure",
  temperature: "temperature",
  "structure-temperature": "temperature",
  flow: "massFlow",
  quantity: "fraction",
  speed: "fraction",
  opening: "fraction",
  humidity: "fraction",
  sunlight: "fraction",
  power: "power",
  absorbed: "power",
  rejected: "power",
  inventory: "mass",
  leaked: "mass",
  "leak-rate": "massFlow",
  dew: "mass",
  crew: "none",
};

/** A limit in SI; the unit follows from the last word of the quantity's name. */
export function describeLimit(
  written: NonNullable<WrittenTwin["limits"]>[number],
  path: RawPath,
  numbers: WrittenNumbers,
): LimitDescription | undefined {
  const last = written.quantity.split("/").at(-1) ?? "";
  const dimension = QUANTITY_DIMENSIONS[last];
  if (dimension === undefined) {
    const known = Object.keys(QUANTITY_DIMENSIONS);
    numbers.problem(
      [...path, "quantity"],
      `"${written.quantity}" does not end in a quantity${suggestion(last, known)}; write it as external/pump.inlet/pressure or cargo/temperature`,
    );
    return undefined;
  }
  if ((written.above === undefined) === (written.below === undefined)) {
    numbers.problem(path, 'needs either "above" or "below"');
    return undefined;
  }
  const side = written.above === undefined ? "below" : "above";
  const read = numbers.late([...path, side], written[side], dimension);
  if (read === undefined) return undefined;
  return {
    quantity: written.quantity,
    [side]: read.value,
    means: written.means,
    source: written.source ?? "estimate",
  };
}
