// Samples a second of the whole watch (read, frame, compensate, test) on one core, and its memory, on a made-up recording.
//
//   npx jiti bench/generate-telemetry.ts /tmp/made-up.csv 100000000
//   npm run build && npx jiti bench/watch-throughput.ts /tmp/made-up.csv
//
// It runs the compiled library, as the command does.
import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import type * as Telemetry from "../src/telemetry/index.ts";
import type * as Vehicle from "../src/vehicle/index.ts";
import type * as Watch from "../src/watch/index.ts";

const dist = join(import.meta.dirname, "..", "dist");
const { openSource } = (await import(join(dist, "telemetry/index.js"))) as typeof Telemetry;
const { readVehicle } = (await import(join(dist, "vehicle/index.js"))) as typeof Vehicle;
const { watchSource } = (await import(join(dist, "watch/index.js"))) as typeof Watch;

const [path] = process.argv.slice(2);
if (path === undefined) throw new Error("usage: watch-throughput.ts FILE");
const file = join(import.meta.dirname, "throughput-vehicle.yaml");
const outcome = readVehicle(readFileSync(file, "utf8"), "throughput-vehicle.yaml");
if (!outcome.ok) throw new Error(outcome.problems.join("\n"));

let samples = 0;
let frames = 0;
let leaks = 0;
const startedMs = performance.now();
const outputs = watchSource(await openSource(path), outcome.vehicle.loops, {
  onCounts: (counts) => {
    samples = counts.samples;
  },
});
for await (const { findings } of outputs) {
  frames++;
  for (const finding of findings) if (finding.type === "leak") leaks++;
}
const wallS = (performance.now() - startedMs) / 1000;
const { user, system } = process.cpuUsage();
const cpuS = (user + system) / 1e6;
console.log(`machine            ${cpus()[0]?.model.trim()}, Node ${process.versions.node}`);
console.log(
  `samples            ${samples.toLocaleString("en-US")} in ${frames.toLocaleString("en-US")} frames`,
);
console.log(
  `per second         ${Math.round(samples / wallS).toLocaleString("en-US")} (wall, ${wallS.toFixed(1)} s)`,
);
console.log(
  `per cpu second     ${Math.round(samples / cpuS).toLocaleString("en-US")} (${cpuS.toFixed(1)} s)`,
);
console.log(`per loop and frame ${((1e6 * cpuS) / frames).toFixed(1)} us, reading included`);
console.log(`peak memory        ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
console.log(`leak findings      ${leaks} (there is no leak in it)`);
