import type { TwinDescription } from "./twin/twin-description.ts";

/** Where the hardware of a watched loop is described. */
export interface LoopHardware {
  readonly twin: TwinDescription;
  /** Id of the loop in the twin file. */
  readonly loop: string;
  /** What stands before the file's sensor names in the telemetry; empty where they are the same. */
  readonly channelPrefix: string;
}
