/**
 * What compensation by the twin is worth: ships that are not built as the twin thinks, whose loads are shed and restored and which turn,
 * all of it commanded and so known to the twin; the same telemetry is watched with what the data teach alone, and with the twin beside it.
 * `npx jiti bench/twin-compensation.ts SHIPS SEED`. All of it is SYNTHETIC.
 */
import { readFileSync } from "node:fs";
import { describe, secondShip } from "../src/forecast/calibration/second-ship.case.ts";
import { type RandomStream, randomStream } from "../src/stats/index.ts";
import type { SampleBatch, SourceEvent, TelemetrySource } from "../src/telemetry/sample.ts";
import { ExpectedReadings, loopsWithTwin, sourceWithTwin } from "../src/twin/expected/index.ts";
import { buildTwin, type ScenarioAction, TwinRun } from "../src/twin/index.ts";
import { telemetryOfRun } from "../src/twin/sensors/run-telemetry.case.ts";
import { type LoopDescription, readVehicle } from "../src/vehicle/index.ts";
import { watchSource } from "../src/watch/index.ts";

const [ships, seed] = process.argv.slice(2, 4).map(Number) as [number, number];
if (!(ships > 0 && seed >= 0)) throw new Error("write: twin-compensation.ts SHIPS SEED");

const HOUR_S = 3600;
const LENGTH_S = 10 * HOUR_S;
const SETTLE_S = 12 * HOUR_S;
const LEAK_AT_S = 6 * HOUR_S;
/** Holes of so many millimetres; 0: none. */
const HOLES_MM = [0, 0.1, 0.3];
const WAYS = ["learned", "twin"] as const;

const text = readFileSync(new URL("../library/vehicles/soyuz-ms.yaml", import.meta.url), "utf8");
const outcome = readVehicle(text, "soyuz-ms.yaml");
if (!outcome.ok) throw new Error(outcome.problems.join("\n"));
const loop = outcome.vehicle.loops.find(({ id }) => id === "external")!;

/** Loads shed for one to three hours, and a turn by half a circle: what a day in flight has. */
function commanded(random: RandomStream): ScenarioAction[] {
  const shedS = (3.3 + 3 * random.uniform()) * HOUR_S;
  const turnS = (3.3 + 6 * random.uniform()) * HOUR_S;
  const yawed: ScenarioAction = {
    kind: "attitude",
    atS: turnS,
    attitude: { mode: "local-vertical", yawRad: Math.PI, pitchRad: 0, rollRad: 0 },
  };
  return [
    { kind: "load", atS: shedS, load: "all", to: "shed" },
    { kind: "load", atS: shedS + (1 + 2 * random.uniform()) * HOUR_S, load: "all", to: "nominal" },
    yawed,
  ];
}

async function telemetry(number: number, holeMm: number, actions: readonly ScenarioAction[]) {
  const random = randomStream(0).named(`twin compensation, seed ${seed}`).named(number);
  const ship = secondShip(text, -0.3, random.named("ship"));
  const epochS = ship.description.orbit!.epochS;
  const leak = { ...ship.leak, atS: LEAK_AT_S, diameterM: holeMm / 1000 };
  const run = new TwinRun(buildTwin(ship.description, ship.choice), {
    accuracy: "draft",
    startS: -SETTLE_S,
    actions: holeMm > 0 ? [...actions, leak] : [...actions],
  });
  run.advance(0);
  const { sensors } = ship.description.loops.find(({ id }) => id === loop.id)!;
  const told = telemetryOfRun("second ship", run, { sensors, seed: number, epochS, untilS: LENGTH_S });
  const kept: SourceEvent[] = [];
  for await (const event of told.events())
    kept.push(event.kind === "samples" ? { kind: "samples", batch: copied(event.batch) } : event);
  const source = (): TelemetrySource => ({
    ...told,
    async *events() {
      yield* kept;
    },
  });
  return { source, epochS };
}

function copied({ count, timeS, channel, value, quality }: SampleBatch): SampleBatch {
  return {
    count,
    timeS: timeS.slice(0, count),
    channel: channel.slice(0, count),
    value: value.slice(0, count),
    quality: quality.slice(0, count),
  };
}

async function confirmedS(source: TelemetrySource, loops: readonly LoopDescription[], epochS: number) {
  for await (const { findings } of watchSource(source, loops))
    for (const finding of findings)
      if (finding.type === "leak" && finding.phase === "confirmed") return finding.timeS - epochS;
  return Number.POSITIVE_INFINITY;
}

const rows = HOLES_MM.map((holeMm) => ({
  holeMm,
  of: Object.fromEntries(
    WAYS.map((way) => [way, { false: 0, delaysS: [] as number[], missed: 0, seconds: 0 }]),
  ),
}));
for (let number = 0; number < ships; number++) {
  const actions = commanded(randomStream(0).named(`commands, seed ${seed}`).named(number));
  for (const row of rows) {
    const { source, epochS } = await telemetry(number, row.holeMm, actions);
    for (const way of WAYS) {
      const begun = process.cpuUsage().user;
      const readings = new ExpectedReadings(buildTwin(describe(text), { "orbit.beta": -0.3 }), [loop], {
        actions,
        settleS: SETTLE_S,
      });
      const atS =
        way === "twin"
          ? await confirmedS(sourceWithTwin(source(), readings), loopsWithTwin([loop], readings), epochS)
          : await confirmedS(source(), [loop], epochS);
      const told = row.of[way]!;
      told.seconds += (process.cpuUsage().user - begun) / 1e6;
      if (atS < (row.holeMm > 0 ? LEAK_AT_S : Number.POSITIVE_INFINITY)) told.false++;
      else if (row.holeMm > 0 && atS <= LENGTH_S) told.delaysS.push(atS - LEAK_AT_S);
      else told.missed++;
    }
  }
  process.stderr.write(`\r${number + 1} of ${ships}`);
}
process.stderr.write("\n");
console.log(
  "| hole | way | alarms before any leak | found | median delay | CPU s a watch of 10 h |\n|---|---|---|---|---|---|",
);
for (const { holeMm, of } of rows)
  for (const way of WAYS) {
    const { false: early, delaysS, seconds } = of[way]!;
    const sorted = delaysS.toSorted((a, b) => a - b);
    const median = sorted.length === 0 ? "" : `${(sorted[sorted.length >> 1]! / 60).toFixed(1)} min`;
    const found = holeMm > 0 ? `${delaysS.length} of ${ships}` : "";
    console.log(
      `| ${holeMm > 0 ? `${holeMm} mm` : "none"} | ${way} | ${early} of ${ships} | ${found} | ${median} | ${(seconds / ships).toFixed(1)} |`,
    );
  }
