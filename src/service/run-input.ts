import type { z } from "zod";
import type { RecordingOrigin } from "../report/index.ts";
import type { LoopDescription } from "../vehicle/loop-description.ts";
import type { LoopHardware } from "../vehicle/loop-hardware.ts";
import type { Finding, TracePoint } from "../watch/finding.ts";
import type { Run, runEventSchema } from "./contract.ts";
import type { SensorLog } from "./store/sensor-log.ts";

/** What the watch says after one frame of one loop. */
export interface WatchOutput {
  /** Index into the run's loops. */
  readonly loopIndex: number;
  readonly point: TracePoint;
  readonly findings: readonly Finding[];
}

/** One source under watch, as the service takes it. `outputs` is iterated once; a live run's never ends. */
export interface RunInput {
  readonly id: string;
  readonly title: string;
  readonly kind: Run["kind"];
  readonly synthetic: boolean;
  readonly syntheticNote: string | null;
  /** Where consoles begin to replay. */
  readonly openAtS: number;
  readonly startS: number;
  /** Where the source is expected to end, if known: gives `progress` between 0 and 1. */
  readonly expectedEndS?: number;
  readonly events: readonly z.infer<typeof runEventSchema>[];
  readonly loops: readonly LoopDescription[];
  /** Hardware of the loops by their ids; absent for those of watch-only files. */
  readonly hardware?: ReadonlyMap<string, LoopHardware>;
  /** Paths of the vehicle files by the loops' ids: what a forecast is run from. */
  readonly vehicleFiles?: ReadonlyMap<string, string>;
  readonly outputs: AsyncIterable<WatchOutput>;
  /** What the channels of the source show, kept while `outputs` is iterated; absent: nothing is kept of single sensors. */
  readonly sensors?: SensorLog;
  /** Where a report on a recording is made from; absent for cases, live feeds, and whatever is in no file. */
  readonly recorded?: Recorded;
}

/** A recording on disk: plain data, so that a thread of its own can watch it anew. */
export interface Recorded {
  readonly origin: RecordingOrigin;
  /** Units in which channels are wanted. */
  readonly units: ReadonlyMap<string, string>;
  /** What the command line would add to name the vehicle. */
  readonly flags: string;
}
