import type { VehicleJob } from "../../campaign/index.ts";
import type { ScenarioAction } from "../../twin/index.ts";
import type { HoleForGas } from "./hole-for-gas.ts";

/** What might be done from now on, beside doing nothing. */
export interface Alternative {
  readonly name: string;
  /** At time 0 or later; they come on top of those that all alternatives share. */
  readonly actions: readonly ScenarioAction[];
}

/**
 * A forecast as plain JSON, for the threads that run its members. Time 0 is now; the shared actions may lie before it, and the vehicle
 * runs for `settleS` before time 0, which is long enough to hold them.
 */
export interface ForecastJob extends VehicleJob {
  /** The first is what all others are compared with. */
  readonly alternatives: readonly Alternative[];
  /** Set where a hole is known only for a volume of gas. */
  readonly hole?: HoleForGas;
}
