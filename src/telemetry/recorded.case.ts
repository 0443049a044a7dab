import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ChannelTable, type SampleBatch, type SourceEvent, type TelemetrySource } from "./sample.ts";

/** Where the recordings of the development set are, beside the repository; tests that need them skip if they are not there. */
export const recordings = fileURLToPath(new URL("../../../shared/data/iss-telemetry/", import.meta.url));
export const catalogue = fileURLToPath(
  new URL("../../../shared/data/iss-catalogue/isslive-items.json", import.meta.url),
);
export const recordingsPresent = existsSync(recordings);
if (!recordingsPresent) console.warn(`skipped: no recordings at ../shared/data/iss-telemetry`);

export interface Sample {
  readonly timeS: number;
  readonly channel: string;
  readonly value: number;
  readonly quality?: number;
}

/** A source that holds the samples given, in batches of at most `batchSize`. */
export function sourceOf(samples: readonly Sample[], batchSize = 1000): TelemetrySource {
  const channels = new ChannelTable();
  return {
    name: "test",
    channels,
    async *events(): AsyncGenerator<SourceEvent> {
      for (let at = 0; at < samples.length; at += batchSize)
        yield { kind: "samples", batch: batchOf(samples.slice(at, at + batchSize), channels) };
    },
  };
}

export function batchOf(samples: readonly Sample[], channels: ChannelTable): SampleBatch {
  return {
    count: samples.length,
    timeS: Float64Array.from(samples, ({ timeS }) => timeS),
    channel: Int32Array.from(samples, ({ channel }) => channels.indexOf(channel)),
    value: Float64Array.from(samples, ({ value }) => value),
    quality: Uint8Array.from(samples, ({ quality }) => quality ?? 0),
  };
}

export async function samplesOf(source: TelemetrySource): Promise<Required<Sample>[]> {
  const samples: Required<Sample>[] = [];
  for await (const event of source.events()) {
    if (event.kind !== "samples") continue;
    const { count, timeS, channel, value, quality } = event.batch;
    for (let i = 0; i < count; i++)
      samples.push({
        timeS: timeS[i]!,
        channel: source.channels.names[channel[i]!]!,
        value: value[i]!,
        quality: quality[i]!,
      });
  }
  return samples;
}
