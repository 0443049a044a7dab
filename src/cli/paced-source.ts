import { setTimeout as sleep } from "node:timers/promises";
import type { SampleBatch, SourceEvent, TelemetrySource } from "../telemetry/sample.ts";
import type { readInstant } from "./instant.ts";

type Bound = ReturnType<typeof readInstant> | undefined;

export interface Pace {
  /** Times real time; 0 for as fast as the source is read. */
  readonly speed: number;
  readonly from: Bound;
  readonly until: Bound;
  readonly onSamples: (count: number) => void;
}

/** Longest wait between two samples, whatever the gap in the recording. */
const LONGEST_WAIT_MS = 5000;
/** Waits shorter than a timer's grain are saved up. */
const SHORTEST_WAIT_MS = 4;

/** A source between two instants, delivering no sample before its time has come on a clock that runs `speed` times as fast. */
export function pacedSource(source: TelemetrySource, pace: Pace): TelemetrySource {
  return { name: source.name, channels: source.channels, events: () => pacedEvents(source, pace) };
}

async function* pacedEvents(source: TelemetrySource, pace: Pace): AsyncGenerator<SourceEvent> {
  let fromS = Number.NEGATIVE_INFINITY;
  let untilS = Number.POSITIVE_INFINITY;
  let begun = false;
  let newestS = Number.NaN;
  let owedMs = 0;
  for await (const event of source.events()) {
    if (event.kind !== "samples") {
      yield event;
      continue;
    }
    const { batch } = event;
    if (!begun && batch.count > 0) {
      begun = true;
      fromS = instantOf(pace.from, batch.timeS[0]!) ?? fromS;
      untilS = instantOf(pace.until, batch.timeS[0]!) ?? untilS;
    }
    let first = 0;
    for (let i = 0; i <= batch.count; i++) {
      const timeS = batch.timeS[i]!;
      const ends = i === batch.count || timeS > untilS;
      if (ends || timeS < fromS) {
        if (i > first) yield delivered(batch, first, i, pace);
        if (ends && i < batch.count) return;
        first = i + 1;
        continue;
      }
      if (pace.speed > 0 && timeS > newestS)
        owedMs += Math.min((1000 * (timeS - newestS)) / pace.speed, LONGEST_WAIT_MS);
      if (!(timeS <= newestS)) newestS = timeS;
      if (owedMs < SHORTEST_WAIT_MS) continue;
      if (i > first) yield delivered(batch, first, i, pace);
      first = i;
      const startedMs = performance.now();
      await sleep(owedMs);
      owedMs -= performance.now() - startedMs;
    }
  }
}

function instantOf(bound: Bound, startS: number): number | undefined {
  return bound === undefined ? undefined : bound.valueS + (bound.relative ? startS : 0);
}

function delivered(batch: SampleBatch, from: number, to: number, pace: Pace): SourceEvent {
  pace.onSamples(to - from);
  return {
    kind: "samples",
    batch: {
      count: to - from,
      timeS: batch.timeS.subarray(from, to),
      channel: batch.channel.subarray(from, to),
      value: batch.value.subarray(from, to),
      quality: batch.quality.subarray(from, to),
    },
  };
}
