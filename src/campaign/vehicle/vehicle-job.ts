import type { AccuracyName, ScenarioAction } from "../../twin/index.ts";

/** Where a drawn number goes: to a number of the vehicle file, or into an action of the scenario. */
export type DrawnPlace =
  | { readonly path: string }
  | {
      readonly action: number;
      readonly key: "atS" | "diameterM" | "dischargeCoefficient";
    };

/** A campaign over a vehicle's twin, as plain JSON. */
export interface VehicleJob {
  /** The vehicle file, read anew by each thread. */
  readonly vehicleText: string;
  readonly fileName: string;
  /** Numbers of the file that are set to one value for all members, by path. */
  readonly choice: Readonly<Record<string, number>>;
  readonly actions: readonly ScenarioAction[];
  /** One a variable, in their order. */
  readonly drawn: readonly DrawnPlace[];
  readonly settleS: number;
  readonly accuracy: AccuracyName;
  readonly timesS: readonly number[];
  /** Named quantities of the twin whose curves are kept. */
  readonly quantities: readonly string[];
}
