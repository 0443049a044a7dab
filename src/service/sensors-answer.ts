import type { TelemetrySource } from "../telemetry/sample.ts";
import type { LoopDescription, LoopHardware } from "../vehicle/index.ts";
import { roleOf } from "./schematic-answer.ts";
import type { SensorReading, SensorsAnswer } from "./sensors-contract.ts";
import { SensorLog } from "./store/sensor-log.ts";

/** So many readings may be late before a sensor that reads at a fixed pace counts as stale. */
const READINGS_MISSED = 3;

type Declared = Omit<SensorReading, "reading">;

/** Every sensor that a loop's vehicle file declares: those of its hardware, or the channels of a watch-only loop. */
export function declaredSensors(loop: LoopDescription, hardware: LoopHardware | null): readonly Declared[] {
  const described = hardware?.twin.loops.find(({ id }) => id === hardware.loop);
  if (hardware === null || described === undefined) return watchedChannels(loop);
  return described.sensors.map(({ id, measures, at, hub, unit, everyS, reportsChangesOnly }) => {
    const channel = hardware.channelPrefix + id;
    return {
      id,
      channel,
      measures,
      at,
      hub: hub ?? null,
      role: roleOf(channel, loop),
      unit,
      patienceS: Math.max(READINGS_MISSED * everyS, 1.5 * (reportsChangesOnly?.heartbeatS ?? 0)),
    };
  });
}

/** A watch-only file names no sensors but the channels that the watch reads; how late each may be is the file's silence. */
function watchedChannels(loop: LoopDescription): readonly Declared[] {
  const { inventoryChannel, inventoryUnit, inventoryHub, explainedBy, witnesses = [], silenceS } = loop;
  const common = { measures: null, at: null, patienceS: silenceS };
  const shown = [
    {
      ...common,
      channel: inventoryChannel,
      unit: inventoryUnit,
      hub: inventoryHub ?? null,
      role: "inventory" as const,
    },
    ...witnesses.map(({ channel, unit, hub }) => ({
      ...common,
      channel,
      unit,
      hub: hub ?? null,
      role: "witness" as const,
    })),
    ...explainedBy.map(({ channel, unit }) => ({
      ...common,
      channel,
      unit,
      hub: null,
      role: "explains" as const,
    })),
  ];
  const first = new Map(shown.toReversed().map((each) => [each.channel, each]));
  return [...first.values()].toReversed().map((each) => ({ id: each.channel, ...each }));
}

/** What every declared sensor of a loop showed last at an instant, from nothing later. */
export function sensorsAnswer(
  run: string,
  loop: LoopDescription,
  hardware: LoopHardware | null,
  log: SensorLog | null,
  timeS: number,
): SensorsAnswer {
  return {
    schema: "hoarfrost/sensors/1",
    run,
    loop: loop.id,
    timeS,
    kept: log !== null,
    sensors: declaredSensors(loop, hardware).map((sensor) => ({
      ...sensor,
      reading: log?.at(sensor.channel, timeS) ?? null,
    })),
  };
}

/** A source whose sensors are overheard while it is read, and the log that fills with what they show. */
export function overheard(
  source: TelemetrySource,
  loops: readonly LoopDescription[],
  hardware: ReadonlyMap<string, LoopHardware> = new Map(),
): { readonly source: TelemetrySource; readonly sensors: SensorLog } {
  const sensors = new SensorLog();
  const wanted = new Set(
    loops.flatMap((loop) =>
      declaredSensors(loop, hardware.get(loop.id) ?? null).map(({ channel }) => channel),
    ),
  );
  return { source: sensors.overhear(source, wanted), sensors };
}
