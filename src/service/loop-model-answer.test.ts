import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { openCase } from "../incident/index.ts";
import { loopModelSchema } from "./contract.ts";
import { loopModelAnswer, type ModelledLeak } from "./loop-model-answer.ts";
import { madeUpRun } from "./made-up-run.case.ts";
import { serve } from "./service.case.ts";

// Oracles: what enters a junction leaves it; an orifice to vacuum, Cd A sqrt(2 rho p); what is not left has leaked. Tolerances: a thousandth
// of the pump's flow; 6 % of the orifice's flow, because the density is a round figure; temperatures between those of
// a radiator in shadow and of the plates.
const progress = openCase(
  fileURLToPath(new URL("../../library/incidents/2023-02-11-progress-ms-21.yaml", import.meta.url)),
);
const hardware = progress.hardware.get("ms21/external")!;
const hole: ModelledLeak = {
  element: "panel-1",
  holeDiameterM: 0.9e-3,
  dischargeCoefficient: 0.62,
  ageS: 120,
};
const modelled = (leak: ModelledLeak | null, shut: readonly string[] = []) =>
  loopModelSchema.parse(loopModelAnswer({ kind: "model", hardware, leak, shut }));

describe("what a loop comes to when nothing disturbs it", () => {
  test("is as much flow into its junctions as out of them, at temperatures a loop can have", () => {
    const { flowKgPerS: flow, temperatureK, problem, ...rest } = modelled(null);
    expect(problem).toBeNull();
    expect(flow.pump!).toBeGreaterThan(0);
    expect(Math.abs(flow["bypass-port"]! + flow["panel-1"]! - flow.pump!)).toBeLessThan(1e-3 * flow.pump!);
    expect(Math.abs(flow["pump-2"]!)).toBeLessThan(1e-6);
    for (const kelvin of Object.values(temperatureK)) {
      expect(kelvin).toBeGreaterThan(200);
      expect(kelvin).toBeLessThan(330);
    }
    expect(rest).toMatchObject({ phase: "liquid", liquidPart: 1, leakKgPerS: 0, leak: null, shut: null });
  });

  test("is not answered of a loop whose hardware no file describes", async () => {
    const { get } = await serve([{ ...madeUpRun({ frames: 20 }), loops: progress.loops }]);
    const { status, body } = await get(
      `/api/v1/runs/made-up/loops/${encodeURIComponent("ms21/external")}/model`,
    );
    expect(status).toBe(404);
    expect(body.detail).toContain("watch-only");
  });
});

describe("what a loop comes to under a leak", () => {
  test("leaks what an orifice passes while the cushion drives it, and is liquid until the accumulator is empty", () => {
    const { leakKgPerS, pressurePa, phase, accumulatorPart, flowKgPerS } = modelled(hole);
    const area = (Math.PI / 4) * hole.holeDiameterM ** 2;
    // Isooctane, which the library takes LZ-TK-2 for, is 710 kg/m3 at the 271 K of the outlet (NIST).
    const orifice = hole.dischargeCoefficient * area * Math.sqrt(2 * 710 * pressurePa["panel-1.outlet"]!);
    expect(leakKgPerS / orifice).toBeGreaterThan(0.94);
    expect(leakKgPerS / orifice).toBeLessThan(1.06);
    expect(phase).toBe("liquid");
    expect(accumulatorPart!).toBeLessThan(modelled(null).accumulatorPart!);
    expect(flowKgPerS.pump! / modelled(null).flowKgPerS.pump!).toBeGreaterThan(0.9);
  });

  test("boils once the accumulator is empty, and stands still; the longer it leaks the less is liquid", () => {
    const undisturbed = modelled(null);
    const course = [1800, 7200, 21_600].map((ageS) => modelled({ ...hole, ageS }));
    for (const each of course) {
      expect(each.phase).toBe("part vapour");
      expect(Math.abs(each.flowKgPerS.pump! / undisturbed.flowKgPerS.pump!)).toBeLessThan(0.02);
      expect(each.accumulatorPart).toBeCloseTo(0, 6);
    }
    const parts = course.map(({ liquidPart }) => liquidPart);
    expect(parts).toEqual([...parts].sort((a, b) => b - a));
    expect(course[2]!.leftKg).toBeLessThan(course[1]!.leftKg);
    expect(modelled({ ...hole, ageS: 48 * 3600 }).phase).toBe("vapour");
  });

  test("with valves shut lets less through, or as much where the hole is fed from both sides", () => {
    const shut = modelled(hole, ["regulator"]);
    expect(shut.shut!.valves).toEqual(["regulator"]);
    expect(shut.shut!.lostKg.shut).toBeLessThanOrEqual(shut.shut!.lostKg.open * 1.02);
    expect(Math.abs(shut.flowKgPerS["panel-1"]!)).toBeLessThan(
      0.1 * Math.abs(modelled(null).flowKgPerS.pump!),
    );
    // The same instant asked again without it is not touched by what was tried.
    expect(modelled(hole).leakKgPerS).toBeCloseTo(modelled(hole).leakKgPerS, 12);
    expect(modelled(hole).shut).toBeNull();
  });
});
