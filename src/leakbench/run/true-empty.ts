import type { BenchVehicle } from "../world/bench-vehicle.ts";
import { type Leak, leakedBy, leakRateAt } from "../world/leak-shape.ts";
import { START_PERCENT } from "../world/plant.ts";

/** Steps of the integration between an instant and the end of the loop; each grows by this part of the time gone by. */
const STEP_SHARE = 1e-3;
const LONGEST_S = 50 * 365.25 * 86_400;

/**
 * Time from an instant until a loop that leaks so is empty, seconds; null if it never is. On a loop known by its quantity that
 * is the accumulator at zero. On a gas-charged one it is the charge: pushed by gas as far as the accumulator reaches, and by
 * vapour pressure after it, the rate of a hole going with the root of the pressure.
 */
export function trueTimeToEmpty(
  vehicle: BenchVehicle,
  leak: Leak,
  fromS: number,
  lostG: number,
): number | null {
  if (leak.shape === "stopping" || leak.shape === "intermittent") return null;
  const { plant, sight } = vehicle;
  const onAccumulatorG = (START_PERCENT / 100) * plant.fullScaleG;
  if (sight !== "gas") return quantityEmpty(leak, fromS, onAccumulatorG);
  const { gas } = plant;
  const endG = 1000 * plant.chargeKg;
  let gone = lostG;
  let timeS = fromS;
  while (gone < endG) {
    const stepS = Math.max(0.01, STEP_SHARE * (timeS - leak.onsetS));
    const expanded = gone / 1000 / gas.densityKgPerM3 / gas.volumeM3;
    const pressure =
      gone < onAccumulatorG
        ? Math.max(1 / (1 + expanded), gas.vapourKpa / gas.pressureKpa)
        : gas.vapourKpa / gas.pressureKpa;
    gone += leakRateAt(leak, timeS + stepS / 2) * Math.sqrt(pressure) * stepS;
    timeS += stepS;
    if (timeS - fromS > LONGEST_S) return null;
  }
  return timeS - fromS;
}

/** Bisection on what has leaked. */
function quantityEmpty(leak: Leak, fromS: number, amountG: number): number | null {
  let high = 1;
  while (leakedBy(leak, fromS + high) < amountG) {
    high *= 2;
    if (high > LONGEST_S) return null;
  }
  let low = 0;
  while (high - low > 1e-6 * high) {
    const middle = (low + high) / 2;
    if (leakedBy(leak, fromS + middle) < amountG) low = middle;
    else high = middle;
  }
  return high;
}
