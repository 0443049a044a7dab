// What the watch of one loop costs a frame, on the benchmark's made-up loops: processor time of the step alone, frames made beforehand.
//
//   npx jiti bench/watch-cost.ts [frames]
//
// The last column is a projection: 10,000 loops with a frame a second each, over what one core does in a second.
import { cpus } from "node:os";
import { benchVehicle, shippedWatch } from "../src/leakbench/index.ts";
import { header, round, row } from "../src/leakbench/report/wording.ts";
import { createWorld } from "../src/leakbench/world/world.ts";
import { channelsOf } from "../src/watch/index.ts";

const frames = Number(process.argv[2] ?? 20_000);
const LOOPS = 10_000;

console.log(`${cpus()[0]?.model.trim()}, Node ${process.versions.node}, ${frames} frames each, synthetic\n`);
console.log(
  header(
    "loop",
    "channels",
    "frame, s",
    "us a frame and loop",
    "us a sample and loop",
    `cores for ${LOOPS} loops at 1 Hz (projected)`,
  ),
);
for (const id of ["r44", "r44-1s", "r44-level", "r44-fused", "ammonia", "cdu"]) {
  const vehicle = benchVehicle(id);
  const { loop, deliveredPeriodS } = vehicle;
  const world = createWorld(vehicle, { seed: 1 });
  const run = shippedWatch.begin(loop);
  // Learned, its hypotheses grown, its code compiled.
  const before = Math.ceil(Math.max(2 * loop.learningS, 43_200) / deliveredPeriodS);
  for (let number = 1; number <= before; number++) run.step(world.next(), number * deliveredPeriodS);
  const made = Array.from({ length: frames }, () => world.next());
  const begun = process.cpuUsage();
  for (const [i, frame] of made.entries()) run.step(frame, (before + i + 1) * deliveredPeriodS);
  const { user, system } = process.cpuUsage(begun);
  const us = (user + system) / frames;
  const channels = channelsOf(loop).length;
  console.log(
    row(id, channels, deliveredPeriodS, round(us), round(us / channels), round((us * LOOPS) / 1e6)),
  );
}
