import { InputError, Quality } from "../telemetry/sample.ts";
import type { LoopDescription } from "../vehicle/loop-description.ts";
import { openTelemetry } from "./input.ts";

/** Start of a recording, and the first good reading of a loop's inventory channel; reads no further than that. */
export async function firstReading(
  location: string,
  loop: LoopDescription,
): Promise<{ startS: number; reading: number }> {
  const source = await openTelemetry(location, [loop]);
  let startS = Number.NaN;
  for await (const event of source.events()) {
    if (event.kind !== "samples") continue;
    const { count, timeS, channel, value, quality } = event.batch;
    for (let i = 0; i < count; i++) {
      if (Number.isNaN(startS)) startS = timeS[i]!;
      if (source.channels.names[channel[i]!] === loop.inventoryChannel && quality[i] === Quality.good) {
        return { startS, reading: value[i]! };
      }
    }
  }
  throw new InputError(
    `${location}: no good reading of ${loop.inventoryChannel}, the inventory channel of ${loop.id}`,
  );
}

/** Time of the first sample of a recording, a file or a folder. */
export async function firstInstant(location: string): Promise<number> {
  const source = await openTelemetry(location, null);
  for await (const event of source.events()) {
    if (event.kind === "samples" && event.batch.count > 0) return event.batch.timeS[0]!;
  }
  throw new InputError(`${location}: holds no sample`);
}
