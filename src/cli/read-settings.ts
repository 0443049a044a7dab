import { coolantNamed } from "../fluids/index.ts";
import { InputError } from "../telemetry/sample.ts";
import { type Dimension, unitTable } from "../units/index.ts";
import { type Choice, type Quantity, suggestion, type TwinDescription } from "../vehicle/index.ts";
import { readQuantity } from "./read-action.ts";

/** Reads `path=value` settings; the unit decides the dimension, and a bare number is SI. Throws for a path that is not in the file. */
export function readSettings(
  settings: readonly string[],
  known: ReadonlyMap<string, Quantity>,
  description: TwinDescription,
): Choice {
  const choice: Record<string, number> = {};
  for (const setting of settings) {
    const at = setting.indexOf("=");
    const path = setting.slice(0, at).trim();
    const text = setting.slice(at + 1).trim();
    if (at < 1 || text === "")
      throw new InputError(
        `--set "${setting}" is not of the form path=value, such as "loops.external.charge=44 L"`,
      );
    if (!known.has(path))
      throw new InputError(`--set: "${path}" is no number of the file${suggestion(path, [...known.keys()])}`);
    const unit = /^[+-]?[\d.]+(?:e[+-]?\d+)?\s*(\S.*)?$/i.exec(text)?.[1];
    const dimension: Dimension = unit === undefined ? "none" : (unitTable[unit]?.dimension ?? "none");
    const value = unit === undefined ? Number(text) : readQuantity(text, dimension, "--set");
    if (!Number.isFinite(value)) throw new InputError(`--set ${path}: "${text}" is not a number`);
    choice[path] =
      dimension === "volume" && path.endsWith(".charge") ? value * densityOf(path, description) : value;
  }
  return choice;
}

/** A charge given as a volume counts at 20 degC, as in the file. */
function densityOf(path: string, description: TwinDescription): number {
  const loop = description.loops.find(({ chargeKg }) => chargeKg?.path === path)!;
  return coolantNamed(loop.coolant, loop.coolantFraction).density(293.15);
}
