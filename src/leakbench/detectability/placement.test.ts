import { describe, expect, it } from "vitest";
import { benchVehicle } from "../world/bench-vehicle.ts";
import { describedFrames } from "./described-world.ts";
import { fuseGauges } from "./fuse-gauges.ts";
import { advisePlacement } from "./placement.ts";
import { renderAdvice } from "./render-detectability.ts";

// Oracles: inverse-variance weights by hand; isothermal gas. Tolerances stand with each.
const { loop, plant } = benchVehicle("r44");
const level = plant.levelNoise ** 2 * plant.fullScaleG ** 2 + (plant.levelStep * plant.fullScaleG) ** 2 / 12;

describe("several gauges of one inventory", () => {
  it("are known together with the inverse sum of their inverse variances", () => {
    const shared = plant.temperatureNoiseG ** 2;
    const grams = 1 / Math.sqrt(1 / (level + shared) + 1 / (plant.pressureNoiseG ** 2 + shared));
    expect(fuseGauges(loop).noise.white * 36).toBeCloseTo(grams, 6);
  });

  it("count only where their worth in kilograms is known", () => {
    const unknown = { ...loop, witnesses: [{ channel: "P", unit: "kPa" }] };
    expect(fuseGauges(unknown)).toEqual(unknown);
    const single = benchVehicle("r44-level").loop;
    expect(fuseGauges(single)).toBe(single);
  });

  it("of which one is like the other halve the variance", () => {
    const { loop: own } = benchVehicle("r44-gas");
    const twice = { ...own, witnesses: [{ channel: "P2", unit: own.inventoryUnit, noise: own.noise }] };
    expect(fuseGauges(twice).noise.white).toBeCloseTo(own.noise.white / Math.SQRT2, 9);
  });

  it("are made up together: a gas pressure falls as the level does", () => {
    const leak = { onsetS: 0, perDay: 20 };
    const [dry, wet] = [describedFrames(loop, 5, { ...leak, perDay: 0 }), describedFrames(loop, 5, leak)];
    for (let i = 0; i < 4319; i++) {
      dry();
      wet();
    }
    const [before, after] = [dry().mean, wet().mean];
    const lostG = (20 / 2) * 36;
    const room = (kpa: number) => (plant.gas.pressureKpa * plant.gas.volumeM3) / kpa;
    const grown = (room(after[4]!) - room(before[4]!)) * plant.gas.densityKgPerM3 * 1000;
    expect(Math.abs(grown / lostG - 1)).toBeLessThan(0.01);
    expect(Math.abs(((before[0]! - after[0]!) * 36) / lostG - 1)).toBeLessThan(0.06);
  });
});

describe("advice on instruments", () => {
  const advice = advisePlacement(loop);
  const shrink = (name: RegExp, window: string) =>
    advice.options.find((option) => name.test(option.name))!.shrinks[advice.windows.indexOf(window)]!;

  it("says that drift decides over a week, as the root of its variance, and that no gauge changes that", () => {
    expect(Math.abs(shrink(/drift/, "1 week") - 0.5)).toBeLessThan(0.05);
    for (const name of [/finer/, /second gauge/, /halved/])
      expect(shrink(name, "1 week")).toBeGreaterThan(0.95);
    expect(advice.best[advice.windows.indexOf("1 week")]).toBeNull();
  });

  it("never says that a better instrument makes leaks harder to see", () => {
    for (const name of [/finer/, /second gauge/, /halved/, /temperatures/]) {
      for (const window of advice.windows) expect(shrink(name, window)).toBeLessThan(1.01);
    }
    for (const window of advice.windows) expect(shrink(/taken away/, window)).toBeGreaterThan(0.99);
  });

  it("names a purchase for the short times, and names every option in its text", () => {
    expect(advice.best[0]).not.toBeNull();
    const text = renderAdvice(loop, advice);
    for (const { name } of advice.options) expect(text).toContain(name);
  });
}, 120_000);
