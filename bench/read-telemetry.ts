// Samples per second and peak memory of reading a file, and of reading it into frames.
//
//   npx jiti bench/read-telemetry.ts FILE [--frames]
import { FrameBuilder, openSource } from "../src/telemetry/index.ts";

const [path, ...flags] = process.argv.slice(2);
if (path === undefined) throw new Error("usage: read-telemetry.ts FILE [--frames]");
const loops = Array.from({ length: 8 }, (_, loop) => ({
  channels: ["PRESSURE", "TEMPERATURE", "FLOW"].map((quantity) => `SYN${loop}-${quantity}`),
  framePeriodS: 60,
  silenceS: 12,
}));
const source = await openSource(path);
let frames = 0;
let checksum = 0;
const builder = new FrameBuilder(source.channels, loops, {
  onFrame: (_, frame) => {
    frames++;
    checksum += frame.coverage[0]!;
  },
});
let samples = 0;
const started = performance.now();
const startedUse = process.cpuUsage();
for await (const event of source.events()) {
  if (event.kind === "samples") samples += event.batch.count;
  if (flags.includes("--frames")) builder.push(event);
}
builder.finish();
const seconds = (performance.now() - started) / 1000;
const used = process.cpuUsage(startedUse);
const processorSeconds = (used.user + used.system) / 1e6;
console.log(
  `${samples} samples in ${seconds.toFixed(2)} s: ${Math.round(samples / seconds)} samples/s (${Math.round(samples / processorSeconds)} per processor second), ` +
    `${frames} frames (coverage sum ${checksum.toFixed(1)}), peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB`,
);
