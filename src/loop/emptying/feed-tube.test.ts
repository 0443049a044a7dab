import { describe, expect, it } from "vitest";
import { FedCushion } from "./fed-cushion.ts";
import { fedFlowKgPerS, frictionFactor, tubeLossPa } from "./feed-tube.ts";

// Oracles: Hagen-Poiseuille (exact for laminar flow, 1e-6), Prandtl's law for smooth tubes (2.5 %, the stated error of Churchill's fit there).

describe("a tube that feeds a hole", () => {
  it("loses what Hagen and Poiseuille found in laminar flow", () => {
    const tube = { boreM: 4e-3, lengthM: 3, viscosityPaS: 5e-4 };
    for (const reynolds of [1, 10, 100, 500]) {
      const flow = (reynolds * Math.PI * tube.boreM * tube.viscosityPaS) / 4;
      const exact = (128 * tube.viscosityPaS * tube.lengthM * flow) / (Math.PI * 692 * tube.boreM ** 4);
      expect(tubeLossPa(tube, flow, 692) / exact).toBeCloseTo(1, 6);
    }
  });

  it("rubs as Prandtl's law for smooth tubes says in turbulent flow", () => {
    for (const reynolds of [1e4, 1e5, 1e6]) {
      const root = Math.sqrt(frictionFactor(reynolds));
      const prandtl = 1 / (2 * Math.log10(reynolds * root) - 0.8);
      expect(Math.abs((root / prandtl) ** 2 - 1)).toBeLessThan(0.025);
    }
  });

  it("shares the pressure with the hole, so that both losses add up to it", () => {
    const tube = { boreM: 6e-3, lengthM: 10, viscosityPaS: 5e-4 };
    for (const mm of [0.1, 1, 3, 12])
      for (const pressurePa of [5e3, 49e3, 98e3, 300e3]) {
        const hole = { diameterM: mm * 1e-3, dischargeCoefficient: 0.62 };
        const flow = fedFlowKgPerS(tube, hole, pressurePa, 692);
        const area = (0.62 * Math.PI * hole.diameterM ** 2) / 4;
        const total = flow ** 2 / (2 * 692 * area ** 2) + tubeLossPa(tube, flow, 692);
        expect(total / pressurePa).toBeCloseTo(1, 9);
      }
  });
});

describe("timing a cushion by quadrature", () => {
  const flow = (v: number) => 1e-6 * Math.sqrt(2e-3 / (2e-3 + v));

  it("agrees with the closed form of a gas cushion to 1e-10, and does not change with twice the panels", () => {
    const exact = (v: number) => ((2 / 3) * ((2e-3 + v) ** 1.5 - 2e-3 ** 1.5)) / (1e-6 * Math.sqrt(2e-3));
    for (const panels of [16, 32, 64])
      expect(new FedCushion(flow, 10e-3, panels).totalS / exact(10e-3) - 1).toBeCloseTo(0, 10);
  });

  it("finds the volume that belongs to a time", () => {
    const cushion = new FedCushion(flow, 10e-3);
    for (const part of [0, 1e-6, 0.3, 0.999, 1]) {
      const volume = cushion.expelledM3(part * cushion.totalS);
      const time = volume > 0 ? new FedCushion(flow, volume).totalS : 0;
      expect(time / cushion.totalS).toBeCloseTo(part, 10);
    }
  });
});
