import { normalCdf, normalQuantile } from "../../stats/index.ts";
import type { Uncertain } from "../../vehicle/loop-description.ts";

const BELOW_RANGE = normalCdf(normalQuantile(0.05));

/** The value of an uncertain number below which a part `u` of its spread lies: as its file spreads it, triangular where that says nothing. */
export function drawn({ low, value, high, distribution = "triangular" }: Uncertain, u: number): number {
  if (!(low < high)) return value;
  switch (distribution) {
    case "uniform":
      return low + (high - low) * u;
    case "log-uniform":
      return low * (high / low) ** u;
    case "triangular": {
      const peak = (value - low) / (high - low);
      return u < peak
        ? low + Math.sqrt(u * (high - low) * (value - low))
        : high - Math.sqrt((1 - u) * (high - low) * (high - value));
    }
    case "normal": {
      // Its 5 and 95 % quantiles are the ends, and it is cut there.
      const z = normalQuantile(BELOW_RANGE + (1 - 2 * BELOW_RANGE) * u) / normalQuantile(0.95);
      return value + z * (z < 0 ? value - low : high - value);
    }
  }
}
