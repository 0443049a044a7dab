import type { BenchVehicle } from "../world/bench-vehicle.ts";

const HOUR_S = 3600;

/** Every detector has watched a loop for so long before a leak opens in it, seconds. */
export const WARM_UP_S = 30 * HOUR_S;
/** Where a sensor is to fail, it has failed for so long before the leak. */
export const FAULT_S = WARM_UP_S - 6 * HOUR_S;

export const warmFrames = ({ deliveredPeriodS }: BenchVehicle): number =>
  Math.ceil(WARM_UP_S / deliveredPeriodS);
