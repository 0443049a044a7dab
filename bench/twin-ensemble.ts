// Members of a Soyuz ensemble over 72 h on one thread, against the bar: 1,000 on two cores in 90 s, 0.18 s of processor time each.
// Build and run:  npx tsc -p tsconfig.build.json && npx rolldown bench/twin-ensemble.ts --format esm --platform node --file dist/bench/twin-ensemble.mjs && node dist/bench/twin-ensemble.mjs
import { readFileSync } from "node:fs";
import { randomStream } from "../src/stats/index.ts";
import { buildTwin, OrbitLight, type ScenarioAction, TwinRun } from "../src/twin/index.ts";
import { readVehicle, uncertainQuantities } from "../src/vehicle/index.ts";

const MEMBERS = Number(process.argv[2] ?? 40);
const HOURS = 72;
const BAR_S = 0.18;

const outcome = readVehicle(
  readFileSync(new URL("../../library/vehicles/soyuz-ms.yaml", import.meta.url), "utf8"),
  "soyuz-ms.yaml",
);
if (!outcome.ok) throw new Error(outcome.problems.join("\n"));
const ship = outcome.vehicle.twin!;
const uncertain = uncertainQuantities(ship).filter(({ path }) => !path.startsWith("orbit."));

const scenarios: Record<string, readonly ScenarioAction[]> = {
  "docked, nominal": [],
  "0.8 mm hole at 2 h": [
    { kind: "leak", element: "panel-1", diameterM: 0.8e-3, dischargeCoefficient: 0.62, atS: 7200 },
  ],
};

/** Processor time [s] of this thread. */
function cpuS(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

for (const accuracy of ["draft", "normal"] as const)
  for (const [name, actions] of Object.entries(scenarios)) {
    let run: TwinRun | undefined;
    let light: OrbitLight | undefined;
    let build = 0;
    let steps = 0;
    let failed = 0;
    const times: number[] = [];
    for (let member = 0; member < MEMBERS; member++) {
      const start = cpuS();
      const random = randomStream(2022).named(member);
      const choice = Object.fromEntries(
        uncertain.map(({ path, low, high }) => [path, low + (high - low) * random.uniform()]),
      );
      try {
        const twin = buildTwin(ship, choice);
        light ??= new OrbitLight(
          ship.orbit!,
          {},
          ship.orbit!.attitude,
          ship.loops.flatMap(({ elements }) =>
            elements.flatMap((each) => (each.type === "radiator" ? [each.normal] : [])),
          ),
          8,
        );
        run = new TwinRun(twin, { accuracy, actions, light, ...(run === undefined ? {} : { instead: run }) });
        build += cpuS() - start;
        run.advance(HOURS * 3600);
        steps += run.state.loop.steps;
      } catch (problem) {
        failed++;
        console.log(`  member ${member}: ${(problem as Error).message}`);
      }
      times.push(cpuS() - start);
    }
    const warm = times.slice(Math.floor(times.length / 4)).sort((a, b) => a - b);
    const mean = warm.reduce((sum, each) => sum + each, 0) / warm.length;
    const memory = process.memoryUsage().rss / 2 ** 20;
    console.log(
      `${accuracy}, ${name}: ${mean.toFixed(3)} s a member (median ${warm[warm.length >> 1]!.toFixed(3)}, longest ${warm.at(-1)!.toFixed(3)}), ${(1 / mean).toFixed(1)} a second, ${(mean / BAR_S).toFixed(2)} of the bar; building ${((1000 * build) / MEMBERS).toFixed(1)} ms, ${(steps / MEMBERS).toFixed(0)} loop steps; ${failed} failed; ${memory.toFixed(0)} MB`,
    );
  }
