/**
 * How fast the service answers, over HTTP on the loopback, and what a year of frames costs: `npx jiti bench/service.ts`.
 * The run is made up from a script; only its size matters.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { madeUpRun } from "../src/service/made-up-run.case.ts";
import { createService } from "../src/service/service.ts";
import { LoopTrace } from "../src/service/store/loop-trace.ts";
import { seriesOf } from "../src/service/store/series.ts";
import { WatchedRun } from "../src/service/watched-run.ts";
import type { TracePoint } from "../src/watch/finding.ts";

const requests = 200;

async function timed(what: string, ask: () => unknown): Promise<void> {
  for (let warm = 0; warm < 20; warm += 1) await ask();
  const timesMs: number[] = [];
  for (let count = 0; count < requests; count += 1) {
    const startMs = performance.now();
    await ask();
    timesMs.push(performance.now() - startMs);
  }
  timesMs.sort((a, b) => a - b);
  const at = (part: number) => timesMs[Math.floor(part * (requests - 1))]!.toFixed(2);
  console.log(`${what}: median ${at(0.5)} ms, p95 ${at(0.95)} ms, worst ${at(1)} ms`);
}

const load = loadavg()[0]!.toFixed(1);
console.log(
  `${cpus().length} x ${cpus()[0]?.model}, load ${load}, Node ${process.versions.node}, ${requests} requests each`,
);
const dataFolder = mkdtempSync(join(tmpdir(), "hoarfrost-bench-"));
const service = createService({ dataFolder });
const address = await service.listen();
const run = madeUpRun();
const watchStartMs = performance.now();
await (await service.addRun(run)).ended;
console.log(`watching 14 h of 10 s frames, 2 loops: ${(performance.now() - watchStartMs).toFixed(0)} ms`);
const body = async (path: string) => (await fetch(address + path)).text();
const loop = "/api/v1/runs/made-up/loops/ms21-external/series";
await timed("series, 14 h x 10 s, 2000 points", () => body(`${loop}?points=2000`));
await timed("series, 14 h x 10 s, all 5040 frames", () => body(`${loop}?points=20000`));
let step = 0;
await timed("board at a random instant", () => {
  step = (step + 3571) % 5040;
  return body(`/api/v1/runs/made-up/at?timeS=${run.startS + 10 * step}`);
});
const watched = new WatchedRun(run);
for await (const output of madeUpRun().outputs) watched.ingest(output);
const untilS = run.startS + 50_400;
await timed("the same work without HTTP and client, 2000 points", () =>
  JSON.stringify(watched.series("ms21-external", run.startS, untilS, 2000)),
);
await timed("the same work without HTTP and client, all frames", () =>
  JSON.stringify(watched.series("ms21-external", run.startS, untilS, 20_000)),
);
await service.close();
rmSync(dataFolder, { recursive: true, force: true });

const framesAYear = 3_155_760;
const traces = Array.from({ length: 8 }, () => new LoopTrace(10));
const band = { median: 1, p05: 0.5, p95: 2 };
const appendStartMs = performance.now();
for (let frame = 1; frame <= framesAYear; frame += 1) {
  const point: TracePoint = {
    endS: frame * 10,
    state: "leaking",
    coverage: 1,
    measured: Math.sin(frame / 88),
    expected: 0,
    expectedSd: 1,
    residual: 0,
    statisticNat: 0,
    suspectNat: 9,
    confirmNat: 14,
    rateFractionPerDay: band,
    rateKgPerS: band,
    holeDiameterM: band,
    inventoryKg: band,
    timeToEmptyS: band,
  };
  for (const trace of traces) trace.append(point);
}
const seconds = (performance.now() - appendStartMs) / 1000;
const megabytes = traces.reduce((sum, trace) => sum + trace.bytes, 0) / 1e6;
console.log(
  `a year of 10 s frames, 8 loops, every frame with all bands: ${megabytes.toFixed(0)} MB of columns, ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB resident, ${((8 * framesAYear) / seconds / 1e6).toFixed(2)} million frames/s`,
);
await timed("series over the whole year, 2000 points, without HTTP", () =>
  seriesOf(traces[0]!, { fromS: 0, toS: framesAYear * 10, points: 2000 }),
);
