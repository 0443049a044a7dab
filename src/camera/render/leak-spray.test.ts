import { expect, test } from "vitest";
import { coolantNamed } from "../../fluids/index.ts";
import { dropsPerS, type LeakPlume, lookOfLeak, sprayOfLeak } from "./leak-spray.ts";

// Oracles: Bernoulli for the speed, mass balance for the number of drops (tolerance 1e-6), Hertz-Knudsen fates published for isooctane
// and ammonia: isooctane freezes only below about 60 W/m2, a drop of 1 mm radius loses 38 to 40 % before it is at 200 K.
const isooctane: LeakPlume = {
  coolant: coolantNamed("lz-tk-2"),
  massFlowKgPerS: 0.005,
  pressurePa: 98e3,
  temperatureK: 293,
  holeDiameterM: 0.001,
  absorbedWPerM2: 300,
  sunlight: 1,
};
const ammonia: LeakPlume = {
  ...isooctane,
  coolant: coolantNamed("ammonia"),
  pressurePa: 2e6,
  temperatureK: 276,
  absorbedWPerM2: 300,
};
const view = { groundLevel: 40, whitePerSquareMm: 400, drawnPerS: 60 };

test("ammonia becomes white flakes, isooctane-like coolant in sunlight stays liquid and dim", () => {
  expect(lookOfLeak(ammonia)).toMatchObject({ settlesAs: "ice", reflectance: 0.8 });
  expect(lookOfLeak(isooctane)).toMatchObject({ settlesAs: "liquid", reflectance: 0.1 });
  expect(lookOfLeak({ ...isooctane, absorbedWPerM2: 40 }).settlesAs).toBe("ice");
});

test("before a bright ground drops of a clear liquid are dark, flakes are bright", () => {
  const bright = { ...view, groundLevel: 170 };
  expect(sprayOfLeak(isooctane, bright).lightPerSquareMm).toBeLessThan(0);
  expect(sprayOfLeak(ammonia, bright).lightPerSquareMm).toBeGreaterThan(0);
});

test("in the Earth's shadow nothing shines, and before a dark sky nothing is seen", () => {
  const dark = { ...view, groundLevel: 0 };
  expect(sprayOfLeak({ ...ammonia, sunlight: 0 }, dark).lightPerSquareMm).toBeCloseTo(0, 12);
});

test("drops leave at the speed that the pressure gives them", () => {
  const density = isooctane.coolant.density(293);
  expect(sprayOfLeak(isooctane, view).speedMPerS / Math.sqrt((2 * 98e3) / density)).toBeCloseTo(0.97, 9);
});

test("the drops of a second carry the flow", () => {
  const median = 1.89 * 0.8 * 0.001;
  const mass = (Math.PI / 6) * isooctane.coolant.density(293) * median ** 3 * Math.exp(4.5 * 0.25);
  expect((dropsPerS(isooctane) * mass) / 0.005).toBeCloseTo(1, 6);
});

test("the fewer of the largest are drawn, the larger they are", () => {
  const sizes = [400, 100, 20].map((drawnPerS) => sprayOfLeak(isooctane, { ...view, drawnPerS }).diameterM);
  expect(sizes[0]!).toBeLessThan(sizes[1]!);
  expect(sizes[1]!).toBeLessThan(sizes[2]!);
});
