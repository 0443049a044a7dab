import { unitTable } from "../units/index.ts";
import type { SensorDescription } from "../vehicle/index.ts";
import { textTable } from "./text-table.ts";
import { duration } from "./words.ts";

/** A difference in SI, in the unit that the channel is delivered in. */
function difference(value: number, unit: string): string {
  if (value === 0) return "0";
  return String(Number((value / (unitTable[unit]?.factor ?? 1)).toPrecision(3)));
}

/** Sensors as rows: what they measure where, and what they make of it. */
export function sensorTable(sensors: readonly SensorDescription[]): string[] {
  return textTable(
    [
      ["  sensor", "measures", "at", "unit", "step", "noise", "every", "sent", "hub"],
      ...sensors.map((each) => [
        `  ${each.id}`,
        each.measures,
        each.at,
        each.unit,
        difference(each.step, each.unit),
        difference(each.white, each.unit),
        duration(each.everyS),
        each.reportsChangesOnly === undefined
          ? "always"
          : `on change, at least each ${duration(each.reportsChangesOnly.heartbeatS)}`,
        each.hub ?? "",
      ]),
    ],
    () => "left",
  );
}
