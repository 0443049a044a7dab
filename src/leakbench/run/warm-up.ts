import type { BenchVehicle } from "../world/bench-vehicle.ts";

const DAY_S = 86_400;

/** Every detector has watched a loop for so long before a leak opens in it, seconds. */
export const WARM_UP_S = 2 * DAY_S;
/** Where a sensor is to fail, it has failed for so long before the leak. */
export const FAULT_S = WARM_UP_S - 6 * 3600;

export const warmFrames = ({ deliveredPeriodS }: BenchVehicle): number =>
  Math.ceil(WARM_UP_S / deliveredPeriodS);
