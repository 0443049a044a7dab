import type { Uncertain } from "./loop-description.ts";

/** What a sensor of a twin file can measure. */
export type MeasuredQuantity =
  | "pressure"
  | "pressure-rise"
  | "temperature"
  | "flow"
  | "quantity"
  | "speed"
  | "power"
  | "humidity";

/** One sensor as a twin file describes it: where it sits, and what stands between the truth and the telemetry. SI inside. */
export interface SensorDescription {
  /** Name of its channel in the telemetry. */
  readonly id: string;
  /** The loop that carries it; absent for one in a compartment. */
  readonly loop?: string;
  readonly measures: MeasuredQuantity;
  /** Element, element end (`pump.inlet`), junction, accumulator, wall or compartment. */
  readonly at: string;
  /** Unit in which the channel is delivered: a spelling of the unit table. */
  readonly unit: string;
  /** What it can show, in SI; beyond it the reading stays at the end of the scale. */
  readonly range?: { readonly low: number; readonly high: number };
  /** Smallest step of its code, in SI; 0 where it is not quantised. */
  readonly step: number;
  /** Standard deviation of a single reading, beyond the step, in SI. */
  readonly white: number;
  /** Random-walk drift: standard deviation after one day, in SI. */
  readonly driftPerRootDay: number;
  /** Constant error: the calibration's, drawn once a run within its range, in SI. */
  readonly bias: Uncertain;
  /** First-order lag [s]; 0 for none. */
  readonly lagS: number;
  /** Time between readings [s]. */
  readonly everyS: number;
  /** Report by exception: a reading is sent only when its code has changed, and at least each `heartbeatS`. */
  readonly reportsChangesOnly?: { readonly heartbeatS: number };
  /** Multiplexer or computer that it shares with others. */
  readonly hub?: string;
}
