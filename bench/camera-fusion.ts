// Time from breach to confirmed and to isolate on the MS-21 case, with and without a camera that looks at the ship.
//
//   nice npx jiti bench/camera-fusion.ts [seeds = 8]
//
// Everything is synthetic: telemetry and footage are both made from the case's reconstruction. The camera is also laid over the
// healthy ship beside, whose pressures say nothing: it must neither confirm nor isolate there.
import { type CameraBeside, watchWithCamera } from "../src/camera/fuse/index.ts";
import { type CameraFinding, renderClip, startCamera, stepCamera } from "../src/camera/index.ts";
import { namedCase } from "../src/cli/cases.ts";
import { caseFootage } from "../src/incident/case-footage.ts";
import { openCase } from "../src/incident/index.ts";
import { watchSource } from "../src/watch/index.ts";

const seeds = Number(process.argv[2] ?? 8);
const file = namedCase("2023-02-11-progress-ms-21");
/** Long enough after the breach for all that follows; the rest of the case adds nothing. */
const UNTIL_S = 900;
const delays: Record<string, number[]> = {
  alone: [],
  fused: [],
  camera: [],
  isolateAlone: [],
  isolateFused: [],
};
let [healthyFused, healthyIsolated] = [0, 0];
for (let seed = 1; seed <= seeds; seed++) {
  const opened = openCase(file, { seed });
  const { scenario, startS } = caseFootage(opened);
  const onsetS = opened.incident.reconstruction!.leak.onset.value;
  const seen: CameraFinding[] = [];
  let state = startCamera();
  for (const { frame } of renderClip(scenario, seed)) {
    const step = stepCamera(state, frame);
    state = step.state;
    seen.push(...step.findings);
  }
  const first = seen.find((finding) => finding.type === "plume" && finding.phase === "confirmed");
  if (first) delays.camera!.push(first.timeS + startS - onsetS);
  const told = new Set<string>();
  const tell = (name: string, timeS: number) => {
    if (told.has(name)) return;
    told.add(name);
    delays[name]!.push(timeS - onsetS);
  };
  for await (const { loopIndex, point, findings } of watchSource(opened.source, opened.loops)) {
    if (point.endS > onsetS + UNTIL_S) break;
    for (const finding of findings) {
      if (finding.type !== "leak" || loopIndex > 0) continue;
      if (finding.phase === "confirmed") tell("alone", finding.timeS);
      if (finding.level === "isolate") tell("isolateAlone", finding.timeS);
    }
  }
  const waiting = [...seen];
  const beside: CameraBeside = {
    startS,
    inView: new Set(opened.loops.map(({ id }) => id)),
    until: (unixS) => {
      const due = waiting.filter(({ timeS }) => timeS + startS <= unixS);
      waiting.splice(0, due.length);
      return Promise.resolve(due);
    },
  };
  for await (const output of watchWithCamera(openCase(file, { seed }).source, opened.loops, beside)) {
    const { loopIndex, point, findings, fused } = output;
    if (point.endS > onsetS + UNTIL_S) break;
    if (loopIndex > 0) {
      healthyFused += fused.length;
      healthyIsolated += findings.filter((f) => f.type === "leak" && f.level === "isolate").length;
      continue;
    }
    for (const finding of findings) {
      if (finding.type !== "leak") continue;
      // confirmed by the pressures before the camera had anything to add
      if (finding.phase === "confirmed") tell("fused", finding.timeS);
      if (finding.level === "isolate") tell("isolateFused", finding.timeS);
    }
    for (const finding of fused) if (finding.phase === "confirmed") tell("fused", finding.timeS);
  }
  console.log(
    seed,
    Object.entries(delays)
      .map(([name, list]) => `${name} ${list.at(-1)?.toFixed(1) ?? "-"} s`)
      .join(", "),
  );
}
const spread = (values: readonly number[]) => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length === 0
    ? "never"
    : `median ${sorted[sorted.length >> 1]!.toFixed(0)} s (${sorted[0]!.toFixed(0)} to ${sorted.at(-1)!.toFixed(0)}), ${sorted.length} of ${seeds}`;
};
console.log(`camera sees the plume after ${spread(delays.camera!)}`);
console.log(
  `confirmed by pressures alone after ${spread(delays.alone!)}, with the camera after ${spread(delays.fused!)}`,
);
console.log(
  `isolate by pressures alone ${spread(delays.isolateAlone!)}, with the camera after ${spread(delays.isolateFused!)}`,
);
console.log(`fused findings of the healthy ship beside: ${healthyFused}; isolated: ${healthyIsolated}`);
