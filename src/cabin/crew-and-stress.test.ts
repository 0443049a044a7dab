import { describe, expect, it } from "vitest";
import { verifyBelow } from "../../test/verified.case.ts";
import { crewHeat, MEAN_METABOLIC_HEAT_W, MEAN_WATER_KG_PER_S } from "./crew-heat.ts";
import { WBGT_LIMITS_C, wetBulbGlobeC } from "./heat-stress.ts";
import { saturationPressurePa } from "./moist-air.ts";

// Oracles: published daily means of heat and water (3 %); for WBGT the indoor regression of Bernard in Lemke and Kjellstrom
// (2012), 0.67 Twb + 0.33 T - 0.048 log10(v) (T - Twb), within 0.1 K with the psychrometric wet bulb of a published chart.
describe("heat of a crew member", () => {
  it("adds up to the published mean, with the published water, in a cabin of 23 degC", () => {
    const person = crewHeat(296.15, 0.5 * saturationPressurePa(296.15));
    expect(Math.abs(person.waterKgPerS / MEAN_WATER_KG_PER_S - 1)).toBeLessThan(0.03);
    expect(person.storedW).toBe(0);
    expect(MEAN_METABOLIC_HEAT_W).toBeCloseTo(136.8, 1);
    expect(MEAN_WATER_KG_PER_S * 3.6e6).toBeCloseTo(94.9, 1); // g/h, inside the usual 60 to 100
  });

  it("turns from dry heat to sweat as the cabin warms, and from sweat to stored heat as it saturates", () => {
    let last = crewHeat(288.15, 1000);
    for (let t = 290; t <= 318; t += 2) {
      const next = crewHeat(t, 1000);
      expect(next.sensibleW).toBeLessThan(last.sensibleW + 1e-9);
      expect(next.waterKgPerS).toBeGreaterThanOrEqual(last.waterKgPerS);
      last = next;
    }
    expect(crewHeat(308.15, saturationPressurePa(308.15)).storedW).toBeCloseTo(MEAN_METABOLIC_HEAT_W, 6);
    expect(crewHeat(313.15, 2000).storedW).toBe(0);
  });

  it("conserves metabolic heat: dry, evaporated and stored are the whole", () => {
    for (let t = 290; t < 325; t += 3)
      for (let rh = 0.1; rh <= 1; rh += 0.3) {
        const person = crewHeat(t, rh * saturationPressurePa(t), 150);
        const latent = 2.501e6 + 1860 * 35 - 4186 * 35;
        expect(person.sensibleW + person.waterKgPerS * latent + person.storedW).toBeCloseTo(150, 9);
      }
  });
});

describe("wet-bulb globe temperature", () => {
  it("is the air temperature in saturated air, whatever the draught", () => {
    for (const airSpeedMPerS of [0, 0.2, 5])
      expect(
        wetBulbGlobeC({ airK: 303.15, vapourPressurePa: saturationPressurePa(303.15), airSpeedMPerS }),
      ).toBeCloseTo(30, 3);
  });

  it("agrees with Bernard's regression at 35 degC and 50 %, wet bulb 26.1 degC", () => {
    const vapourPressurePa = 0.5 * saturationPressurePa(308.15);
    for (const v of [0.3, 1, 2]) {
      const published = 0.67 * 26.1 + 0.33 * 35 - 0.048 * Math.log10(v) * (35 - 26.1);
      const ours = wetBulbGlobeC({ airK: 308.15, vapourPressurePa, airSpeedMPerS: v });
      verifyBelow(
        {
          subject: "wet-bulb globe temperature at 35 degC and 50 %",
          oracle: "Bernard's regression",
          unit: "K",
        },
        Math.abs(ours - published),
        0.1,
      );
    }
  });

  it("puts 40 degC and saturated far above the limit of a resting crew, and 25 degC at 50 % below every limit", () => {
    const hot = wetBulbGlobeC({ airK: 313.15, vapourPressurePa: saturationPressurePa(313.15) });
    expect(hot).toBeGreaterThan(WBGT_LIMITS_C.resting + 5);
    const mild = wetBulbGlobeC({ airK: 298.15, vapourPressurePa: 0.5 * saturationPressurePa(298.15) });
    expect(mild).toBeLessThan(WBGT_LIMITS_C.moderate);
  });

  it("rises with humidity and with hot walls", () => {
    const at = (rh: number, surroundingsK: number) =>
      wetBulbGlobeC({ airK: 305, vapourPressurePa: rh * saturationPressurePa(305), surroundingsK });
    expect(at(0.8, 305)).toBeGreaterThan(at(0.4, 305));
    expect(at(0.4, 315)).toBeGreaterThan(at(0.4, 305));
  });
});
