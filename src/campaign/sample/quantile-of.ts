import { normalCdf, normalQuantile } from "../../stats/index.ts";
import type { Variable } from "./variable.ts";

const LOWEST = normalCdf(-2);

/** The value of a variable below which a part `u` of its draws lies: monotonic from `low` at 0 to `high` at 1. */
export function quantileOf({ range, distribution = "uniform" }: Variable, u: number): number {
  const { low, value, high } = range;
  if (low === high) return value;
  const within = (x: number) => Math.min(high, Math.max(low, x));
  switch (distribution) {
    case "uniform":
      return within(low + (high - low) * u);
    case "log-uniform":
      return within(low * (high / low) ** u);
    case "triangular": {
      const peak = (value - low) / (high - low);
      if (u < peak) return within(low + Math.sqrt(u * (high - low) * (value - low)));
      return within(high - Math.sqrt((1 - u) * (high - low) * (high - value)));
    }
    case "normal": {
      const deviations = normalQuantile(LOWEST + (1 - 2 * LOWEST) * u);
      return within(value + (deviations * (deviations < 0 ? value - low : high - value)) / 2);
    }
  }
}
