import { type Dimension, unitTable } from "../../units/index.ts";
import type { RawPath } from "../explain-issue.ts";
import type { MeasuredQuantity, SensorDescription } from "../sensor-description.ts";
import type { WrittenSensor } from "./twin-schema.ts";
import type { WrittenNumbers } from "./written-numbers.ts";

/** Dimension of a level, dimension of a difference, and the unit that a channel is delivered in where none is given. */
export const MEASURED: Readonly<Record<MeasuredQuantity, readonly [Dimension, Dimension, string]>> = {
  pressure: ["pressure", "pressure", "kPa"],
  "pressure-rise": ["pressure", "pressure", "kPa"],
  temperature: ["temperature", "temperatureDifference", "degC"],
  flow: ["massFlow", "massFlow", "kg/s"],
  quantity: ["fraction", "fraction", "%"],
  speed: ["fraction", "fraction", "%"],
  power: ["power", "power", "W"],
  humidity: ["fraction", "fraction", "%"],
};

/** One sensor in SI; amounts are read in the dimension of what it measures. */
export function describeSensor(
  id: string,
  written: WrittenSensor,
  path: RawPath,
  loop: string | undefined,
  numbers: WrittenNumbers,
): SensorDescription {
  const [level, difference, usual] = MEASURED[written.measures];
  const unit = written.unit ?? usual;
  if (unitTable[unit]?.dimension !== level)
    numbers.problem(
      [...path, "unit"],
      `"${unit}" is not a unit of ${level}; ${written.measures} is delivered in ${usual} where nothing is said`,
    );
  const amount = (key: "step" | "noise" | "drift-per-root-day") =>
    numbers.plain([...path, key], written[key], difference, 0);
  const ends = written.range?.map((end, i) => numbers.late([...path, "range", i], end, level)?.value);
  const [low, high] = ends ?? [];
  if (low !== undefined && high !== undefined && !(low < high))
    numbers.problem([...path, "range"], "goes from high to low; write range: [low, high]");
  const bias =
    written.bias === undefined
      ? { value: 0, low: 0, high: 0, source: "estimate", path: [...path, "bias"].join(".") }
      : numbers.late([...path, "bias"], written.bias, difference);
  return {
    id,
    ...(loop === undefined ? {} : { loop }),
    measures: written.measures,
    at: written.at,
    unit,
    ...(low !== undefined && high !== undefined ? { range: { low, high } } : {}),
    step: amount("step"),
    white: amount("noise"),
    driftPerRootDay: amount("drift-per-root-day"),
    bias: bias ?? { value: 0, low: 0, high: 0, source: "estimate" },
    lagS: written.lag ?? 0,
    everyS: written.every,
    ...(written["changes-only"] === true || written.heartbeat !== undefined
      ? { reportsChangesOnly: { heartbeatS: written.heartbeat ?? 60 } }
      : {}),
    ...(written.hub === undefined ? {} : { hub: written.hub }),
  };
}
