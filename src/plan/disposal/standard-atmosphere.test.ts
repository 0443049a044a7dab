import { describe, expect, it } from "vitest";
import { lowerAir, standardDensity } from "./standard-atmosphere.ts";

// Oracle: tables of the U.S. Standard Atmosphere 1976. Below 86 km, 0.1 % (printed digits). Above, heights that are NOT among
// the nodes of our own table, 5 %: the error of exponential interpolation where the scale height changes.
const LOWER: [number, number, number][] = [
  [0, 288.15, 1.225],
  [5, 255.676, 0.73643],
  [10, 223.252, 0.41351],
  [15, 216.65, 0.19476],
  [20, 216.65, 0.08891],
  [30, 226.509, 0.01841],
  [40, 250.35, 0.0039957],
  [50, 270.65, 0.0010269],
  [60, 247.021, 3.0968e-4],
  [70, 219.585, 8.2829e-5],
  [80, 198.639, 1.8458e-5],
];
const BETWEEN: [number, number][] = [
  [170, 7.815e-10],
  [190, 3.581e-10],
  [550, 2.384e-13],
];

describe("the standard atmosphere", () => {
  it.each(LOWER)(
    "agrees with the tabulated temperature and density at %d km",
    (km, temperatureK, density) => {
      const air = lowerAir(km * 1000);
      expect(Math.abs(air.temperatureK - temperatureK)).toBeLessThan(0.01);
      expect(Math.abs(air.densityKgPerM3 / density - 1)).toBeLessThan(1e-3);
    },
  );
  it.each(BETWEEN)("agrees with the tabulated density at %d km, between its own nodes", (km, density) => {
    expect(Math.abs(standardDensity(km * 1000) / density - 1)).toBeLessThan(0.05);
  });
  it("falls without a jump from the ground to 1500 km", () => {
    let before = standardDensity(0);
    for (let m = 100; m <= 1_500_000; m += 100) {
      const now = standardDensity(m);
      expect(now < before && now > before * 0.97).toBe(true);
      before = now;
    }
  });
});
