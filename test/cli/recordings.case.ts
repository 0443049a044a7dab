import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { afterAll } from "vitest";
import { root } from "./hoarfrost.case.ts";

/** A folder that is gone after the tests of a file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "hoarfrost-cli-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function bellFrom(seed: number): () => number {
  const random = xoroshiro128plus(seed);
  const uniform = () => (random.next() >>> 0) / 2 ** 32;
  return () => 2 * (uniform() + uniform() + uniform() - 1.5);
}

const START_S = Date.parse("2026-01-05T00:00:00Z") / 1000;
const iso = (timeS: number) => new Date(timeS * 1000).toISOString();

/** SYNTHETIC: two external loops of the station with an orbital ripple, one report of each channel every 10 s. */
export function stationRecording(hours: number): string {
  const bell = bellFrom(7);
  const step = 2.1125488;
  const rows = ["# SYNTHETIC: made by a test", "time,channel,value"];
  for (let second = 0; second < hours * 3600; second += 10) {
    const angle = (2 * Math.PI * second) / (92.8 * 60);
    const time = iso(START_S + second);
    for (const [loop, phase] of [
      ["S1", 0],
      ["P1", 2],
    ] as const) {
      const pressure = step * Math.round((1800 + 27 * Math.sin(angle + phase) + 0.8 * bell()) / step);
      rows.push(`${time},${loop}000002,${pressure.toFixed(6)}`);
      rows.push(`${time},${loop}000003,${(3.9 + 0.3 * Math.sin(angle + phase + 0.5)).toFixed(3)}`);
      rows.push(`${time},${loop}000001,${loop === "S1" ? 4200 : 4150}`);
    }
  }
  return `${rows.join("\n")}\n`;
}

/** SYNTHETIC: the bench loop of `examples/my-loop.yaml` at one sample a channel every 5 s; loses 4 % an hour from `leakFromS` on. */
export function benchRecording(hours: number, leakFromS = Number.POSITIVE_INFINITY): string {
  const bell = bellFrom(11);
  const rows = ["time,tank-level,tank-temperature"];
  for (let second = 0; second < hours * 3600; second += 5) {
    const lost = (4 * Math.max(0, second - leakFromS)) / 3600;
    const level = 0.1 * Math.round((70 - lost + 0.2 * bell()) / 0.1);
    rows.push(`${START_S + second},${level.toFixed(1)},${(21 + 0.05 * bell()).toFixed(2)}`);
  }
  return `${rows.join("\n")}\n`;
}

/** Writes the inputs that examples in help texts and documents speak of. */
export function writeExampleInputs(folder: string): void {
  cpSync(join(root, "examples"), join(folder, "examples"), { recursive: true });
  const station = stationRecording(8);
  writeFileSync(join(folder, "run.csv"), station);
  writeFileSync(join(folder, "run.csv.gz"), gzipSync(station));
  writeFileSync(join(folder, "bench.csv"), benchRecording(2.5, 5400));
}
