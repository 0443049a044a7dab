import { ChannelTable, InputError, type TelemetrySource } from "../telemetry/sample.ts";
import { sensorQuantity, type TwinRun } from "../twin/index.ts";
import { SensorBank, type TruthStep, telemetryEvents } from "../twin/sensors/index.ts";
import type { SensorDescription, TwinDescription } from "../vehicle/index.ts";
import { readFault, readOutage } from "./read-fault.ts";

/** Date of time 0 of a vehicle that is in no orbit: its file names none. */
const UNDATED_S = Date.UTC(2026, 0, 1) / 1000;

export interface TelemetryFlags {
  readonly fault?: readonly string[];
  readonly outage?: readonly string[];
  readonly seed: string;
}

/** The sensors of a vehicle, ready to read a run. */
export interface SimulatedTelemetry {
  readonly sensors: readonly SensorDescription[];
  readonly bank: SensorBank;
  /** Unix time of the run's time 0. */
  readonly startS: number;
  /** Lines for the head of a file: that it is synthetic, of what, and which faults are in it. */
  readonly comments: readonly string[];
}

/** All sensors of a vehicle: of its loops, then of its compartments. */
export function sensorsOf({ loops, compartments }: TwinDescription): SensorDescription[] {
  return [...loops, ...compartments].flatMap(({ sensors }) => sensors);
}

/** Sets up a vehicle's sensors and their faults. Throws {@link InputError} for faults that cannot be, before anything runs. */
export function simulatedTelemetry(description: TwinDescription, flags: TelemetryFlags): SimulatedTelemetry {
  const sensors = sensorsOf(description);
  if (sensors.length === 0)
    throw new InputError(
      `${description.id} has no sensor: give its loops some, or write the truth with --out`,
    );
  const seed = Number(flags.seed);
  if (!/^\d+$/.test(flags.seed.trim()) || !Number.isSafeInteger(seed))
    throw new InputError(`--seed "${flags.seed}" is not a whole number from 0 up`);
  const startS = description.orbit?.epochS ?? UNDATED_S;
  const faults = [
    ...(flags.fault ?? []).map((text) => readFault(text, sensors, startS)),
    ...(flags.outage ?? []).map((text) => readOutage(text, startS)),
  ];
  const bank = bankOf(sensors, seed, faults);
  const iso = (timeS: number) => new Date(1000 * timeS).toISOString();
  const comments = [
    `SYNTHETIC: telemetry made by hoarfrost simulate from the twin of ${description.id}; sensor seed ${seed}`,
    ...bank.labels.map(({ name, kind, channels, fromS, untilS }) => {
      const until = untilS === undefined ? "on" : `until ${iso(untilS)}`;
      return `FAULT ${name}: ${kind} of ${channels.join(", ")} from ${iso(fromS)} ${until}`;
    }),
  ];
  return { sensors, bank, startS, comments };
}

function bankOf(
  sensors: readonly SensorDescription[],
  seed: number,
  faults: ConstructorParameters<typeof SensorBank>[1]["faults"],
): SensorBank {
  try {
    return new SensorBank(sensors, { seed, ...(faults && { faults }) });
  } catch (problem) {
    if (problem instanceof RangeError) throw new InputError(problem.message);
    throw problem;
  }
}

/** What the sensors of a run would see now; the array is new each time. */
export function truthNow(run: TwinRun, { sensors, startS }: SimulatedTelemetry): TruthStep {
  const values = sensors.map((sensor) => run.value(sensorQuantity(sensor)));
  return { timeS: startS + run.state.timeS, values };
}

/** The sensors' readings of a run as a source; the run goes on as it is read. */
export function telemetryOf(
  name: string,
  { bank }: SimulatedTelemetry,
  truth: Iterable<TruthStep>,
): TelemetrySource {
  const channels = new ChannelTable();
  for (const channel of bank.channels) channels.indexOf(channel);
  return {
    name,
    channels,
    async *events() {
      yield* telemetryEvents(bank, truth);
    },
  };
}
