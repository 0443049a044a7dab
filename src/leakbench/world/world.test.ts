import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomStream } from "../../stats/index.ts";
import { benchVehicle, GAS } from "./bench-vehicle.ts";
import { confuserKinds, drawConfusers } from "./confuser.ts";
import { type Leak, leakedBy, leakRateAt } from "./leak-shape.ts";
import { seedsOf, splitOf } from "./seed-split.ts";
import { createWorld } from "./world.ts";

// Tolerances: the mass of a leak against a quadrature of its rate 1 %; the gas law's closed form 0.5 %.
const shapes: Leak[] = [
  { shape: "sudden", onsetS: 100, rateGPerS: 0.5 },
  { shape: "growing", onsetS: 100, rateGPerS: 0.5, growthS: 700 },
  { shape: "intermittent", onsetS: 100, rateGPerS: 0.5, periodS: 300 },
  { shape: "stopping", onsetS: 100, rateGPerS: 0.5, stopS: 900 },
];

describe("a leak", () => {
  it.each(shapes)("of shape $shape has let out the integral of its rate", (leak) => {
    let mass = 0;
    for (let t = 0; t < 2000; t += 0.5) {
      mass += 0.5 * leakRateAt(leak, t + 0.25);
      if (t % 250 === 0) expect(leakedBy(leak, t + 0.5)).toBeCloseTo(mass, 0);
    }
    expect(leakedBy(leak, 2000) / mass).toBeCloseTo(1, 2);
  });

  it.each(shapes)("of shape $shape never gives coolant back", (leak) => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 5000, noNaN: true }),
        fc.double({ min: 0, max: 500, noNaN: true }),
        (t, dt) => {
          expect(leakedBy(leak, t + dt)).toBeGreaterThanOrEqual(leakedBy(leak, t) - 1e-9);
        },
      ),
    );
  });
});

describe("a made-up loop", () => {
  const readings = (vehicle: string, seed: number, leak?: Leak, count = 3000) => {
    const world = createWorld(benchVehicle(vehicle), { seed, leak });
    return Array.from({ length: count }, () => world.next()!.mean[0]!);
  };

  it("is the same for the same seed and another for another", () => {
    expect(readings("r44", 5)).toEqual(readings("r44", 5));
    expect(readings("r44", 5)).not.toEqual(readings("r44", 6));
  });

  it("loses on its channel what leaked, to within what its level code hides", () => {
    const leak = { shape: "sudden", onsetS: 10_000, rateGPerS: 0.02 } as const;
    const [dry, wet] = [readings("r44", 9), readings("r44", 9, leak)];
    const lostPercent = leakedBy(leak, 30_000 - 5) / 36;
    let sum = 0;
    for (let i = 2990; i < 3000; i++) sum += (dry[i]! - wet[i]!) / 10;
    expect(Math.abs(sum - lostPercent)).toBeLessThan(0.5);
    for (let i = 0; i < 1000; i++) expect(wet[i]).toBe(dry[i]);
  });

  it("reads its raw level in code steps", () => {
    for (const reading of readings("r44-level", 2, undefined, 500)) expect(reading).toBeGreaterThan(40);
    const world = createWorld(benchVehicle("r44-level"), { seed: 2 });
    for (let i = 0; i < 100; i++) expect(world.next()!.mean).toHaveLength(2);
  });

  it("empties its gas charge along the closed form of a hole to vacuum", () => {
    const leak = { shape: "sudden", onsetS: 0, rateGPerS: 0.2 } as const;
    const seconds = 20_000;
    const frames = seconds / 10;
    const world = createWorld(benchVehicle("r44-gas"), { seed: 4, leak });
    for (let i = 0; i < frames; i++) world.next();
    const volume =
      (GAS.volumeM3 ** 1.5 + 1.5 * Math.sqrt(GAS.volumeM3) * (2e-4 / GAS.densityKgPerM3) * seconds) **
      (2 / 3);
    const lostG = 1000 * GAS.densityKgPerM3 * (volume - GAS.volumeM3);
    // The swing of 86 g moves the pressure that drives the leak, up and down alike.
    expect(Math.abs(world.lostG(seconds) / lostG - 1)).toBeLessThan(0.02);
  });
});

describe("confusers", () => {
  it("come in every kind, in order of time, and at the rate asked for", () => {
    const events = drawConfusers(randomStream(1), 0, 1000 * 86_400, 2 * 86_400);
    expect(Math.abs(events.length - 500)).toBeLessThan(4 * Math.sqrt(500));
    expect(new Set(events.map(({ kind }) => kind)).size).toBe(confuserKinds.length);
    for (let i = 1; i < events.length; i++) expect(events[i]!.startS).toBeGreaterThan(events[i - 1]!.startS);
  });

  it("move coolant into a loop or out of it, but never both at once", () => {
    for (const event of drawConfusers(randomStream(2), 0, 500 * 86_400)) {
      if (event.kind === "refill") expect(event.size).toBeGreaterThan(0);
      if (event.kind === "transfer") expect(event.size).toBeLessThan(0);
      expect(event.endS).toBeGreaterThan(event.startS);
    }
  });
});

describe("the split of seeds", () => {
  it("gives every seed one part, 60, 20 and 20 % of them", () => {
    const count = { dev: 0, validation: 0, sealed: 0 };
    for (let seed = 0; seed < 20_000; seed++) count[splitOf(seed)]++;
    expect(Math.abs(count.dev / 20_000 - 0.6)).toBeLessThan(0.02);
    expect(Math.abs(count.validation / 20_000 - 0.2)).toBeLessThan(0.02);
    for (const seed of seedsOf("sealed", 20)) expect(splitOf(seed)).toBe("sealed");
  });
});
