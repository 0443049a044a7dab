import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomStream } from "../../stats/index.ts";
import { channelsOf } from "../../watch/index.ts";
import { benchVehicle, benchVehicles } from "./bench-vehicle.ts";
import { type Confuser, confuserKinds, drawConfuser, drawConfusers } from "./confuser.ts";
import { Confusion, lastingG } from "./confusion.ts";
import { type Leak, leakedBy, leakRateAt } from "./leak-shape.ts";
import { r44Plant } from "./plant.ts";
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
    const [dry, wet] = [readings("r44-fused", 9), readings("r44-fused", 9, leak)];
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
    // Short of the accumulator's stop, which is at 2160 g.
    const seconds = 8000;
    const frames = seconds / 10;
    const { gas } = r44Plant;
    const world = createWorld(benchVehicle("r44-gas"), { seed: 4, leak });
    for (let i = 0; i < frames; i++) world.next();
    const volume =
      (gas.volumeM3 ** 1.5 + 1.5 * Math.sqrt(gas.volumeM3) * (2e-4 / gas.densityKgPerM3) * seconds) **
      (2 / 3);
    const lostG = 1000 * gas.densityKgPerM3 * (volume - gas.volumeM3);
    // The swing of 86 g moves the pressure that drives the leak, up and down alike.
    expect(Math.abs(world.lostG(seconds) / lostG - 1)).toBeLessThan(0.02);
  });
});

describe("the gauges of a made-up loop", () => {
  const leak = { shape: "sudden", onsetS: 10_000, rateGPerS: 0.05 } as const;
  const run = (id: string, options: Omit<Parameters<typeof createWorld>[1], "seed">, frames: number) => {
    const vehicle = benchVehicle(id);
    const world = createWorld(vehicle, { seed: 3, ...options });
    return Array.from({ length: frames }, () => ({ frame: world.next(), fused: world.fused() }));
  };
  const meanOf = (list: ReturnType<typeof run>, slot: number) =>
    list.slice(-400).reduce((sum, { frame }) => sum + frame!.mean[slot]! / 400, 0);

  it.each(["r44", "ammonia", "cdu"])("of %s both fall by what leaked", (id) => {
    const { plant } = benchVehicle(id);
    const own = { ...leak, rateGPerS: leak.rateGPerS * plant.scale };
    const [dry, wet] = [run(id, {}, 4000), run(id, { leak: own }, 4000)];
    const lostG = leakedBy(own, 38_000);
    const level = ((meanOf(dry, 0) - meanOf(wet, 0)) * plant.fullScaleG) / 100;
    expect(Math.abs(level / lostG - 1)).toBeLessThan(0.03);
    // Isothermal gas: p V is the same in both, and the leaking loop has more volume by what has left it.
    const { pressureKpa, volumeM3, densityKgPerM3 } = plant.gas;
    const volumeOf = (kpa: number) => (pressureKpa * volumeM3) / kpa;
    const grown = (volumeOf(meanOf(wet, 4)) - volumeOf(meanOf(dry, 4))) * densityKgPerM3 * 1000;
    expect(Math.abs(grown / lostG - 1)).toBeLessThan(0.03);
  });

  it("agree with the channel that theory is worked out on", () => {
    const list = run("r44", { leak }, 4000);
    const dry = run("r44", {}, 4000);
    const fall = dry.at(-1)!.fused - list.at(-1)!.fused;
    expect(Math.abs((fall * 36) / leakedBy(leak, 40_000) - 1)).toBeLessThan(0.03);
  });

  it("stand in the order in which the loop's description names them", () => {
    for (const vehicle of benchVehicles) {
      const frame = createWorld(vehicle, { seed: 1 }).next()!;
      expect(frame.mean).toHaveLength(channelsOf(vehicle.loop).length);
      expect(frame.periodS).toBe(vehicle.deliveredPeriodS);
    }
  });

  it("are lost and stuck one by one", () => {
    const lost = run("r44", { lost: { sensor: "pressure", fromS: 1000 } }, 200);
    expect(lost[98]!.frame!.mean[4]).toBeGreaterThan(100);
    expect(lost[120]!.frame!.mean[4]).toBeNaN();
    expect(lost[120]!.frame!.coverage[4]).toBe(0);
    const stuck = run("r44", { stuck: { sensor: "level", fromS: 1000 } }, 800);
    expect(new Set(stuck.slice(110).map(({ frame }) => frame!.mean[0])).size).toBe(1);
    expect(new Set(stuck.slice(110).map(({ frame }) => frame!.mean[4])).size).toBeGreaterThan(500);
  });

  it("have tails under heavy-tailed noise, and the same variance", () => {
    const step = (list: ReturnType<typeof run>) =>
      list.map(({ frame }, i) => (i === 0 ? 0 : frame!.mean[4]! - list[i - 1]!.frame!.mean[4]!));
    const [plain, heavy] = [step(run("r44", {}, 20_000)), step(run("r44", { heavyTails: true }, 20_000))];
    const rms = (list: number[]) => Math.sqrt(list.reduce((sum, x) => sum + x * x, 0) / list.length);
    expect(Math.abs(rms(heavy) / rms(plain) - 1)).toBeLessThan(0.25);
    expect(Math.max(...heavy)).toBeGreaterThan(1.5 * Math.max(...plain));
  });
});

