import { Quality, type SampleBatch, type SourceEvent, type TelemetrySource } from "../../telemetry/sample.ts";
import type { LoopDescription, NoiseDescription } from "../../vehicle/index.ts";
import type { ExpectedReadings } from "./expected-readings.ts";

/** Time between readings that the twin gives [s]: loops swing over minutes. */
const EVERY_S = 10;
/** What a twin that may be wrong by a tenth leaves of the swings, with as much again for what it does not know. An estimate. */
const LEFT = 0.2;
/** The watch learns the twin's scale and the sensor's noise within this [s]; without a twin it learns the swing over two orbits. */
const LEARNING_S = 1800;

/** A channel's name in the telemetry, once a twin gives it. */
export function expectedChannel(channel: string): string {
  return `${channel} expected`;
}

/**
 * Loops as the watch takes them where a twin flies along: what the twin expects of the inventory channel explains it, with a
 * coefficient of one that is uncertain by a tenth, and only what the twin leaves of the swings has to be learned.
 */
export function loopsWithTwin(
  loops: readonly LoopDescription[],
  { channels }: ExpectedReadings,
): LoopDescription[] {
  return loops.map((loop) =>
    channels.some((each) => each.loop === loop)
      ? {
          ...loop,
          explainedBy: [
            ...loop.explainedBy,
            {
              channel: expectedChannel(loop.inventoryChannel),
              unit: loop.inventoryUnit,
              quantity: "expected" as const,
            },
          ],
          noise: leftBy(loop.noise),
          learningS: Math.min(loop.learningS, LEARNING_S),
        }
      : loop,
  );
}

function leftBy(noise: NoiseDescription): NoiseDescription {
  return {
    ...noise,
    ripple: LEFT * noise.ripple,
    rippleChangePerOrbit: LEFT * noise.rippleChangePerOrbit,
  };
}

/**
 * The same telemetry, with what the twin expects beside it: readings of {@link expectedChannel}, each at the instant of a sample that
 * has arrived and before it, so nothing is known early and silence stays silence.
 */
export function sourceWithTwin(source: TelemetrySource, readings: ExpectedReadings): TelemetrySource {
  return {
    name: source.name,
    channels: source.channels,
    events: () => withExpected(source, readings),
  };
}

async function* withExpected(
  source: TelemetrySource,
  readings: ExpectedReadings,
): AsyncGenerator<SourceEvent, void, undefined> {
  const places = readings.channels.map(({ loop }) =>
    source.channels.indexOf(expectedChannel(loop.inventoryChannel)),
  );
  let askedS = Number.NEGATIVE_INFINITY;
  for await (const event of source.events()) {
    if (event.kind !== "samples") {
      yield event;
      continue;
    }
    const { batch } = event;
    const due: { at: number; values: readonly number[] }[] = [];
    for (let i = 0; i < batch.count; i++) {
      const timeS = batch.timeS[i]!;
      // A sample that comes late is older than what the twin has reached.
      if (timeS < askedS + EVERY_S || batch.quality[i] !== Quality.good) continue;
      askedS = timeS;
      due.push({ at: i, values: readings.at(timeS) });
    }
    yield { kind: "samples", batch: due.length === 0 ? batch : merged(batch, due, places) };
  }
}

function merged(
  batch: SampleBatch,
  due: readonly { at: number; values: readonly number[] }[],
  places: readonly number[],
): SampleBatch {
  const count = batch.count + due.length * places.length;
  const out = {
    count,
    timeS: new Float64Array(count),
    channel: new Int32Array(count),
    value: new Float64Array(count),
    quality: new Uint8Array(count),
  };
  let next = 0;
  let to = 0;
  for (let i = 0; i < batch.count; i++) {
    if (due[next]?.at === i) {
      for (const [p, place] of places.entries()) {
        out.timeS[to] = batch.timeS[i]!;
        out.channel[to] = place;
        out.value[to] = due[next]!.values[p]!;
        out.quality[to++] = Quality.good;
      }
      next++;
    }
    out.timeS[to] = batch.timeS[i]!;
    out.channel[to] = batch.channel[i]!;
    out.value[to] = batch.value[i]!;
    out.quality[to++] = batch.quality[i]!;
  }
  return out;
}
