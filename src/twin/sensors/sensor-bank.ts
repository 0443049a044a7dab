import { randomStream } from "../../stats/index.ts";
import type { SensorDescription } from "../../vehicle/sensor-description.ts";
import {
  checkFaults,
  type FaultLabel,
  type HubFault,
  labelFaults,
  outagesOf,
  type SensorFault,
  type TelemetryFault,
} from "./fault.ts";
import { stampS } from "./hub-clock.ts";
import { Link, type SampleSink } from "./link.ts";
import { ReadingQueue } from "./reading-queue.ts";
import { SensorChannel } from "./sensor-channel.ts";

export interface SensorBankOptions {
  readonly seed: number;
  readonly faults?: readonly TelemetryFault[];
  /** For each sensor, which of the pushed values it measures; the sensors' own order unless given. */
  readonly columns?: readonly number[];
  /** Samples that the on-board recorder holds; beyond, the oldest are lost. */
  readonly recorderSamples?: number;
}

const RECORDER_SAMPLES = 1_000_000;

/**
 * All sensors of a vehicle: truth in, samples out in the order in which they arrive. Truth runs in straight lines between pushes; two
 * pushes at one instant are a jump. Each sensor draws from a stream of its own name, so another sensor changes nothing in it.
 */
export class SensorBank {
  /** Names of the channels; their order is that of the sensors. */
  readonly channels: readonly string[];
  readonly labels: readonly FaultLabel[];
  readonly #sensors: readonly SensorDescription[];
  readonly #options: SensorBankOptions;
  readonly #columns: Int32Array;
  readonly #hubFaults: readonly (readonly HubFault[])[];
  readonly #link: Link;
  #readers: SensorChannel[] = [];
  #queue = new ReadingQueue(0, () => 0);
  #before = new Float64Array(0);
  #timeS = Number.NaN;

  /** @throws RangeError where a sensor or a fault cannot be, with its name, the value and what would do */
  constructor(sensors: readonly SensorDescription[], options: SensorBankOptions) {
    const { faults = [], columns } = options;
    const twice = sensors.find(({ id }, i) => sensors.findIndex((other) => other.id === id) !== i);
    if (twice) throw new RangeError(`two sensors are called "${twice.id}"; rename one`);
    if (columns && columns.length !== sensors.length)
      throw new RangeError(`${columns.length} columns are given for ${sensors.length} sensors`);
    checkFaults(faults, sensors);
    this.channels = sensors.map(({ id }) => id);
    this.labels = labelFaults(faults, sensors);
    this.#sensors = sensors;
    this.#options = options;
    this.#columns = Int32Array.from(columns ?? sensors.keys());
    this.#hubFaults = sensors.map(({ hub }) =>
      faults.filter((fault): fault is HubFault => "hub" in fault && fault.hub === hub),
    );
    this.#link = new Link(outagesOf(faults), options.recorderSamples ?? RECORDER_SAMPLES);
  }

  /** Samples that never arrived. */
  get dropped(): number {
    return this.#link.dropped;
  }

  /**
   * Takes the truth at an instant, and hands on what is read from the last push up to and with this instant.
   *
   * @param values true values in SI; read only during the call
   * @throws RangeError for a time that goes back, or a value that is not finite
   */
  push(timeS: number, values: ArrayLike<number>, sink: SampleSink): void {
    if (timeS < this.#timeS)
      throw new RangeError(
        `truth at ${timeS} s comes after truth at ${this.#timeS} s; push it in order of time`,
      );
    const columns = this.#columns;
    for (let i = 0; i < columns.length; i++) {
      if (Number.isFinite(values[columns[i]!])) continue;
      throw new RangeError(
        `the truth of sensor "${this.channels[i]}" at ${timeS} s is ${values[columns[i]!]}, not a finite number`,
      );
    }
    if (Number.isNaN(this.#timeS)) this.#begin(timeS, values, sink);
    const readers = this.#readers;
    const before = this.#before;
    const passedS = timeS - this.#timeS;
    for (let i = this.#queue.first; i !== undefined; i = this.#queue.first) {
      const reader = readers[i]!;
      const atS = reader.nextS;
      if (atS > timeS) break;
      if (this.#link.advance(atS, sink)) for (const each of readers) each.forget();
      const part = passedS > 0 ? (atS - this.#timeS) / passedS : 1;
      const value = reader.read(before[i]! + (values[columns[i]!]! - before[i]!) * part);
      if (value !== undefined) this.#link.carry(stampS(atS, this.#hubFaults[i]!), i, value, sink);
      this.#queue.firstWentOn();
    }
    for (let i = 0; i < readers.length; i++) {
      before[i] = values[columns[i]!]!;
      readers[i]!.lag.take(timeS, before[i]!);
    }
    this.#timeS = timeS;
  }

  /** Ends the run at the last push: says what became of the link, and hands on what its recorder had to send by then. */
  finish(sink: SampleSink): void {
    if (!Number.isNaN(this.#timeS)) this.#link.advance(this.#timeS, sink);
  }

  #begin(timeS: number, values: ArrayLike<number>, sink: SampleSink): void {
    const { seed, faults = [] } = this.#options;
    // Seeds as names: the first numbers of near seeds are alike, those of near names are not.
    const random = randomStream(0).named(`sensors, seed ${seed}`);
    this.#readers = this.#sensors.map((sensor, i) => {
      const own = faults.filter(
        (fault): fault is SensorFault => "sensor" in fault && fault.sensor === sensor.id,
      );
      return new SensorChannel(sensor, random.named(sensor.id), timeS, own, this.#hubFaults[i]!);
    });
    this.#queue = new ReadingQueue(this.#readers.length, (channel) => this.#readers[channel]!.nextS);
    this.#before = Float64Array.from(this.#columns, (column) => values[column]!);
    for (const [i, reader] of this.#readers.entries()) reader.lag.take(timeS, this.#before[i]!);
    this.#timeS = timeS;
    sink.signal(timeS, "acquired");
  }
}
