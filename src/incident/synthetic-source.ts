import { gaussianStream } from "../stats/index.ts";
import {
  ChannelTable,
  Quality,
  type SampleBatch,
  type SourceEvent,
  type TelemetrySource,
} from "../telemetry/index.ts";
import { CoolantSwing } from "./coolant-swing.ts";
import type { Reconstruction, ShipState } from "./incident-schema.ts";
import type { LoopTruth } from "./loop-truth.ts";
import { Sensor } from "./sensor.ts";

const BATCH_SAMPLES = 4096;

/** A ship whose telemetry is made: its short name, its swings and what its loop really does. */
export interface SyntheticShip {
  readonly short: string;
  readonly state: ShipState;
  readonly truth: LoopTruth;
}

interface Channel {
  readonly index: number;
  readonly sensor: Sensor;
  readonly measures: "pressure" | "temperature";
  readonly ship: SyntheticShip;
  readonly swing: CoolantSwing;
  /** Number of the next reading; its time is number * every + phase. */
  next: number;
}

/**
 * Made telemetry of a case, in order of time, made as it is asked for. The same file and seed give the same samples; what is sent at a
 * time depends on nothing later, so a longer run begins with the shorter one.
 */
export class SyntheticSource implements TelemetrySource {
  readonly name: string;
  readonly channels = new ChannelTable();
  readonly #reconstruction: Reconstruction;
  readonly #ships: readonly SyntheticShip[];
  readonly #seed: number;
  #begun = false;

  constructor(name: string, reconstruction: Reconstruction, ships: readonly SyntheticShip[], seed: number) {
    this.name = name;
    this.#reconstruction = reconstruction;
    this.#ships = ships;
    this.#seed = seed;
  }

  #makeChannels(): Channel[] {
    const fromS = this.#reconstruction.from;
    return this.#ships.flatMap((ship) => {
      const stream = (name: string) => gaussianStream(this.#seed, `${ship.short}/${name}`);
      const swing = new CoolantSwing(ship.state, fromS, stream);
      return Object.entries(this.#reconstruction.sensors).map(([name, written]): Channel => {
        const sensor = new Sensor(written, stream(name));
        const next = Math.ceil((fromS - sensor.phaseS) / sensor.everyS);
        return {
          index: this.channels.indexOf(`${ship.short}/${name}`),
          sensor,
          measures: written.measures,
          ship,
          swing,
          next,
        };
      });
    });
  }

  async *events(): AsyncGenerator<SourceEvent> {
    if (this.#begun)
      throw new Error(`${this.name}: events of a source can be read once; open the case again`);
    this.#begun = true;
    const { from: fromS, until: untilS, "signal-lost": silences = [] } = this.#reconstruction;
    const channels = this.#makeChannels();
    const silence = [...silences].sort((a, b) => a.from - b.from);
    const batch = {
      timeS: new Float64Array(BATCH_SAMPLES),
      channel: new Int32Array(BATCH_SAMPLES),
      value: new Float64Array(BATCH_SAMPLES),
      quality: new Uint8Array(BATCH_SAMPLES).fill(Quality.good),
    };
    let count = 0;
    const full = (): SourceEvent => {
      const ready: SampleBatch = { count, ...batch };
      count = 0;
      return { kind: "samples", batch: ready };
    };

    yield { kind: "signal", timeS: fromS, state: "acquired" };
    let lost = false;
    let gap = 0;
    while (true) {
      const channel = earliest(channels);
      const timeS = timeOf(channel);
      if (timeS > untilS) break;
      channel.next++;
      const current = silence[gap];
      if (current && !lost && timeS >= current.from) {
        if (count > 0) yield full();
        yield { kind: "signal", timeS: current.from, state: "lost" };
        lost = true;
      }
      if (current && lost && timeS >= current.from + current.for) {
        yield { kind: "signal", timeS: current.from + current.for, state: "acquired" };
        for (const each of channels) each.sensor.forget();
        lost = false;
        gap++;
      }
      const sent = read(channel, timeS);
      if (lost || sent === undefined) continue;
      batch.timeS[count] = timeS;
      batch.channel[count] = channel.index;
      batch.value[count] = sent;
      if (++count === BATCH_SAMPLES) yield full();
    }
    if (count > 0) yield full();
  }
}

function timeOf({ next, sensor }: Channel): number {
  // Whole milliseconds: sums of decimal fractions would otherwise differ in the last bit.
  return Math.round((next * sensor.everyS + sensor.phaseS) * 1000) / 1000;
}

function earliest(channels: readonly Channel[]): Channel {
  let first = channels[0]!;
  for (const channel of channels) if (timeOf(channel) < timeOf(first)) first = channel;
  return first;
}

function read({ ship, swing, sensor, measures }: Channel, timeS: number): number | undefined {
  const swingK = swing.atK(timeS);
  if (measures === "temperature") return sensor.read(timeS, ship.state.temperature.value + swingK);
  return sensor.read(timeS, ship.truth.pressurePa(timeS, swingK));
}
