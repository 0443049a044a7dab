/** How a leak runs. Rates in g/s at the reference pressure, times in Unix seconds, durations in seconds. */
export type Leak =
  | { readonly shape: "sudden"; readonly onsetS: number; readonly rateGPerS: number }
  /** A crack that opens: from nothing to the full rate over `growthS`, then on at that pace. */
  | {
      readonly shape: "growing";
      readonly onsetS: number;
      readonly rateGPerS: number;
      readonly growthS: number;
    }
  /** Open during the first half of each period only, as a gap that closes when it warms. */
  | {
      readonly shape: "intermittent";
      readonly onsetS: number;
      readonly rateGPerS: number;
      readonly periodS: number;
    }
  | {
      readonly shape: "stopping";
      readonly onsetS: number;
      readonly rateGPerS: number;
      readonly stopS: number;
    };

export const leakShapes = ["sudden", "growing", "intermittent", "stopping"] as const;

/** Rate of a leak at an instant, g/s. */
export function leakRateAt(leak: Leak, timeS: number): number {
  const ageS = timeS - leak.onsetS;
  if (ageS < 0) return 0;
  switch (leak.shape) {
    case "sudden":
      return leak.rateGPerS;
    case "growing":
      return (leak.rateGPerS * ageS) / leak.growthS;
    case "intermittent":
      return ageS % leak.periodS < leak.periodS / 2 ? leak.rateGPerS : 0;
    case "stopping":
      return timeS < leak.stopS ? leak.rateGPerS : 0;
  }
}

/** Mass that a leak has let out by an instant at constant pressure, g: the exact integral of {@link leakRateAt}. */
export function leakedBy(leak: Leak, timeS: number): number {
  const ageS = timeS - leak.onsetS;
  if (ageS <= 0) return 0;
  switch (leak.shape) {
    case "sudden":
      return leak.rateGPerS * ageS;
    case "growing":
      return (leak.rateGPerS * ageS * ageS) / (2 * leak.growthS);
    case "intermittent": {
      const whole = Math.floor(ageS / leak.periodS);
      const openS = (whole * leak.periodS) / 2 + Math.min(ageS - whole * leak.periodS, leak.periodS / 2);
      return leak.rateGPerS * openS;
    }
    case "stopping":
      return leak.rateGPerS * Math.min(ageS, leak.stopS - leak.onsetS);
  }
}
