import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { scoreNppad } from "./nppad.ts";
import { scoreRows } from "./row-score.ts";
import { scoreSkab } from "./skab.ts";

const shared = join(import.meta.dirname, "..", "..", "..", "..", "shared", "data");
const skab = join(shared, "skab");
const nppad = join(shared, "nppad-loca");
for (const folder of [skab, nppad]) {
  if (!existsSync(folder)) process.stderr.write(`skipped: no data at ${folder}\n`);
}

describe("the score of rows", () => {
  it("of flagging everything is F1 = 2 p / (1 + p), with every normal row a false alarm", () => {
    const truth = Array.from({ length: 1000 }, (_, i) => i < 537);
    const score = scoreRows(
      truth,
      truth.map(() => true),
    );
    expect(score.f1).toBeCloseTo((2 * 0.537) / 1.537, 9);
    expect(score.falseAlarmRate).toBe(1);
    expect(score.missedRate).toBe(0);
  });
});

describe.skipIf(!existsSync(skab))("SKAB", () => {
  const files = scoreSkab(skab);
  it("scores the leak files apart, with the baselines that look at no sensor beside the watch", () => {
    expect(files.filter(({ kind }) => kind === "leak").length).toBeGreaterThan(0);
    for (const { scores, rows } of files) {
      expect(rows).toBeGreaterThan(300);
      expect(Object.keys(scores)).toEqual(
        expect.arrayContaining([
          "watch",
          "limit on flow",
          "all rows",
          "position learned elsewhere",
          "random 0.5 %",
          "never",
        ]),
      );
      expect(scores["all rows"]!.missedRate).toBe(0);
      expect(scores.never!.falseAlarmRate).toBe(0);
    }
  });
});

describe.skipIf(!existsSync(nppad))("NPPAD", () => {
  it("has its breaks flow at a rate that grows with their severity, and finds those of 1 to 20 %", () => {
    const runs = scoreNppad(nppad);
    const breaks = runs.filter(({ run }) => run.startsWith("LOCA/"));
    for (let i = 1; i < breaks.length; i++) {
      expect(breaks[i]!.peakLeakTPerH).toBeGreaterThan(breaks[i - 1]!.peakLeakTPerH);
    }
    for (const { watchAfterS } of breaks.slice(0, 3)) expect(watchAfterS).toBeGreaterThan(0);
    for (const { run, peakLeakTPerH, leaks } of runs)
      if (!leaks) expect([run, peakLeakTPerH]).toEqual([run, 0]);
  });
});
