import { ChannelTable, type Quality, type SourceEvent, type TelemetrySource } from "../sample.ts";

/** An event with its samples as plain values, so that what went in can be compared with what comes out. */
export type PlainEvent =
  | { kind: "sample"; timeS: number; channel: string; value: number; quality: Quality }
  | Exclude<SourceEvent, { kind: "samples" }>;

export const channels = new ChannelTable();

/** A plain event as a source gives it. */
export function eventFrom(event: PlainEvent): SourceEvent {
  if (event.kind !== "sample") return event;
  return {
    kind: "samples",
    batch: {
      count: 1,
      timeS: Float64Array.of(event.timeS),
      channel: Int32Array.of(channels.indexOf(event.channel)),
      value: Float64Array.of(event.value),
      quality: Uint8Array.of(event.quality),
    },
  };
}

/** All events of a source, in order. */
export async function plainEvents(source: TelemetrySource): Promise<PlainEvent[]> {
  const events: PlainEvent[] = [];
  for await (const event of source.events()) {
    if (event.kind !== "samples") {
      events.push(event);
      continue;
    }
    const { batch } = event;
    for (let n = 0; n < batch.count; n++)
      events.push({
        kind: "sample",
        timeS: batch.timeS[n] as number,
        channel: source.channels.names[batch.channel[n] as number] as string,
        value: batch.value[n] as number,
        quality: batch.quality[n] as Quality,
      });
  }
  return events;
}

/** The n-th of an endless row of samples, with a loss of signal now and then. */
export function nthEvent(n: number): PlainEvent {
  const timeS = 1_669_213_491 + n / 8;
  if (n % 11 === 10) return { kind: "signal", timeS, state: n % 2 === 0 ? "lost" : "acquired" };
  return { kind: "sample", timeS, channel: `P100000${n % 3}`, value: n + 0.1, quality: 0 };
}
