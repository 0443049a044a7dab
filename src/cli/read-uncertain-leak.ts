import type { DrawnPlace, Variable } from "../campaign/index.ts";
import { InputError } from "../telemetry/sample.ts";
import type { ScenarioAction } from "../twin/index.ts";
import { readDuration } from "./instant.ts";
import { readLeak, readQuantity } from "./read-action.ts";

/** What may be a range in a leak: its key there, its key in the action, its unit, and how its ends are read. */
const RANGES = {
  diameter: { key: "diameterM", unit: "m", read: (text: string) => readQuantity(text, "length", "--leak") },
  at: { key: "atS", unit: "s", read: (text: string) => readDuration(text, "--leak") },
  cd: { key: "dischargeCoefficient", unit: "1", read: (text: string) => Number(text) },
} as const;

/** Actions, and what is drawn in them. */
export interface UncertainActions {
  readonly actions: ScenarioAction[];
  readonly variables: Variable[];
  readonly drawn: DrawnPlace[];
}

/** Reads leaks in which diameter, time and discharge coefficient may be ranges, such as `diameter=0.6mm..1mm`. */
export function readUncertainLeaks(texts: readonly string[]): UncertainActions {
  const found: UncertainActions = { actions: [], variables: [], drawn: [] };
  for (const text of texts) {
    const first = found.actions.length;
    const ranges: [keyof typeof RANGES, number, number][] = [];
    const plain = text
      .split(",")
      .map((part) => {
        const match = /^\s*(\w+)\s*=\s*(.*?)\s*\.\.\s*(.*?)\s*$/.exec(part);
        if (match === null) return part;
        const [, key, low, high] = match as unknown as [string, string, string, string];
        if (!(key in RANGES))
          throw new InputError(`--leak: ${key} cannot be a range; ${Object.keys(RANGES).join(", ")} can`);
        const name = key as keyof typeof RANGES;
        const [from, to] = [RANGES[name].read(low), RANGES[name].read(high)];
        if (!(from < to)) throw new InputError(`--leak: ${part.trim()} does not go from low to high`);
        ranges.push([name, from, to]);
        return `${key}=${low}`;
      })
      .join(",");
    const actions = readLeak(plain);
    found.actions.push(...actions);
    for (const [name, low, high] of ranges) {
      const { key, unit } = RANGES[name];
      found.variables.push({
        name: `leak ${found.actions.length === 1 ? "" : `${first + 1} `}${name}`,
        unit,
        range: { low, value: (low + high) / 2, high, source: "command line" },
      });
      found.drawn.push({ action: first, key });
    }
  }
  return found;
}
