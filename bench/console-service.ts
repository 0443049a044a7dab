/**
 * A service for `bench/console.mjs`: one recording of a million frames, and one live run of fifty leaking loops that say
 * six findings a second each. Prints its address; ends when its standard input does.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { madeUpRun, madeUpScript, outputsOf } from "../src/service/made-up-run.case.ts";
import type { WatchOutput } from "../src/service/run-input.ts";
import { createService } from "../src/service/service.ts";
import type { Finding } from "../src/watch/finding.ts";

const FRAMES = 1_000_000;
const LOOPS = 50;
const PACKETS_PER_LOOP_S = 6;

const dataFolder = mkdtempSync(join(tmpdir(), "hoarfrost-bench-"));
const service = createService({ dataFolder, consoleFolder: process.argv[2] ?? "dist/console" });
const address = await service.listen();

const script = {
  ...madeUpScript,
  frames: FRAMES,
  suspectedAt: 600_000,
  confirmedAt: 600_040,
  endedAt: Number.POSITIVE_INFINITY,
  loops: madeUpScript.loops.slice(0, 1),
};
const long = madeUpRun({ ...script, id: "million", kind: "recording" });
await (await service.addRun(long)).ended;

const startS = Math.floor(Date.now() / 1000);
const live = {
  ...madeUpScript,
  id: "fifty",
  kind: "live" as const,
  startS,
  framePeriodS: 1 / PACKETS_PER_LOOP_S,
  frames: 24 * 3600 * PACKETS_PER_LOOP_S,
  suspectedAt: 0,
  confirmedAt: 1,
  endedAt: Number.POSITIVE_INFINITY,
  blind: [0, 0] as const,
  sourceLost: [0, 0] as const,
  loops: Array.from({ length: LOOPS }, (_, at) => ({
    id: `loop-${at + 1}`,
    name: "External loop",
    carrier: `Ship ${at + 1}`,
  })),
};

let told = 0;
/** The script's outputs at the pace of the clock, each with a finding: a leaking loop's estimate says itself anew. */
async function* paced(): AsyncGenerator<WatchOutput> {
  for await (const output of outputsOf(live)) {
    const waitMs = output.point.endS * 1000 - Date.now();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    const { point } = output;
    const finding: Finding = {
      schema: "hoarfrost/finding/1",
      type: "leak",
      loop: live.loops[output.loopIndex]!.id,
      time: new Date(point.endS * 1000).toISOString(),
      timeS: point.endS,
      phase: "confirmed",
      statisticNat: point.statisticNat,
      thresholdNat: point.confirmNat,
      onset: { medianS: startS, p05S: startS - 60, p95S: startS + 60 },
      rateFractionPerDay: null,
      rateKgPerS: { median: 0.0013, p05: 0.0011, p95: 0.0015 },
      holeDiameterM: null,
      inventoryKg: { median: 29, p05: 28, p95: 30 },
      timeToEmptyS: null,
      unavailable: {},
      place: [],
      odds: { "sensor drift": 2300 },
    };
    told += 1;
    yield { ...output, findings: [...output.findings.filter(({ type }) => type !== "leak"), finding] };
  }
}
void service.addRun({ ...madeUpRun(live), outputs: paced() });
console.log(address);
process.on("message", () => process.send?.({ told }));
process.on("disconnect", async () => {
  await service.close();
  rmSync(dataFolder, { recursive: true, force: true });
  process.exit(0);
});
