import type { Quantity } from "./quantity.ts";
import type { TwinDescription } from "./twin-description.ts";

/** Every number of a twin file, by its path, once: numbers taken over with `like` share theirs. */
export function allQuantities(description: TwinDescription): ReadonlyMap<string, Quantity> {
  const found = new Map<string, Quantity>();
  const visit = (value: unknown): void => {
    if (value === null || typeof value !== "object") return;
    if (isQuantity(value)) {
      if (!found.has(value.path)) found.set(value.path, value);
      return;
    }
    for (const part of Object.values(value)) visit(part);
  };
  const { watched: _watched, ...hardware } = description;
  visit(hardware);
  return found;
}

/** The numbers that have a range: what a Monte Carlo run draws. Rival figures are not among them; choose one by its value. */
export function uncertainQuantities(description: TwinDescription): readonly Quantity[] {
  return [...allQuantities(description).values()].filter(
    ({ low, high, path }) => low < high && !path.includes(".rivals."),
  );
}

function isQuantity(value: object): value is Quantity {
  return "path" in value && "value" in value && "low" in value && "high" in value;
}
