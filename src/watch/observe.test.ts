import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readingOf } from "./expectation.ts";
import { cushionSpentPa, observe } from "./observe.ts";
import { planWatch } from "./plan.ts";
import { gasLoop, quantityLoop } from "./testing/loop-fixture.case.ts";

// Oracles: the closed form of an isothermal gas-charged blowdown (science note 7.3), and
// numerical differentiation. Tolerance 1e-9 relative for the ramp, 1e-6 for the slope.

const inventory = gasLoop.inventory.kind === "gas-pressure" ? gasLoop.inventory : null!;

describe("the amount seen in a gas-charged loop's pressure", () => {
  it("falls in a straight line while a constant hole empties the cushion, at the leak rate of the reference pressure", () => {
    const area = Math.PI * 0.0005 ** 2;
    const cdA = 0.62 * area;
    const v0 = inventory.gasVolumeM3.value;
    const p0 = 98_000;
    const density = inventory.densityKgPerM3.value;
    const rate = cdA * Math.sqrt(2 * density * p0);
    for (const timeS of [10, 60, 200, 500]) {
      const v = (v0 ** 1.5 + 1.5 * cdA * Math.sqrt((2 * p0 * v0) / density) * timeS) ** (2 / 3);
      const { amount } = observe(gasLoop, 98, (p0 * v0) / v / 1000);
      expect(amount / (-rate * timeS)).toBeCloseTo(1, 9);
    }
  });

  it("has the slope that numerical differentiation gives, and is undone by its inverse", () => {
    const plan = planWatch(gasLoop);
    fc.assert(
      fc.property(fc.double({ min: 20, max: 150, noNaN: true }), (reading) => {
        const step = 1e-4;
        const { amount, slope } = observe(gasLoop, 98, reading);
        const numeric =
          (observe(gasLoop, 98, reading + step).amount - observe(gasLoop, 98, reading - step).amount) /
          (2 * step);
        expect(slope / numeric).toBeCloseTo(1, 5);
        const perUnit = observe(gasLoop, 98, 98).slope;
        expect(readingOf(plan, 98, amount / perUnit) / reading).toBeCloseTo(1, 6);
      }),
    );
  });

  it("stays finite for a sensor that reads zero or below", () => {
    for (const reading of [0, -5, 1e-12])
      expect(Number.isFinite(observe(gasLoop, 98, reading).amount)).toBe(true);
  });

  it("calls the cushion spent below any pressure that gas could still have, and above vapour pressure", () => {
    const spent = cushionSpentPa(inventory, 98_000);
    expect(spent).toBeLessThan((98_000 * inventory.gasVolumeM3.low) / (inventory.gasVolumeM3.low + 0.004));
    expect(spent).toBeGreaterThan(inventory.vapourPressurePa.high);
  });
});

describe("the amount seen in an accumulator's quantity", () => {
  it("is the reading itself", () => {
    expect(observe(quantityLoop, 60, 41.5)).toEqual({ amount: 41.5, slope: 1 });
  });
});
