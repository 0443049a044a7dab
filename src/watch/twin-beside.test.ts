import { describe, expect, it } from "vitest";
import { ChannelTable, type TelemetrySource } from "../telemetry/sample.ts";
import { ExpectedReadings, loopsWithTwin, sourceWithTwin } from "../twin/expected/index.ts";
import { buildTwin, type ScenarioAction, sensorQuantity, TwinRun } from "../twin/index.ts";
import { SensorBank, type TruthStep, telemetryEvents } from "../twin/sensors/index.ts";
import { shippedVehicle } from "../twin/shipped-twin.case.ts";
import type { LeakFinding } from "./finding.ts";
import { watchSource } from "./index.ts";

// The ship that is watched is not the twin: its cushion, its heat and its panels are 10 % off. A hole's true rate is the ship's own.

const HOUR_S = 3600;
const vehicle = shippedVehicle("soyuz-ms");
const twin = vehicle.twin!;
const loop = vehicle.loops.find(({ id }) => id === "external")!;
const epochS = twin.orbit!.epochS;
const OFF = {
  "loops.external.elements.compensator.gas-volume": 1.1 * 4e-3,
  "loops.external.elements.panel-1.absorptivity": 0.22,
  "loads.guidance.power.nominal": 115,
};
const shed: ScenarioAction = { kind: "load", atS: 4 * HOUR_S, load: "all", to: "shed" };
const leak: ScenarioAction = {
  kind: "leak",
  atS: 4.5 * HOUR_S,
  element: "external.panel-1",
  diameterM: 2e-4,
  dischargeCoefficient: 0.62,
};

function telemetryOf(actions: readonly ScenarioAction[], untilS: number): TelemetrySource {
  const run = new TwinRun(buildTwin(twin, OFF), { accuracy: "draft", startS: -6 * HOUR_S, actions });
  run.advance(0);
  const { sensors } = twin.loops.find(({ id }) => id === loop.id)!;
  const bank = new SensorBank(sensors, { seed: 3 });
  const now = (): TruthStep => ({
    timeS: epochS + run.state.timeS,
    values: sensors.map((sensor) => run.value(sensorQuantity(sensor))),
  });
  function* truth(): Generator<TruthStep, void, undefined> {
    yield now();
    while (run.state.timeS < untilS) {
      run.advance(run.state.timeS + 30);
      yield now();
    }
  }
  const channels = new ChannelTable();
  for (const channel of bank.channels) channels.indexOf(channel);
  return {
    name: "a ship unlike its twin",
    channels,
    async *events() {
      yield* telemetryEvents(bank, truth());
    },
  };
}

async function confirmed(actions: readonly ScenarioAction[], beside: boolean, untilS: number) {
  const source = telemetryOf(actions, untilS);
  const commanded = actions.filter(({ kind }) => kind !== "leak");
  const readings = new ExpectedReadings(buildTwin(twin), [loop], {
    actions: commanded,
    settleS: 6 * HOUR_S,
  });
  const outputs = beside
    ? watchSource(sourceWithTwin(source, readings), loopsWithTwin([loop], readings))
    : watchSource(source, [loop]);
  let first: LeakFinding | null = null;
  for await (const { findings } of outputs)
    for (const finding of findings)
      if (finding.type === "leak" && finding.phase === "confirmed") first ??= finding;
  return first;
}

describe("a twin beside the watch", () => {
  it("keeps loads that were shed from looking like a leak, which the data alone cannot", async () => {
    expect(await confirmed([shed], false, 7 * HOUR_S)).not.toBeNull();
    expect(await confirmed([shed], true, 7 * HOUR_S)).toBeNull();
  }, 180_000);

  it("does not keep a leak after it from being found, nor from being sized", async () => {
    const found = await confirmed([shed, leak], true, 5.5 * HOUR_S);
    expect(found!.timeS - epochS).toBeGreaterThan(4.5 * HOUR_S);
    expect(found!.timeS - epochS).toBeLessThan(4.75 * HOUR_S);
    // Torricelli with the cushion's pressure of some 90 kPa against vacuum through 0.2 mm: Cd A sqrt(2 rho p) = 0.22 g/s.
    const { p05, p95 } = found!.rateKgPerS!;
    expect(p05).toBeLessThan(0.22e-3);
    expect(p95).toBeGreaterThan(0.22e-3);
  }, 180_000);

  it("judges within half an hour where the data alone need two orbits", async () => {
    const early: ScenarioAction = { ...leak, atS: 0.75 * HOUR_S };
    expect(await confirmed([early], false, 1.5 * HOUR_S)).toBeNull();
    const found = await confirmed([early], true, 1.5 * HOUR_S);
    expect(found!.timeS - epochS).toBeGreaterThan(0.75 * HOUR_S);
  }, 180_000);
});
