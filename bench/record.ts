// What the recorder takes: samples per second, latency of a sync, size on disk, and the rate of reading back.
//
//   npx jiti bench/record.ts [samples = 5000000] [folder = a temporary one]
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openRecording, Recorder } from "../src/telemetry/recording/index.ts";
import { ChannelTable, type SampleBatch } from "../src/telemetry/sample.ts";

const samples = Number(process.argv[2] ?? 5_000_000);
const folder = process.argv[3] ?? (await mkdtemp(join(tmpdir(), "hoarfrost-bench-")));
const BATCH = 4096;
const SYNCS = 500;

// Synthetic: 18 channels reporting in turn, values on coarse codes as those of the ISS are.
const channels = new ChannelTable();
for (let n = 0; n < 18; n++) channels.indexOf(`SYNTHETIC${String(n).padStart(3, "0")}`);
let clockS = 1_700_000_000;
function batch(count: number): SampleBatch {
  const made = {
    count,
    timeS: new Float64Array(count),
    channel: new Int32Array(count),
    value: new Float64Array(count),
    quality: new Uint8Array(count),
  };
  for (let n = 0; n < count; n++) {
    clockS += 0.05;
    made.timeS[n] = Math.round(clockS * 1000) / 1000;
    made.channel[n] = n % 18;
    made.value[n] = Math.round(800 + 10 * Math.sin(clockS / 900) + (n % 5)) * 2.110595703125;
  }
  return made;
}

const recorder = await Recorder.open(folder, { source: "synthetic", keepFreeBytes: 0 });
const started = performance.now();
let cpu = process.cpuUsage();
for (let done = 0; done < samples; done += BATCH)
  await recorder.write({ kind: "samples", batch: batch(Math.min(BATCH, samples - done)) }, channels);
await recorder.sync();
const writtenS = (performance.now() - started) / 1000;
cpu = process.cpuUsage(cpu);
console.log(
  `write: ${samples} samples in ${writtenS.toFixed(2)} s = ${Math.round(samples / writtenS)} samples/s, ` +
    `${((cpu.user + cpu.system) / 1e6).toFixed(2)} s of CPU, sealing beside it included`,
);

const latenciesMs: number[] = [];
for (let n = 0; n < SYNCS; n++) {
  await recorder.write({ kind: "samples", batch: batch(20) }, channels);
  const before = performance.now();
  await recorder.sync();
  latenciesMs.push(performance.now() - before);
}
latenciesMs.sort((a, b) => a - b);
const at = (part: number) => (latenciesMs[Math.floor(part * (SYNCS - 1))] as number).toFixed(2);
console.log(
  `sync of 20 samples, ${SYNCS} times: median ${at(0.5)} ms, 99 % ${at(0.99)} ms, worst ${at(1)} ms`,
);

await recorder.close();
const { bytes, folderBytes, samples: total } = recorder.progress;
console.log(
  `size: ${(bytes / total).toFixed(1)} bytes a sample plain, ${(folderBytes / total).toFixed(2)} sealed`,
);

const readFrom = performance.now();
let readCpu = process.cpuUsage();
let read = 0;
for await (const event of (await openRecording(folder)).events())
  if (event.kind === "samples") read += event.batch.count;
const readS = (performance.now() - readFrom) / 1000;
readCpu = process.cpuUsage(readCpu);
console.log(
  `read: ${read} samples in ${readS.toFixed(2)} s = ${Math.round(read / readS)} samples/s, ` +
    `${((readCpu.user + readCpu.system) / 1e6).toFixed(2)} s of CPU, checksums verified`,
);
console.log(`peak memory: ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB`);
if (read !== total) throw new Error(`${read} samples read of ${total} written`);
await rm(folder, { recursive: true, force: true });
