import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { openCase } from "../incident/index.ts";
import { nominalAnswerSchema } from "./contract.ts";
import { madeUpRun } from "./made-up-run.case.ts";
import { nominalAnswer } from "./nominal-answer.ts";
import { serve } from "./service.case.ts";

// Oracle: what enters a junction leaves it. Tolerance: a thousandth of the pump's flow; temperatures between those of a radiator in shadow
// and of the plates.
const progress = openCase(
  fileURLToPath(new URL("../../library/incidents/2023-02-11-progress-ms-21.yaml", import.meta.url)),
);
const hardware = progress.hardware.get("ms21/external")!;

describe("what a loop comes to when nothing disturbs it", () => {
  test("is as much flow into its junctions as out of them, at temperatures a loop can have", () => {
    const {
      flowKgPerS: flow,
      temperatureK,
      problem,
    } = nominalAnswerSchema.parse(nominalAnswer({ kind: "nominal", hardware }));
    expect(problem).toBeNull();
    expect(flow.pump!).toBeGreaterThan(0);
    expect(Math.abs(flow["bypass-port"]! + flow["panel-1"]! - flow.pump!)).toBeLessThan(1e-3 * flow.pump!);
    expect(Math.abs(flow["pump-2"]!)).toBeLessThan(1e-6);
    for (const kelvin of Object.values(temperatureK)) {
      expect(kelvin).toBeGreaterThan(200);
      expect(kelvin).toBeLessThan(330);
    }
  });

  test("is not answered of a loop whose hardware no file describes", async () => {
    const { get } = await serve([{ ...madeUpRun({ frames: 20 }), loops: progress.loops }]);
    const { status, body } = await get(
      `/api/v1/runs/made-up/loops/${encodeURIComponent("ms21/external")}/nominal`,
    );
    expect(status).toBe(404);
    expect(body.detail).toContain("watch-only");
  });
});
