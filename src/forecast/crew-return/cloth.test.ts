import { describe, expect, it } from "vitest";
import { saturationDensity } from "../../cabin/index.ts";
import { settledWater, soakRate } from "./cloth.ts";

// Oracles: published regain of cotton, 7 to 8.5 % at 65 % humidity (ASTM D1909) and about a fifth near saturation (20 %); the
// exponential approach in air that stays as it is (2 % with fine steps); water conserved in a closed box (1e-12).
const cloth = { massKg: 4, soakTimeS: 2700 };
const huge = 1e9; // so much air that cloth cannot dry it

describe("cloth", () => {
  it("holds as much water as cotton", () => {
    expect(settledWater(cloth, 0.65) / 4).toBeGreaterThan(0.07);
    expect(settledWater(cloth, 0.65) / 4).toBeLessThan(0.09);
    expect(settledWater(cloth, 1) / 4).toBeCloseTo(0.22, 2);
    expect(settledWater(cloth, 0)).toBe(0);
  });

  it("nears what it would hold, with its soak time", () => {
    let water = settledWater(cloth, 0.4);
    const end = settledWater(cloth, 0.8);
    const start = water;
    for (let t = 0; t < 2700; t += 10)
      water += 10 * soakRate(cloth, water, { airK: 303, relativeHumidity: 0.8, volumeM3: huge }, 10);
    expect(Math.abs((end - water) / (end - start) / Math.exp(-1) - 1)).toBeLessThan(0.02);
  });

  it("dries again in drier air, and neither takes nor gives where it has settled", () => {
    const air = { airK: 303, relativeHumidity: 0.5, volumeM3: 3.5 };
    expect(soakRate(cloth, settledWater(cloth, 0.9), air, 60)).toBeLessThan(0);
    expect(Math.abs(soakRate(cloth, settledWater(cloth, 0.5), air, 60))).toBeLessThan(1e-15);
  });

  it("brings a closed box to rest without swinging, however long the step", () => {
    const volumeM3 = 3.5;
    const full = volumeM3 * saturationDensity(303);
    for (const step of [30, 240, 480]) {
      let vapour = 0.95 * full;
      let water = settledWater(cloth, 0.5);
      const whole = vapour + water;
      let before = vapour;
      for (let t = 0; t < 40_000; t += step) {
        const taken =
          step * soakRate(cloth, water, { airK: 303, relativeHumidity: vapour / full, volumeM3 }, step);
        vapour -= taken;
        water += taken;
        expect(vapour).toBeLessThanOrEqual(before + 1e-9);
        before = vapour;
      }
      expect(Math.abs(vapour + water - whole)).toBeLessThan(1e-12);
      expect(Math.abs(water - settledWater(cloth, vapour / full))).toBeLessThan(1e-4);
    }
  });
});
