import { ChannelTable, type TelemetrySource } from "../../telemetry/sample.ts";
import type { SensorDescription } from "../../vehicle/sensor-description.ts";
import { sensorQuantity } from "../named-quantities.ts";
import type { TwinRun } from "../twin-run.ts";
import { SensorBank, type TruthStep, telemetryEvents } from "./index.ts";

export interface RunTelemetry {
  readonly sensors: readonly SensorDescription[];
  readonly seed: number;
  /** Unix time of the run's time 0. */
  readonly epochS: number;
  /** Time of the run at which the telemetry ends [s]. */
  readonly untilS: number;
}

/** What sensors tell of a run from now on; the run goes on as it is read, so `events` can be iterated once. SYNTHETIC. */
export function telemetryOfRun(
  name: string,
  run: TwinRun,
  { sensors, seed, epochS, untilS }: RunTelemetry,
): TelemetrySource {
  const bank = new SensorBank(sensors, { seed });
  const names = sensors.map(sensorQuantity);
  const now = (): TruthStep => ({
    timeS: epochS + run.state.timeS,
    values: names.map((each) => run.value(each)),
  });
  function* truth(): Generator<TruthStep, void, undefined> {
    yield now();
    while (run.state.timeS < untilS) {
      const seen: TruthStep[] = [];
      run.advance(Math.min(untilS, run.state.timeS + 600), () => seen.push(now()));
      yield* seen;
    }
  }
  const channels = new ChannelTable();
  for (const channel of bank.channels) channels.indexOf(channel);
  return {
    name,
    channels,
    async *events() {
      yield* telemetryEvents(bank, truth());
    },
  };
}
