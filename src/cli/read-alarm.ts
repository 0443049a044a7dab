import { unitOfQuantity } from "../campaign/index.ts";
import type { ForecastEvent } from "../forecast/thermal/index.ts";
import { InputError } from "../telemetry/sample.ts";
import { suggestion } from "../vehicle/index.ts";
import { readQuantity } from "./read-action.ts";

const DIMENSIONS = {
  K: "temperature",
  Pa: "pressure",
  kg: "mass",
  W: "power",
  "1": "fraction",
  "kg/s": "massFlow",
} as const;

/** Reads `external/plate-1/temperature above 50 degC`: a level, beside the limits of the file, whose passing is to be foretold. */
export function readAlarm(text: string, names: readonly string[]): ForecastEvent {
  const option = "--alarm";
  const match = /^\s*(\S+)\s+(above|below)\s+(.+?)\s*$/.exec(text);
  if (match === null)
    throw new InputError(`${option} "${text}" is not of the form "descent/temperature above 30 degC"`);
  const [, quantity, side, level] = match as unknown as [string, string, "above" | "below", string];
  if (!names.includes(quantity))
    throw new InputError(
      `${option} "${quantity}" is no quantity of this vehicle${suggestion(quantity, names)}`,
    );
  const unit = unitOfQuantity(quantity) as keyof typeof DIMENSIONS;
  const bound = readQuantity(level, DIMENSIONS[unit], option);
  const name = `${quantity} ${side} ${level}`;
  return { name, kind: "alarm", means: "a level asked for", limit: { quantity, bound, side } };
}