describe("confusers", () => {
  const effect = (event: Confuser, timeS: number) => {
    const confusion = new Confusion([event], r44Plant.swingG);
    confusion.at(timeS);
    return confusion;
  };
  const one = (kind: Confuser["kind"], over: Partial<Confuser> = {}): Confuser => ({
    ...drawConfuser(randomStream(4), kind, 1000),
    ...over,
  });

  it.each(["sensor drift", "sensor bias", "sensor spike", "gas-charge loss"] as const)(
    "of kind %s move one gauge and leave the loop alone",
    (kind) => {
      const event = one(kind);
      const at = effect(event, (event.startS + event.endS) / 2);
      expect(at.loopG).toBe(0);
      expect(Math.abs(at.levelG) + Math.abs(at.pressureG)).toBeGreaterThan(0);
      expect(Math.abs(at.levelG * at.pressureG)).toBe(0);
    },
  );

  it("that move coolant open the valve, and what they moved has left or come for good", () => {
    const event = one("transfer");
    expect(effect(event, event.startS + 1).valve).toBe(1);
    const confusion = new Confusion([event], r44Plant.swingG);
    for (let t = 0; t < event.endS + 5000; t += 10) confusion.at(t);
    expect(confusion.loopG).toBeCloseTo(lastingG(event), 9);
    expect(confusion.valve).toBe(0);
  });

  it("that are thermal end where they began", () => {
    for (const kind of ["thermal transient", "set point"] as const) {
      const event = one(kind);
      const during = effect(event, event.startS + event.withinS);
      expect(Math.abs(during.temperatureK - event.size)).toBeLessThan(1e-9);
      expect(Math.sign(during.loopG)).toBe(-Math.sign(event.size));
      const after = effect(event, event.endS + 40 * event.withinS);
      expect(Math.abs(after.temperatureK) + Math.abs(after.loopG)).toBeLessThan(1e-6);
    }
  });

  it("grow with the loop where they are grams, and not where they are kelvin", () => {
    const [small, large] = [1, 8].map((scale) => drawConfuser(randomStream(6), "sensor bias", 0, scale));
    expect(large!.size).toBeCloseTo(8 * small!.size, 9);
    const [cool, warm] = [1, 8].map((scale) => drawConfuser(randomStream(6), "thermal transient", 0, scale));
    expect(warm!.size).toBe(cool!.size);
  });

  it("come in every kind, in order of time, and at the rate asked for", () => {
    const events = drawConfusers(randomStream(1), 0, 1000 * 86_400, 1, 2 * 86_400);
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
