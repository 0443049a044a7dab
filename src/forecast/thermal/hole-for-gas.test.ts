// Oracles: the coolant that left, by the twin's own account of masses, against the gas that grew (within 3 %: the coolant's density follows
// its temperature); and Boyle's law, by which the same part of the gas gained a second is the same fall of pressure (within 5 %).
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { openVehicle } from "../../campaign/vehicle/start-members.ts";
import type { ScenarioAction } from "../../twin/index.ts";
import { gasAccumulator, gasVolumeM3, withHoleForGas } from "./hole-for-gas.ts";

const vehicleText = readFileSync(new URL("../../../library/vehicles/soyuz-ms.yaml", import.meta.url), "utf8");
const ACCUMULATOR = "external/compensator";
const leak = {
  kind: "leak",
  atS: -60,
  element: "external.panel-2",
  diameterM: 0.8e-3,
  dischargeCoefficient: 0.62,
} as const satisfies ScenarioAction;
const { description, start } = openVehicle({
  vehicleText,
  fileName: "soyuz-ms.yaml",
  choice: {},
  actions: [leak],
  drawn: [{ path: "loops.external.elements.compensator.gas-volume" }],
  settleS: 7200,
  accuracy: "draft",
  timesS: [0],
  quantities: [],
});

describe("the gas of an accumulator", () => {
  test("is found in the loop that leaks", () => {
    expect(gasAccumulator(description, "external.panel-1")).toBe(ACCUMULATOR);
    expect(gasAccumulator(description, "nowhere.panel-1")).toBeNull();
  });

  test("grows by the coolant that leaves", () => {
    const run = start([4e-3]);
    const [before, leakedKg] = [gasVolumeM3(run, ACCUMULATOR), run.value("external/leaked")];
    run.advance(180);
    const grownM3 = gasVolumeM3(run, ACCUMULATOR) - before;
    const leftM3 = (run.value("external/leaked") - leakedKg) / 703; // at about 6 degC
    expect(Math.abs(grownM3 / leftM3 - 1)).toBeLessThan(0.03);
  });
});

describe("a hole that goes with the gas", () => {
  test("lets the pressure fall alike whatever the gas, while the same hole does not", () => {
    const falls = (amended: boolean) =>
      [2.5e-3, 5.5e-3].map((volumeM3) => {
        let atOnsetPa = 0;
        const run = start([volumeM3], (action, _, seen) => {
          atOnsetPa = seen.value(`${ACCUMULATOR}/pressure`);
          const told = { action: 0, accumulator: ACCUMULATOR, gasVolumeM3: 4e-3 };
          return amended ? withHoleForGas(action, seen, told) : action;
        });
        // Flow goes with the square root of the pressure, which differs from member to member.
        return (1 - run.value(`${ACCUMULATOR}/pressure`) / atOnsetPa) / Math.sqrt(atOnsetPa);
      });
    const [small, large] = falls(true) as [number, number];
    expect(Math.abs(small / large - 1)).toBeLessThan(0.05);
    const [quick, slow] = falls(false) as [number, number];
    expect(quick / slow).toBeGreaterThan(1.5);
  });
});
