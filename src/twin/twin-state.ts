import type { CabinState } from "../cabin/index.ts";
import type { LoopState } from "../loop/index.ts";
import type { TwinAttitude } from "../vehicle/twin/twin-description.ts";
import type { ScenarioAction } from "./scenario.ts";
import type { ValveView } from "./valve-view.ts";

/** A limit of the file that was passed, and when. */
export interface LimitPassed {
  readonly quantity: string;
  readonly timeS: number;
  readonly value: number;
  readonly limit: number;
  readonly side: "above" | "below";
  readonly means: string;
  readonly source: string;
}

/** A named warning of the twin itself, beside those of its loops. */
export interface TwinWarning {
  readonly kind: "standby-started" | "equipment-failed";
  readonly element: string;
  readonly timeS: number;
  readonly message: string;
}

/**
 * Everything that a run goes on from, as plain data: clone it to branch the run, keep it to resume one. A run resumed from
 * a copy is equal bit for bit to one that never stopped, if it is advanced to the same times.
 */
export interface TwinState {
  timeS: number;
  loop: LoopState;
  cabin: CabinState | null;
  /** Heat into each wall of the circuit, as last set [W]. */
  wallLoadW: Float64Array;
  /** The part of it that came from the compartment that the wall meets [W]. */
  exchangedW: Float64Array;
  /** Length planned for the next interval of the exchange [s]. */
  exchangeS: number;
  valves: ValveView[];
  /** Loads and heaters that got too hot and take no more power. */
  failed: string[];
  /** Heat that has gone from compartments into walls so far [J]: the other side of what the cabin books. */
  fromCabinJ: number;
  /** Loads by id: "nominal", "shed", or a power [W]. */
  loadMode: Record<string, "nominal" | "shed" | number>;
  heaterOn: Record<string, boolean>;
  crew: Record<string, number>;
  /** One a hatch, in the order of the cabin's passages. */
  hatchOpen: boolean[];
  /** Standby pumps on their way: branch and time. */
  starting: { readonly branch: string; readonly speed: number; readonly atS: number }[];
  attitude: TwinAttitude | null;
  /** Actions still to come, by time. */
  pending: ScenarioAction[];
  warnings: TwinWarning[];
  limitsPassed: LimitPassed[];
}
