import { describe, expect, it } from "vitest";
import { CabinRates } from "./cabin-rates.ts";
import {
  advanceCabin,
  type CabinLayout,
  type CompartmentLoad,
  cabinAt,
  ImplicitCabin,
  readingOf,
  totalsOf,
} from "./index.ts";
import { saturationDensity } from "./moist-air.ts";
import { tabulatedSaturationDensity } from "./saturation-table.ts";

// Oracle: the explicit cabin at its own tolerance (1 mK); implicit steps at 1 mK within 10 mK of it. Balances: 1e-12 of the content.

const layout: CabinLayout = {
  compartments: [
    { id: "descent", airVolumeM3: 3.5, structureHeatCapacityJPerK: 1e6, airToStructureWPerK: 60 },
    { id: "orbital", airVolumeM3: 5, structureHeatCapacityJPerK: 8e5, airToStructureWPerK: 60 },
  ],
  outside: [{ id: "station", temperatureK: 296, relativeHumidity: 0.45 }],
  passages: [
    { between: ["descent", "orbital"], airFlowM3PerS: 0.033, conductanceWPerK: 5 },
    { between: ["orbital", "station"], airFlowM3PerS: 0.033 },
  ],
};
const loads: Record<string, CompartmentLoad> = {
  descent: {
    structureW: 300,
    crew: 2,
    condenser: { airFlowM3PerS: 0.02, effectiveness: 0.6, surfaceK: 281 },
  },
  orbital: { airW: 200, crew: 1, sink: { conductanceWPerK: 10, temperatureK: 285 } },
};

describe("a cabin in implicit steps", () => {
  it.each([30, 120, 600])("goes where the explicit one goes, in intervals of %d s", (spanS) => {
    const start = cabinAt(layout, 291, 0.5);
    const reference = advanceCabin(layout, start, () => loads, 7200);
    const rates = new CabinRates(layout);
    layout.compartments.forEach(({ id }, i) => {
      rates.act(i, loads[id]!);
    });
    const implicit = new ImplicitCabin(rates, 1e-3);
    const state = { timeS: 7200, values: Float64Array.from(start.values) };
    for (let t = 0; t < 7200; t += spanS) implicit.advance(state.values, spanS);
    for (const { id } of layout.compartments) {
      const [a, b] = [readingOf(layout, state, id), readingOf(layout, reference, id)];
      expect(Math.abs(a.airK - b.airK)).toBeLessThan(0.01);
      expect(Math.abs(a.structureK - b.structureK)).toBeLessThan(0.01);
      expect(Math.abs(a.relativeHumidity - b.relativeHumidity)).toBeLessThan(0.002);
    }
    const [first, last] = [totalsOf(layout, start), totalsOf(layout, state)];
    expect(Math.abs(last.energyJ - last.energyEnteredJ - first.energyJ)).toBeLessThan(
      1e-12 * Math.abs(last.energyJ) + 1e-6,
    );
    expect(Math.abs(last.waterKg - last.waterEnteredKg - first.waterKg)).toBeLessThan(1e-12);
  });

  it("knows saturated vapour as the law has it, on both sides of the triple point and outside the table", () => {
    for (let t = 180; t < 420; t += 0.37)
      expect(Math.abs(tabulatedSaturationDensity(t) / saturationDensity(t) - 1)).toBeLessThan(1e-8);
  });
});
