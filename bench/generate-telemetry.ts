// Writes LABELLED SYNTHETIC telemetry, a long CSV, for measuring speed and memory. It is made to look like the real feed in
// what costs time (reports by exception at about 1 Hz, codes, orbit ripple, losses of signal), not to test a detector.
//
//   npx jiti bench/generate-telemetry.ts OUT.csv [samples = 100000000] [--unix]
import { closeSync, openSync, writeSync } from "node:fs";

const LOOPS = 8;
const ORBIT_S = 5568;
const START_S = Date.UTC(2024, 0, 1) / 1000;
const LOSS_EVERY_S = 2700;
const LOSS_S = 20;
const LONG_LOSS_EVERY_S = 40_000;
const LONG_LOSS_S = 600;
const BUFFER_BYTES = 1 << 20;

const [path, samplesText = "100000000", ...flags] = process.argv.slice(2);
if (path === undefined) throw new Error("usage: generate-telemetry.ts OUT.csv [samples] [--unix]");
const samples = Number(samplesText);
const unix = flags.includes("--unix");

interface Channel {
  readonly name: string;
  readonly step: number;
  readonly mean: number;
  readonly ripple: number;
  readonly noise: number;
  readonly phase: number;
  code: number;
}

const channels: Channel[] = Array.from({ length: LOOPS }, (_, loop) => [
  { name: `SYN${loop}-PRESSURE`, step: 2.1125488, mean: 2300 + 20 * loop, ripple: 25, noise: 2.2 },
  { name: `SYN${loop}-TEMPERATURE`, step: 0.0625715, mean: 4 + loop, ripple: 0.3, noise: 0.05 },
  { name: `SYN${loop}-FLOW`, step: 18.2851562, mean: 4360, ripple: 1, noise: 12 },
])
  .flat()
  .map((channel, index) => ({ ...channel, phase: (index * 2.399) % (2 * Math.PI), code: Number.NaN }));

// Xorshift (Marsaglia, 2003), two draws summed: a rough bell is enough here.
let state = 0x9e3779b9;
function noise(): number {
  let sum = 0;
  for (let i = 0; i < 3; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    sum += (state >>> 0) / 2 ** 32 - 0.5;
  }
  return sum * 2;
}

const file = openSync(path, "w");
const buffer = Buffer.allocUnsafe(BUFFER_BYTES + 4096);
let used = buffer.write(
  "# synthetic: made by bench/generate-telemetry.ts to measure speed\ntime,channel,value\n",
  0,
  "latin1",
);
let written = 0;
for (let second = 0; written < samples; second++) {
  if (second % LOSS_EVERY_S < LOSS_S || second % LONG_LOSS_EVERY_S < LONG_LOSS_S) continue;
  const timeS = START_S + second;
  const iso = unix ? "" : new Date(timeS * 1000).toISOString().slice(0, 20);
  const angle = (2 * Math.PI * (second % ORBIT_S)) / ORBIT_S;
  for (const [index, channel] of channels.entries()) {
    const wave = channel.mean + channel.ripple * Math.sin(angle + channel.phase) + channel.noise * noise();
    const code = Math.round(wave / channel.step);
    if (code === channel.code) continue;
    channel.code = code;
    const millis = String(index * 40).padStart(3, "0");
    const time = unix ? `${timeS}.${millis}` : `${iso}${millis}Z`;
    used += buffer.write(
      `${time},${channel.name},${(code * channel.step).toPrecision(15)}\n`,
      used,
      "latin1",
    );
    if (++written === samples) break;
  }
  if (used >= BUFFER_BYTES) {
    writeSync(file, buffer, 0, used);
    used = 0;
  }
}
writeSync(file, buffer, 0, used);
closeSync(file);
console.log(`${written} synthetic samples in ${path}`);
