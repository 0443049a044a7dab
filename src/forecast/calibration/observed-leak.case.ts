import type { TwinRun } from "../../twin/index.ts";
import { telemetryOfRun } from "../../twin/sensors/run-telemetry.case.ts";
import type { LoopDescription, TwinDescription } from "../../vehicle/index.ts";
import type { LeakFinding } from "../../watch/finding.ts";
import { watchSource } from "../../watch/index.ts";
import { type KnownLeak, leakAfter, leakFromFinding } from "../thermal/index.ts";

/**
 * Runs a ship until time 0, reads its loop's sensors with their noise, code steps and gaps on the way, and has the watch look at nothing
 * else. What the watch knows of a leak at time 0; undefined where it has confirmed none.
 */
export async function observeUntilNow(
  run: TwinRun,
  loop: LoopDescription,
  description: TwinDescription,
  seed: number,
): Promise<KnownLeak | undefined> {
  const { sensors } = description.loops.find(({ id }) => id === loop.id)!;
  const epochS = description.orbit!.epochS;
  const source = telemetryOfRun("second ship", run, { sensors, seed, epochS, untilS: 0 });
  let last: LeakFinding | null = null;
  for await (const { findings } of watchSource(source, [loop])) last = findings.reduce(leakAfter, last);
  return last === null ? undefined : leakFromFinding(last, epochS, loop);
}
