import type { CameraTimes } from "../../src/service/contract.ts";
import { SensorLog } from "../../src/service/store/sensor-log.ts";
import { ChannelTable, Quality, type SourceEvent } from "../../src/telemetry/sample.ts";
import { loops, ONSET_S, START_S } from "./fixture-run.ts";

const KPA_PER_KGF_CM2 = 98.0665;
/** The second pressure sensor falls silent here. */
export const SILENT_S = Date.UTC(2023, 1, 11, 10, 0) / 1000;

/**
 * Readings for the console's own tests, a FIXTURE: the fixture's pressure at P-ext-1, the same at P-ext-2 until it falls silent, a steady
 * temperature at T-ext-1, and nothing at dP-pump.
 */
async function* events(channels: ChannelTable): AsyncGenerator<SourceEvent> {
  const [first, second, warm] = ["P-ext-1", "P-ext-2", "T-ext-1"].map((id) =>
    channels.indexOf(`ms21/${id}`),
  ) as [number, number, number];
  for (const { timeS, measured } of loops[0]!.rows) {
    if (measured === null) continue;
    const said: [number, number][] = [
      [first, measured / KPA_PER_KGF_CM2],
      ...(timeS < SILENT_S ? ([[second, measured / KPA_PER_KGF_CM2]] as [number, number][]) : []),
      [warm, 20],
    ];
    yield {
      kind: "samples",
      batch: {
        count: said.length,
        timeS: Float64Array.from(said, () => timeS),
        channel: Int32Array.from(said, ([channel]) => channel),
        value: Float64Array.from(said, ([, value]) => value),
        quality: new Uint8Array(said.length).fill(Quality.good),
      },
    };
  }
}

async function hear(): Promise<SensorLog> {
  const log = new SensorLog();
  const channels = new ChannelTable();
  const source = { name: "fixture", channels, events: () => events(channels) };
  const wanted = new Set(["ms21/P-ext-1", "ms21/P-ext-2", "ms21/T-ext-1"]);
  for await (const _ of log.overhear(source, wanted).events());
  return log;
}
export const heardSensors = hear();

/** Times of a FIXTURE: round figures that mean nothing outside these tests. */
export const cameraTimesFixture: CameraTimes = {
  schema: "hoarfrost/camera-times/1",
  footageFromS: ONSET_S - 4,
  cameraS: ONSET_S + 2,
  watchedUntilS: START_S + 86_400,
  loops: [
    {
      loop: "ms21",
      carrier: "Progress MS-21",
      alone: { confirmedS: ONSET_S + 60, isolateS: null },
      withCamera: { confirmedS: ONSET_S + 40, isolateS: ONSET_S + 100 },
    },
    {
      loop: "ms22",
      carrier: "Progress MS-22",
      alone: { confirmedS: null, isolateS: null },
      withCamera: { confirmedS: null, isolateS: null },
    },
  ],
};
