// The table of docs/forecast.md is what the shipped files give; and its verdicts follow from its figures: read back as numbers here.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ms22 } from "./crew-return/returns.case.ts";
import { dockedRows, REPLAY_BEGINS, REPLAY_ENDS, replaySection, returnRows } from "./ms-22-replay.case.ts";

const page = readFileSync(new URL("../../docs/forecast.md", import.meta.url), "utf8");
const written = page
  .slice(page.indexOf(REPLAY_BEGINS) + REPLAY_BEGINS.length, page.indexOf(REPLAY_ENDS))
  .trim();
const home = returnRows();
const rows = [...dockedRows(), ...home];

describe("the replay of Soyuz MS-22", () => {
  test("stands in the documentation as the forecasts give it", () => {
    expect(written).toBe(replaySection(rows));
  });

  test("calls reconciled what a band meets, and nothing else", () => {
    for (const [i, { between }] of ms22.reports!.entries()) {
      if (between === undefined) continue;
      const { forecast, reconciled } = home[i]!;
      const [p05, p95] = /\((\d+) to (\d+)\)/.exec(forecast)!.slice(1).map(Number) as [number, number];
      // Figures are rounded to whole degrees: a window less than one away decides nothing here.
      if (p95 >= between[0] + 1 && p05 <= between[1] - 1) expect(reconciled, forecast).toBe(true);
      if (p95 < between[0] - 1 || p05 > between[1] + 1) expect(reconciled, forecast).toBe(false);
    }
  });

  test("names each report that cannot be reconciled, and each milestone of the issue has a row", () => {
    const not = rows.filter(({ reconciled }) => !reconciled);
    expect(not.length).toBeGreaterThan(0);
    for (const { reported } of not) expect(written.split("Cannot be reconciled:")[1]).toContain(reported);
    const all = rows.map(({ reported }) => reported).join("; ");
    for (const said of [
      "about 40 degC in the first",
      "about 30 degC in the first",
      "about 30 degC everywhere",
      "27 degC",
      "about 40 degrees with three",
      "very humid",
      "two people",
      "humidity is the limit",
    ])
      expect(all).toContain(said);
  });
});
