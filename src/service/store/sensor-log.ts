import { Quality, type SourceEvent, type TelemetrySource } from "../../telemetry/sample.ts";

/** What a channel showed last at an instant. */
export interface HeardReading {
  readonly timeS: number;
  /** In the channel's own unit. */
  readonly value: number;
  /** Quality as the source marked it. */
  readonly suspect: boolean;
}

/** Readings kept a channel: half a day of one a second. Beyond that every second one is let go, oldest first alike. */
const KEPT = 43_200;

/** Readings of one channel in order of time, thinned evenly so that memory stays bounded however long a run is. */
class ChannelLog {
  #timeS = new Float64Array(256);
  #value = new Float64Array(256);
  #suspect = new Uint8Array(256);
  #count = 0;
  /** Of so many readings one is kept. */
  #oneIn = 1;
  #skipped = 0;
  /** The newest reading, kept or not: what is shown while a run is live must not lag. */
  #newest: HeardReading | null = null;

  add(timeS: number, value: number, suspect: boolean): void {
    // A reading from before the last one is the source's lateness; the watch has its own rules for it.
    if (this.#newest !== null && timeS < this.#newest.timeS) return;
    this.#newest = { timeS, value, suspect };
    this.#skipped += 1;
    if (this.#skipped < this.#oneIn) return;
    this.#skipped = 0;
    if (this.#count === KEPT) this.#thin();
    if (this.#count === this.#timeS.length) this.#grow();
    this.#timeS[this.#count] = timeS;
    this.#value[this.#count] = value;
    this.#suspect[this.#count] = suspect ? 1 : 0;
    this.#count += 1;
  }

  at(timeS: number): HeardReading | null {
    if (this.#newest !== null && this.#newest.timeS <= timeS) return this.#newest;
    let [low, high] = [0, this.#count];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#timeS[middle]! <= timeS) low = middle + 1;
      else high = middle;
    }
    if (low === 0) return null;
    return {
      timeS: this.#timeS[low - 1]!,
      value: this.#value[low - 1]!,
      suspect: this.#suspect[low - 1] === 1,
    };
  }

  #thin(): void {
    const half = this.#count >> 1;
    for (let at = 0; at < half; at++) {
      this.#timeS[at] = this.#timeS[2 * at + 1]!;
      this.#value[at] = this.#value[2 * at + 1]!;
      this.#suspect[at] = this.#suspect[2 * at + 1]!;
    }
    this.#count = half;
    this.#oneIn *= 2;
  }

  #grow(): void {
    const size = Math.min(KEPT, 4 * this.#timeS.length);
    const times = new Float64Array(size);
    times.set(this.#timeS);
    const values = new Float64Array(size);
    values.set(this.#value);
    const suspects = new Uint8Array(size);
    suspects.set(this.#suspect);
    [this.#timeS, this.#value, this.#suspect] = [times, values, suspects];
  }
}

/** What the channels of a run showed, whether the watch reads them or not: what its sensors are drawn with. */
export class SensorLog {
  readonly #channels = new Map<string, ChannelLog>();

  /** The same source, overheard: every good or suspect reading of the channels that are wanted is kept. */
  overhear(source: TelemetrySource, wanted: ReadonlySet<string>): TelemetrySource {
    const log = this;
    return {
      name: source.name,
      channels: source.channels,
      async *events(): AsyncGenerator<SourceEvent> {
        const logs: (ChannelLog | null)[] = [];
        for await (const event of source.events()) {
          if (event.kind === "samples") {
            const { count, timeS, channel, value, quality } = event.batch;
            for (let at = 0; at < count; at++) {
              const index = channel[at]!;
              if (logs[index] === undefined) logs[index] = log.#logOf(source.channels.names[index]!, wanted);
              if (quality[at] === Quality.good || quality[at] === Quality.suspect)
                logs[index]?.add(timeS[at]!, value[at]!, quality[at] === Quality.suspect);
            }
          }
          yield event;
        }
      },
    };
  }

  /** The last reading of a channel at or before an instant; null where it had not been heard by then. */
  at(channel: string, timeS: number): HeardReading | null {
    return this.#channels.get(channel)?.at(timeS) ?? null;
  }

  #logOf(name: string, wanted: ReadonlySet<string>): ChannelLog | null {
    if (!wanted.has(name)) return null;
    const log = new ChannelLog();
    this.#channels.set(name, log);
    return log;
  }
}
