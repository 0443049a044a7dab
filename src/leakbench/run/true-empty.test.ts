import { describe, expect, it } from "vitest";
import { benchVehicle } from "../world/bench-vehicle.ts";
import { r44Plant } from "../world/plant.ts";
import { trueTimeToEmpty } from "./true-empty.ts";

// Oracle: the closed form of a hole to vacuum under isothermal gas, V^(3/2) linear in time, then a constant rate under vapour
// pressure. Tolerance 0.5 %, of the integration's step.
const { gas, chargeKg, fullScaleG } = r44Plant;
const sudden = { shape: "sudden", onsetS: 0, rateGPerS: 2 } as const;

describe("the true time to empty", () => {
  it("of a loop known by its quantity is what is left over the rate", () => {
    expect(trueTimeToEmpty(benchVehicle("r44"), sudden, 100, 200)).toBeCloseTo(
      (0.6 * fullScaleG) / 2 - 100,
      0,
    );
  });

  it("of a growing leak is the root of what has leaked", () => {
    const growing = { shape: "growing", onsetS: 0, rateGPerS: 2, growthS: 500 } as const;
    const seconds = trueTimeToEmpty(benchVehicle("r44"), growing, 0, 0)!;
    expect((2 * seconds ** 2) / 1000).toBeCloseTo(0.6 * fullScaleG, 2);
  });

  it("of a gas-charged loop has two stages, gas and then vapour", () => {
    const rateKg = 2e-3;
    const liquid = (0.6 * fullScaleG) / 1000 / gas.densityKgPerM3;
    const end = gas.volumeM3 + liquid;
    const onGasS =
      (gas.densityKgPerM3 * (end ** 1.5 - gas.volumeM3 ** 1.5)) / (1.5 * Math.sqrt(gas.volumeM3) * rateKg);
    const onVapourS =
      (chargeKg - gas.densityKgPerM3 * liquid) / (rateKg * Math.sqrt(gas.vapourKpa / gas.pressureKpa));
    const seconds = trueTimeToEmpty(benchVehicle("r44-gas"), sudden, 0, 0)!;
    expect(Math.abs(seconds / (onGasS + onVapourS) - 1)).toBeLessThan(5e-3);
  });

  it("is not asked of a leak that stops", () => {
    expect(trueTimeToEmpty(benchVehicle("r44"), { ...sudden, shape: "stopping", stopS: 9 }, 0, 0)).toBeNull();
  });
});
