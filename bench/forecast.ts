/**
 * How long a forecast of one ship takes, 200 members over 72 h, start of the program included: wall time, processor time, memory, and when
 * the first bands are there. Bars: 20 s and 3 s on two cores. `node scripts/build.mjs`, then `npx jiti bench/forecast.ts [runs]`.
 */
import { spawn } from "node:child_process";
import { loadavg } from "node:os";
import { fileURLToPath } from "node:url";

const runs = Number(process.argv[2] ?? 3);
const program = fileURLToPath(new URL("../dist/cli/main.js", import.meta.url));
const asked =
  "forecast soyuz-ms --for 72h --members 200 --leak element=panel-1,diameter=0.6mm..1mm,at=0h --json".split(
    " ",
  );
// The child counts its own processor time as it ends: resource usage of children is not told by Node.
const counted = `process.on("exit", () => { const u = process.resourceUsage(); process.stderr.write("USED " + (u.userCPUTime + u.systemCPUTime) / 1e6 + " " + u.maxRSS / 1024 + "\\n"); });`;

for (let run = 0; run < runs; run++) {
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  const child = spawn(process.execPath, [
    "--import",
    `data:text/javascript,${encodeURIComponent(counted)}`,
    program,
    ...asked,
  ]);
  let firstS: number | undefined;
  let told = "";
  child.stdout.on("data", () => {
    firstS ??= seconds();
  });
  child.stderr.on("data", (text) => {
    told += text;
  });
  const code = await new Promise((resolve) => child.on("close", resolve));
  if (code !== 0) throw new Error(`hoarfrost ${asked.join(" ")} ended with ${code}: ${told}`);
  const [, cpuS, mb] = /^USED (\S+) (\S+)/m.exec(told)!;
  console.log(
    `first bands ${firstS!.toFixed(1)} s, all ${seconds().toFixed(1)} s, ${Number(cpuS).toFixed(1)} CPU s, ${Number(mb).toFixed(0)} MB, load average ${loadavg()[0]!.toFixed(1)}`,
  );
}
