import type { LoopDescription } from "../vehicle/loop-description.ts";
import type { Finding, TracePoint } from "./finding.ts";

export interface WatchOutput {
  readonly loopIndex: number;
  readonly point: TracePoint;
  readonly findings: Finding[];
}
export type Loops = readonly LoopDescription[];
