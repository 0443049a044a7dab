import { Quality, type SourceEvent } from "../../telemetry/sample.ts";
import type { SampleSink } from "./link.ts";
import type { SensorBank } from "./sensor-bank.ts";
import type { TruthStep } from "./truth.ts";

const BATCH_SAMPLES = 4096;

/**
 * The events of a telemetry source made from truth, as it is asked for them: batches of samples in order of arrival, and what became of
 * the link. Channel numbers are those of the bank. Batches are reused, as those of every source.
 */
export function* telemetryEvents(
  bank: SensorBank,
  truth: Iterable<TruthStep>,
): Generator<SourceEvent, void, undefined> {
  const batch = new GrowingBatch();
  for (const { timeS, values } of truth) {
    bank.push(timeS, values, batch);
    if (batch.isWorthSending) yield* batch.take();
  }
  bank.finish(batch);
  yield* batch.take();
}

/** Samples of a push, however many they are: grows to the busiest push and is used again. */
class GrowingBatch implements SampleSink {
  #timeS = new Float64Array(BATCH_SAMPLES);
  #channel = new Int32Array(BATCH_SAMPLES);
  #value = new Float64Array(BATCH_SAMPLES);
  #count = 0;
  /** Signals, each with the number of samples before it. */
  #signals: { readonly before: number; readonly event: SourceEvent }[] = [];

  get isWorthSending(): boolean {
    return this.#count >= BATCH_SAMPLES || this.#signals.length > 0;
  }

  sample(stampS: number, channel: number, value: number): void {
    if (this.#count === this.#value.length) this.#grow();
    this.#timeS[this.#count] = stampS;
    this.#channel[this.#count] = channel;
    this.#value[this.#count++] = value;
  }

  signal(timeS: number, state: "acquired" | "lost"): void {
    this.#signals.push({ before: this.#count, event: { kind: "signal", timeS, state } });
  }

  *take(): Generator<SourceEvent, void, undefined> {
    let from = 0;
    for (const { before, event } of this.#signals) {
      if (before > from) yield this.#part(from, before);
      from = before;
      yield event;
    }
    if (this.#count > from) yield this.#part(from, this.#count);
    this.#count = 0;
    this.#signals = [];
  }

  #part(from: number, until: number): SourceEvent {
    return {
      kind: "samples",
      batch: {
        count: until - from,
        timeS: this.#timeS.subarray(from, until),
        channel: this.#channel.subarray(from, until),
        value: this.#value.subarray(from, until),
        quality: new Uint8Array(until - from).fill(Quality.good),
      },
    };
  }

  #grow(): void {
    const size = 2 * this.#value.length;
    const timeS = new Float64Array(size);
    const channel = new Int32Array(size);
    const value = new Float64Array(size);
    timeS.set(this.#timeS);
    channel.set(this.#channel);
    value.set(this.#value);
    [this.#timeS, this.#channel, this.#value] = [timeS, channel, value];
  }
}
