import { type Gaussian, gaussianStream } from "../stats/index.ts";
import { ChannelTable, Quality, type SourceEvent, type TelemetrySource } from "../telemetry/index.ts";
import type { WrittenSignals } from "./signals-schema.ts";

const DAY_S = 86_400;
const BATCH_SAMPLES = 4096;

type WrittenSignal = WrittenSignals["channels"][string];

/** One made-up channel: level, course, swing and drift, read with noise, rounded to a code, reported when the code changes. */
class Signal {
  readonly #written: WrittenSignal;
  readonly #gaussian: Gaussian;
  readonly #orbitS: number;
  readonly #offScale: readonly { fromS: number; untilS: number; value: number }[];
  #drift = 0;
  #sent = Number.NaN;
  #sentS = Number.NEGATIVE_INFINITY;

  constructor(name: string, signals: WrittenSignals, gaussian: Gaussian) {
    this.#written = signals.channels[name]!;
    this.#gaussian = gaussian;
    this.#orbitS = signals.orbit;
    this.#offScale = (signals["off-scale"] ?? []).flatMap(({ at, for: forS, values }) =>
      values[name] === undefined ? [] : [{ fromS: at, untilS: at + forS, value: values[name] }],
    );
  }

  isDue(timeS: number): boolean {
    return timeS % this.#written.every === 0;
  }

  /** What is sent at a time, or undefined where nothing is. Times must not go back. */
  read(timeS: number): number | undefined {
    const { level, swing = 0, noise, step, every, repeats } = this.#written;
    const phase = timeS / this.#orbitS + (this.#written["swing-phase"] ?? 0);
    this.#drift += (this.#written["drift-per-root-day"] ?? 0) * Math.sqrt(every / DAY_S) * this.#gaussian();
    const truth = level + this.#addedAt(timeS) + swing * Math.sin(2 * Math.PI * phase) + this.#drift;
    const read = truth + noise * this.#gaussian();
    const wrong = this.#offScale.find(({ fromS, untilS }) => timeS >= fromS && timeS < untilS);
    const value = wrong?.value ?? Number((Math.round(read / step) * step).toPrecision(12));
    if (value === this.#sent && timeS - this.#sentS < repeats) return undefined;
    this.#sent = value;
    this.#sentS = timeS;
    return value;
  }

  #addedAt(timeS: number): number {
    const { course = [] } = this.#written;
    const next = course.findIndex(({ at }) => at > timeS);
    if (next === 0 || course.length === 0) return next === 0 ? course[0]!.by : 0;
    if (next < 0) return course.at(-1)!.by;
    const [before, after] = [course[next - 1]!, course[next]!];
    return before.by + ((after.by - before.by) * (timeS - before.at)) / (after.at - before.at);
  }
}

/** Made telemetry of a case, channel by channel, in order of time. The same file and seed give the same samples; nothing looks ahead. */
export class SignalSource implements TelemetrySource {
  readonly name: string;
  readonly channels = new ChannelTable();
  readonly #signals: WrittenSignals;
  readonly #seed: number;
  #begun = false;

  constructor(name: string, signals: WrittenSignals, seed: number) {
    this.name = name;
    this.#signals = signals;
    this.#seed = seed;
  }

  async *events(): AsyncGenerator<SourceEvent> {
    if (this.#begun)
      throw new Error(`${this.name}: events of a source can be read once; open the case again`);
    this.#begun = true;
    const { from, until, channels } = this.#signals;
    const signals = Object.keys(channels).map((name) => ({
      index: this.channels.indexOf(name),
      signal: new Signal(name, this.#signals, gaussianStream(this.#seed, name)),
    }));
    const tick = Math.min(...Object.values(channels).map(({ every }) => every));
    const timeS: number[] = [];
    const channel: number[] = [];
    const value: number[] = [];
    const full = (): SourceEvent => ({
      kind: "samples",
      batch: {
        count: timeS.length,
        timeS: Float64Array.from(timeS.splice(0)),
        channel: Int32Array.from(channel.splice(0)),
        value: Float64Array.from(value),
        quality: new Uint8Array(value.splice(0).length).fill(Quality.good),
      },
    });
    yield { kind: "signal", timeS: from, state: "acquired" };
    for (let now = Math.ceil(from / tick) * tick; now <= until; now += tick) {
      for (const { index, signal } of signals) {
        const sent = signal.isDue(now) ? signal.read(now) : undefined;
        if (sent === undefined) continue;
        timeS.push(now);
        channel.push(index);
        value.push(sent);
      }
      if (timeS.length >= BATCH_SAMPLES) yield full();
    }
    if (timeS.length > 0) yield full();
  }
}
