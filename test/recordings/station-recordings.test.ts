import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { injectLeak, openSource } from "../../src/telemetry/index.ts";
import { readVehicle } from "../../src/vehicle/index.ts";
import type { LoopDescription } from "../../src/vehicle/loop-description.ts";
import { watchSource } from "../../src/watch/index.ts";

// Oracle: the recordings themselves, in which no leak is known (so no alarm may come), and the leak put into them (so its rate
// must come back within 15 % and its onset within the larger of 30 min and a fifth of its age).

const folder = join(import.meta.dirname, "..", "..", "..", "shared", "data", "iss-telemetry");
const present = existsSync(folder);
if (!present) console.log("skipped: no station recordings at ../shared/data/iss-telemetry");
const files = present ? readdirSync(folder).filter((name) => name.endsWith("_thermal.csv.gz")) : [];

const vehicle = readVehicle(
  readFileSync(join(import.meta.dirname, "..", "..", "library/vehicles/iss.yaml"), "utf8"),
  "iss.yaml",
);
const loops: readonly LoopDescription[] = vehicle.ok ? vehicle.vehicle.loops : [];
const loopOf = (id: string) => loops.find((loop) => loop.id === id)!;

describe.skipIf(!present)("the shipped watch on the station's real recordings", () => {
  it.each(files)("raises no alarm in %s, on any loop", async (file) => {
    const alarms: string[] = [];
    const judged = new Set<string>();
    for await (const { findings, point, loopIndex } of watchSource(
      await openSource(join(folder, file)),
      loops,
    )) {
      if (!Number.isNaN(point.statisticNat)) judged.add(loops[loopIndex]!.id);
      for (const finding of findings)
        if (finding.type === "leak") alarms.push(`${finding.loop} ${finding.time}`);
    }
    expect(alarms).toEqual([]);
    expect([...judged].sort().slice(0, 2)).toEqual(["ETCS-A", "ETCS-B"]);
  });

  it("sees every loop of the recording that carries all eight", async () => {
    const file = files.find((name) => name.startsWith("2018-10-12"))!;
    const judged = new Set<number>();
    for await (const { point, loopIndex } of watchSource(await openSource(join(folder, file)), loops))
      if (!Number.isNaN(point.statisticNat)) judged.add(loopIndex);
    expect(judged.size).toBe(8);
  });

  it.each([
    ["ETCS-A", "2022-05-20", 0.2 * 1810, 0.2],
    ["LAB-LTL", "2018-10-12", 20, 0.2],
    ["NODE3-LTL", "2018-10-12", 5, 0.05],
  ])("finds a leak put into %s of %s and sizes it", async (id, day, ratePerDay, fraction) => {
    const loop = loopOf(id);
    const source = await openSource(join(folder, files.find((name) => name.startsWith(day))!));
    const startS = Date.parse(`${day}T${day.startsWith("2022") ? "14" : "05"}:00:00Z`) / 1000;
    const onsetS = startS + 5 * 3600;
    const leaking = injectLeak(source, {
      channel: loop.inventoryChannel,
      ratePerDay,
      onsetS,
      shape: "sudden",
      codeStep: loop.noise.step,
    });
    let confirmedS = Number.NaN;
    let last = { rate: Number.NaN, onsetS: Number.NaN, timeS: Number.NaN };
    for await (const { findings } of watchSource(leaking, [loop]))
      for (const finding of findings) {
        if (finding.type !== "leak" || finding.phase !== "confirmed") continue;
        if (Number.isNaN(confirmedS)) confirmedS = finding.timeS;
        last = {
          rate: finding.rateFractionPerDay!.median,
          onsetS: finding.onset.medianS,
          timeS: finding.timeS,
        };
      }
    expect(confirmedS).toBeGreaterThan(onsetS);
    expect(confirmedS).toBeLessThan(onsetS + 3 * 3600);
    expect(Math.abs(last.rate / fraction - 1)).toBeLessThan(0.15);
    expect(Math.abs(last.onsetS - onsetS)).toBeLessThan(Math.max(1800, 0.2 * (last.timeS - onsetS)));
  });
});
