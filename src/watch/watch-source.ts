import type { Frame } from "../telemetry/frame.ts";
import { FrameBuilder, type FrameCounts } from "../telemetry/frame-builder.ts";
import type { TelemetrySource } from "../telemetry/sample.ts";
import type { LoopDescription } from "../vehicle/loop-description.ts";
import type { LoopHardware } from "../vehicle/loop-hardware.ts";
import type { Finding, TracePoint } from "./finding.ts";
import type { Evidence } from "./isolation.ts";
import { channelsOf, fedPeriodS, planWatch } from "./plan.ts";
import { type ClockFault, ClockScreen } from "./rival/clock-screen.ts";
import { beginWatch } from "./state.ts";
import { step } from "./watch-loop.ts";

/** What one frame of one loop brought. */
export interface WatchOutput {
  readonly loopIndex: number;
  readonly point: TracePoint;
  readonly findings: Finding[];
}

export interface WatchSourceOptions {
  /** A sentence for each thing the frame builder had to refuse. */
  readonly onProblem?: (problem: string) => void;
  /** Counts so far, after each batch. */
  readonly onCounts?: (counts: FrameCounts, newestEndS: number) => void;
  /** What other rooms know of a loop at the end of a frame [Unix s], such as a camera; it must not know anything later. */
  readonly evidence?: (loopIndex: number, endS: number) => Promise<Evidence>;
  /** Hardware of loops by their ids: their leaks are placed. */
  readonly hardware?: ReadonlyMap<string, LoopHardware>;
}

/**
 * Watches every loop of a description on one source, from its first sample to its last, in order of time. Each output depends
 * only on samples that had arrived when its frame was closed.
 */
export async function* watchSource(
  source: TelemetrySource,
  loops: readonly LoopDescription[],
  options: WatchSourceOptions = {},
): AsyncGenerator<WatchOutput> {
  const hardwareOf = (loop: LoopDescription) => options.hardware?.get(loop.id);
  const plans = loops.map((loop) => planWatch(loop, hardwareOf(loop)));
  const states = plans.map(beginWatch);
  const closed: { loop: number; frame: Frame }[] = [];
  const builder = new FrameBuilder(
    source.channels,
    loops.map((loop) => ({
      channels: channelsOf(loop, hardwareOf(loop)),
      framePeriodS: fedPeriodS(loop),
      silenceS: loop.silenceS,
    })),
    {
      onFrame: (loop, frame) => closed.push({ loop, frame }),
      ...(options.onProblem && { onProblem: options.onProblem }),
    },
  );
  const clock = new ClockScreen();
  let clockFaults: { loop: number; fault: ClockFault }[] = [];
  let newestEndS = Number.NEGATIVE_INFINITY;

  async function* watchClosed(): AsyncGenerator<WatchOutput> {
    for (const { loop, frame } of closed) {
      // A batch may hold frames that were closed before its clock went wrong: they must not know of it.
      const due = clockFaults.filter((each) => each.loop === loop && each.fault.sinceS < frame.endS);
      const told = options.evidence ? await options.evidence(loop, frame.endS) : {};
      const evidence = { ...told, clock: due.map(({ fault }) => fault) };
      const result = step(plans[loop]!, states[loop]!, frame, evidence);
      // Fast frames between slow ones do not ask for the clock.
      if (due.length > 0 && !result.between) clockFaults = clockFaults.filter((each) => !due.includes(each));
      states[loop] = result.state;
      newestEndS = frame.endS;
      // Fast frames that tell nothing new are not shown: a loop's trace stays on its own grid.
      if (result.between && result.findings.length === 0) continue;
      yield { loopIndex: loop, point: result.point, findings: result.findings };
    }
    closed.length = 0;
  }

  for await (const event of source.events()) {
    if (event.kind === "samples")
      for (const fault of clock.take(event.batch))
        for (const loop of plans.keys()) clockFaults.push({ loop, fault });
    builder.push(event);
    if (closed.length > 0) yield* watchClosed();
    options.onCounts?.(builder.counts, newestEndS);
  }
  builder.finish();
  yield* watchClosed();
  options.onCounts?.(builder.counts, newestEndS);
}
