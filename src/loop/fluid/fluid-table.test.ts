import { describe, expect, it } from "vitest";
import { coolantIds, coolantNamed } from "../../fluids/index.ts";
import { peerLoop, SIZE_20 } from "../gunns-loop.case.ts";
import { buildLoop, coolantLaw, initialState, simulate } from "../index.ts";
import { FluidTable } from "./fluid-table.ts";

// Oracle: the laws themselves, at places between the table's points. Density and enthalpy 1e-7, logarithms 5e-3.

describe("the property table", () => {
  it.each(coolantIds)("follows the laws of %s between its points", (id) => {
    const law = coolantLaw(coolantNamed(id));
    const table = new FluidTable([law]);
    const span = law.maxTemperatureK - law.minTemperatureK;
    const scale = law.specificHeat(law.minTemperatureK) * span;
    for (let part = 0.013; part < 1; part += 0.037) {
      const t = law.minTemperatureK + part * span;
      expect(Math.abs(table.density(0, t) / law.density(t) - 1)).toBeLessThan(1e-6);
      expect(Math.abs(table.enthalpy(0, t) - law.enthalpy(t)) / scale).toBeLessThan(1e-7);
      expect(Math.abs(table.enthalpySlope(0, t) / law.specificHeat(t) - 1)).toBeLessThan(1e-4);
      expect(Math.abs(table.viscosity(0, t) / law.viscosity(t) - 1)).toBeLessThan(5e-3);
      expect(Math.abs(table.vapourPressure(0, t) / law.vapourPressure(t) - 1)).toBeLessThan(5e-3);
      expect(table.temperatureOf(0, table.enthalpy(0, t), t + 5)).toBeCloseTo(t, 8);
    }
  });

  it("goes on smoothly beyond its range: enthalpy on a line, density held", () => {
    const law = coolantLaw(coolantNamed(coolantIds[0]!));
    const table = new FluidTable([law]);
    for (const [end, side] of [
      [law.minTemperatureK, -1],
      [law.maxTemperatureK, 1],
    ] as const) {
      const slope = table.enthalpySlope(0, end);
      expect(table.enthalpySlope(0, end + side * 40)).toBeCloseTo(slope, 6);
      expect(table.enthalpy(0, end + side * 40)).toBeCloseTo(table.enthalpy(0, end) + side * 40 * slope, 2);
      expect(table.density(0, end + side * 40)).toBeCloseTo(law.density(end), 6);
    }
  });

  it.each(coolantIds)("lets a cooling loop run on %s with its books balanced", (id) => {
    const base = peerLoop(SIZE_20, false);
    const pressurePa = 1.5e6;
    const model = buildLoop({
      ...base,
      fluids: { water: coolantLaw(coolantNamed(id)) },
      nodes: base.nodes.map((node) => ({ ...node, pressurePa })),
      accumulators: base.accumulators!.map((each) => ({
        ...each,
        charge: { kind: "gas" as const, gasVolumeM3: 0.01218, pressurePa },
      })),
      // A quarter of the load keeps the colder coolants within their range.
      walls: base.walls!.map((wall) => (wall.loadW === undefined ? wall : { ...wall, loadW: 1500 })),
    });
    const state = initialState(model);
    const mass = state.massKg.reduce((a, b) => a + b, 0);
    simulate(model, state, 7200);
    expect(Math.abs(state.massKg.reduce((a, b) => a + b, 0) / mass - 1)).toBeLessThan(1e-12);
    expect(state.flowKgPerS[0]).toBeGreaterThan(0.1);
    expect(state.warnings.filter((warning) => warning.kind !== "outside-fluid-range")).toEqual([]);
  });
});
