import { describe, expect, it } from "vitest";
import { crewHeat, saturationPressurePa } from "../../cabin/index.ts";
import { personHeat, type Wearer } from "./suited-person.ts";

// Oracles: `crewHeat` of the cabin room, itself held against published daily means (10 % of heat and water where both apply);
// a hand balance of a soaked person (1e-9); published heating of a resting body that gives off nothing (1 %).
const resting: Wearer = {
  massKg: 80,
  metabolicW: 136.8,
  dryWPerK: 6.1,
  sweatShare: 0.6,
  sweatCalledWPerK: 250,
  leastWater: 0.35,
};
const vapour = (airK: number, humidity: number) => humidity * saturationPressurePa(airK);

/** What a person gives off once the body has settled; fails if it does not. */
function settled(airK: number, vapourPa: number, wearer: Wearer) {
  let rise = 0;
  for (let i = 0; i < 5000; i++)
    rise = Math.max(0, rise + 30 * personHeat(airK, vapourPa, wearer, rise).warmingKPerS);
  const heat = personHeat(airK, vapourPa, wearer, rise);
  expect(Math.abs(heat.warmingKPerS)).toBeLessThan(1e-7);
  return { ...heat, rise };
}

describe("a person", () => {
  it("settles at what the cabin room's person gives off in mild air, a few tenths of a kelvin warmer", () => {
    for (const celsius of [20, 23, 26, 29]) {
      const airK = 273.15 + celsius;
      const ours = settled(airK, vapour(airK, 0.5), resting);
      const theirs = crewHeat(airK, vapour(airK, 0.5));
      expect(Math.abs(ours.sensibleW - theirs.sensibleW)).toBeLessThan(0.1 * 136.8);
      expect(Math.abs(ours.waterKgPerS / theirs.waterKgPerS - 1)).toBeLessThan(0.15);
      expect(ours.rise).toBeLessThan(0.4);
    }
  });

  it("keeps all heat where the air is as warm and wet as the skin: 1.76 K an hour for 80 kg at rest", () => {
    const skinK = 309.95 - 136.8 / 90;
    const { sensibleW, waterKgPerS, warmingKPerS } = personHeat(skinK, vapour(skinK, 1), resting, 0);
    expect(Math.abs(sensibleW)).toBeLessThan(1e-9);
    expect(waterKgPerS).toBeLessThan(1e-12);
    expect(warmingKPerS * 3600).toBeCloseTo((136.8 * 3600) / (80 * 3490), 9);
    expect(Math.abs(warmingKPerS * 3600 - 1.76)).toBeLessThan(0.02);
  });

  it("conserves metabolic heat between air, sweat and body", () => {
    for (let celsius = 16; celsius <= 48; celsius += 4)
      for (const humidity of [0.2, 0.6, 1])
        for (const rise of [0, 0.5, 2]) {
          const airK = 273.15 + celsius;
          const now = personHeat(airK, vapour(airK, humidity), resting, rise);
          const whole = now.sensibleW + now.waterKgPerS * 2.418e6 + now.warmingKPerS * 80 * 3490;
          expect(whole).toBeCloseTo(136.8, 9);
        }
  });

  it("warms faster in warmer and in wetter air, in a closer suit and at harder work", () => {
    const warming = (celsius: number, humidity: number, wearer = resting) =>
      personHeat(273.15 + celsius, vapour(273.15 + celsius, humidity), wearer, 0.5).warmingKPerS;
    for (let celsius = 30; celsius < 44; celsius += 2) {
      expect(warming(celsius + 2, 0.9)).toBeGreaterThan(warming(celsius, 0.9));
      expect(warming(celsius, 1)).toBeGreaterThanOrEqual(warming(celsius, 0.8));
      // no sweat leaves where the air is wetter than skin
      const [closed, open] = [warming(celsius, 0.8, { ...resting, sweatShare: 0.3 }), warming(celsius, 0.8)];
      if (celsius < 40) expect(closed).toBeGreaterThan(open);
      else expect(closed).toBeGreaterThanOrEqual(open);
      expect(warming(celsius, 0.9, { ...resting, metabolicW: 180 })).toBeGreaterThan(warming(celsius, 0.9));
    }
  });

  it("cools again, and gives off more, once the body is hot and the air is mild", () => {
    const airK = 297.15;
    const hot = personHeat(airK, vapour(airK, 0.5), resting, 1);
    const cool = personHeat(airK, vapour(airK, 0.5), resting, 0);
    expect(hot.warmingKPerS).toBeLessThan(0);
    expect(hot.waterKgPerS).toBeGreaterThan(cool.waterKgPerS);
  });
});
