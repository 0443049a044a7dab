import type { TelemetrySource } from "../../telemetry/sample.ts";
import { ChannelTable } from "../../telemetry/sample.ts";
import { sensorQuantity, type TwinRun } from "../../twin/index.ts";
import { SensorBank, type TruthStep, telemetryEvents } from "../../twin/sensors/index.ts";
import type { LoopDescription, TwinDescription } from "../../vehicle/index.ts";
import type { LeakFinding } from "../../watch/finding.ts";
import { watchSource } from "../../watch/index.ts";
import { type KnownLeak, leakAfter, leakFromFinding } from "../thermal/index.ts";

/**
 * Runs a ship until time 0, reads its loop's sensors with their noise, code steps and gaps on the way, and has the watch look at nothing
 * else. What the watch knows of a leak at time 0; undefined where it has confirmed none.
 */
export async function observeUntilNow(
  run: TwinRun,
  loop: LoopDescription,
  description: TwinDescription,
  seed: number,
): Promise<KnownLeak | undefined> {
  const { sensors } = description.loops.find(({ id }) => id === loop.id)!;
  const epochS = description.orbit!.epochS;
  const bank = new SensorBank(sensors, { seed });
  const names = sensors.map(sensorQuantity);
  const now = (): TruthStep => ({
    timeS: epochS + run.state.timeS,
    values: names.map((name) => run.value(name)),
  });
  function* truth(): Generator<TruthStep, void, undefined> {
    yield now();
    while (run.state.timeS < 0) {
      const seen: TruthStep[] = [];
      run.advance(Math.min(0, run.state.timeS + 600), () => seen.push(now()));
      yield* seen;
    }
  }
  const channels = new ChannelTable();
  for (const channel of bank.channels) channels.indexOf(channel);
  const source: TelemetrySource = {
    name: "second ship",
    channels,
    async *events() {
      yield* telemetryEvents(bank, truth());
    },
  };
  let last: LeakFinding | null = null;
  for await (const { findings } of watchSource(source, [loop])) last = findings.reduce(leakAfter, last);
  return last === null ? undefined : leakFromFinding(last, epochS, loop);
}
