import { describe, expect, it } from "vitest";
import { ChannelTable, Quality, type SourceEvent, type TelemetrySource } from "../../telemetry/sample.ts";
import { toSi } from "../../units/index.ts";
import { buildTwin } from "../build-twin.ts";
import { shippedVehicle } from "../shipped-twin.case.ts";
import { TwinRun } from "../twin-run.ts";
import { expectedChannel, loopsWithTwin, sourceWithTwin } from "./compensated-by-twin.ts";
import { ExpectedReadings } from "./expected-readings.ts";

// Oracle: a run of the twin of its own, asked at the same instants. It exchanges heat at other instants, so pressures agree within
// 0.1 % of the loop's 98 kPa only.
const CLOSE_PA = 100;

const vehicle = shippedVehicle("soyuz-ms");
const twin = vehicle.twin!;
const loop = vehicle.loops.find(({ id }) => id === "external")!;
const epochS = twin.orbit!.epochS;
const flight = {
  actions: [{ kind: "load", atS: 1800, load: "all", to: "shed" } as const],
  settleS: 7200,
};

function sourceOf(timesS: readonly number[], late: readonly number[] = []): TelemetrySource {
  const channels = new ChannelTable();
  const channel = channels.indexOf(loop.inventoryChannel);
  return {
    name: "made up",
    channels,
    async *events() {
      for (const timeS of [...timesS, ...late])
        yield {
          kind: "samples",
          batch: {
            count: 1,
            timeS: Float64Array.of(epochS + timeS),
            channel: Int32Array.of(channel),
            value: Float64Array.of(1),
            quality: Uint8Array.of(Quality.good),
          },
        };
    },
  };
}

async function expectedOf(source: TelemetrySource): Promise<[number, number][]> {
  const told: [number, number][] = [];
  const beside = sourceWithTwin(source, new ExpectedReadings(buildTwin(twin), [loop], flight));
  const wanted = source.channels.indexOf(expectedChannel(loop.inventoryChannel));
  for await (const event of beside.events() as AsyncIterable<SourceEvent>) {
    if (event.kind !== "samples") continue;
    const { count, timeS, channel, value } = event.batch;
    for (let i = 0; i < count; i++)
      if (channel[i] === wanted) told.push([timeS[i]! - epochS, toSi(value[i]!, loop.inventoryUnit)]);
  }
  return told;
}

describe("telemetry with a twin flying along", () => {
  const times = [0, 10, 12, 900, 1800, 2400, 4000];

  it("carries what a run of the twin reads at the same instants, what was commanded included", async () => {
    const run = new TwinRun(buildTwin(twin), { startS: -flight.settleS, actions: flight.actions });
    const told = await expectedOf(sourceOf(times));
    // Two seconds after the last there is nothing new to say.
    expect(told.map(([timeS]) => timeS)).toEqual([0, 10, 900, 1800, 2400, 4000]);
    for (const [timeS, pressurePa] of told) {
      run.advance(timeS);
      expect(Math.abs(pressurePa - run.value("external/pump.inlet/pressure"))).toBeLessThan(CLOSE_PA);
    }
    expect(told.at(-1)![1]).toBeLessThan(told[0]![1] - 10 * CLOSE_PA);
  });

  it("says the same up to an instant whatever comes after it, and nothing for what arrives late", async () => {
    const whole = await expectedOf(sourceOf(times));
    expect(await expectedOf(sourceOf(times.slice(0, 4)))).toEqual(whole.slice(0, 3));
    expect(await expectedOf(sourceOf(times, [500, 3000]))).toEqual(whole);
  });

  it("leaves loops alone whose inventory sensor the twin does not have", () => {
    const other = { ...loop, inventoryChannel: "P-else" };
    const readings = new ExpectedReadings(buildTwin(twin), [loop, other], flight);
    const [known, unknown] = loopsWithTwin([loop, other], readings);
    expect(unknown).toBe(other);
    expect(known!.explainedBy.at(-1)).toEqual({
      channel: "P-ext-1 expected",
      unit: loop.inventoryUnit,
      quantity: "expected",
    });
    expect(known!.learningS).toBeLessThan(loop.learningS);
  });
});
