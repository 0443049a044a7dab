import type { NominalAnswer } from "../../../src/service/contract.ts";
import { decimalsOf } from "../words/format.ts";
import { type ReaderUnits, turnedFor } from "../words/units.ts";
import type { NominalFigures } from "./SchematicDrawing.tsx";

/** The twin's figures as a drawing needs them: flows as parts of the largest, temperatures in the reader's unit. */
export function nominalFigures(
  { flowKgPerS, temperatureK }: Pick<NominalAnswer, "flowKgPerS" | "temperatureK">,
  units: ReaderUnits,
): NominalFigures {
  const largest = Math.max(...Object.values(flowKgPerS).map(Math.abs), Number.MIN_VALUE);
  const { of, unit } = turnedFor("K", units);
  return {
    flow: new Map(Object.entries(flowKgPerS).map(([element, flow]) => [element, flow / largest])),
    temperature: new Map(
      Object.entries(temperatureK).map(([element, kelvin]) => [
        element,
        `\u2248 ${decimalsOf(of(kelvin), 0)}\u2009${unit}`,
      ]),
    ),
  };
}
