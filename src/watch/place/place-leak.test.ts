import { describe, expect, it } from "vitest";
import { randomStream } from "../../stats/index.ts";
import type { Frame } from "../../telemetry/frame.ts";
import type { LoopDescription } from "../../vehicle/loop-description.ts";
import { ringLoop } from "../testing/ring-loop.case.ts";
import { beginPlace, followPlace, type PlaceMemory, placeLeak, planPlace } from "./place-leak.ts";

// Oracle: readings made from the closed form of science note 4.2 (not from the network), with noise and a bias a tap. Thresholds: a leak
// of 10 g/s, ten times what 0.05 kPa of bias hides, is found in its own segment; one of 0.03 g/s is never called placed.

const LOSS_PA = 100_000;
const FLOW = 0.2995;
const TAPS_AT = [1, 0, 0.25, 0.5, 0.75];
const BEFORE = 720;
const AFTER = 180;
const NAMES = "abcdefgh";

const hardware = ringLoop({ isolation: { b: "valve-b", c: "valve-c" } });
const watched = hardware.twin.watched[0] as LoopDescription;
const plan = planPlace(hardware, watched, 1)!;

function framesFor(q: number, z: number, seed: number, levelPa: (tap: number) => number = () => 0): Frame[] {
  const random = randomStream(seed);
  const bias = TAPS_AT.map(() => 50 * random.normal());
  return Array.from({ length: BEFORE + AFTER }, (_, number) => {
    const leaking = number >= BEFORE;
    const mean = Float64Array.from([50, ...TAPS_AT], (y, i) => {
      if (i === 0) return 50;
      const level = 200_000 + LOSS_PA * (1 - y) + levelPa(i - 1);
      const change = leaking ? -LOSS_PA * (1 - (1 - q / FLOW) ** 2) * (1 - Math.max(y, z)) + bias[i - 1]! : 0;
      // All pressures fall with the gas as well.
      const fall = leaking ? -10 * (number - BEFORE) : 0;
      return (level + change + fall + (500 / Math.sqrt(10)) * random.normal()) / 1000;
    });
    return {
      endS: 10 * (number + 1),
      periodS: 10,
      mean,
      coverage: new Float64Array(mean.length).fill(1),
      reports: new Int32Array(mean.length).fill(10),
    };
  });
}

function placed(q: number, frames: readonly Frame[]): PlaceMemory {
  let memory = beginPlace(plan);
  for (const [number, frame] of frames.entries())
    memory = followPlace(plan, memory, frame, number, number > BEFORE + 3 ? BEFORE - 1 : null);
  const leak = {
    onset: { p05: BEFORE - 1, p95: BEFORE + 2 },
    rateKgPerS: { median: q, p05: 0.9 * q, p95: 1.1 * q },
    inventoryKg: 8,
    pressurePa: 200_000,
  };
  return placeLeak(plan, memory, leak, frames.length - 1);
}

describe("placing a leak", () => {
  it("finds a leak of 10 g/s in its own segment, all along the ring", () => {
    for (const [segment, name] of [...NAMES].entries()) {
      const { placing } = placed(0.01, framesFor(0.01, (segment + 0.5) / 8, segment));
      expect([name, placing!.place[0]!.segment]).toEqual([name, name]);
      expect(placing!.set).toContain(name);
    }
  });

  it("does not claim to place a leak that the taps' bias hides", () => {
    for (let seed = 0; seed < 8; seed++) {
      const { placing } = placed(3e-5, framesFor(3e-5, (seed + 0.5) / 8, 100 + seed));
      expect(placing!.toldApart).toBe(false);
      expect(placing!.place[0]!.probability).toBeLessThan(0.35);
    }
  });

  it("gives probabilities that add up to one, and the smallest set that holds nine tenths", () => {
    const { placing } = placed(1e-3, framesFor(1e-3, 0.4, 7));
    expect(placing!.place.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 9);
    const inSet = placing!.place.filter(({ segment }) => placing!.set.includes(segment));
    const held = inSet.reduce((sum, { probability }) => sum + probability, 0);
    expect(held).toBeGreaterThanOrEqual(0.9);
    expect(held - inSet.at(-1)!.probability).toBeLessThan(0.9);
  });

  it("refuses to place where the taps did not read what the file's losses say", () => {
    const { placing, refusal } = placed(
      0.01,
      framesFor(0.01, 0.5, 3, (tap) => (tap === 2 ? 90_000 : 0)),
    );
    expect(placing).toBeNull();
    expect(refusal).toContain("does not fit");
  });

  it("says which isolation would tell most and what it would keep, and never that it tells more than there is to know", () => {
    const { placing } = placed(1e-3, framesFor(1e-3, 0.3, 11));
    const bits = -placing!.place.reduce((sum, { probability: p }) => sum + (p > 0 ? p * Math.log2(p) : 0), 0);
    for (const { gainBits } of placing!.next) expect(gainBits).toBeLessThanOrEqual(bits + 1e-9);
    const isolation = placing!.next.find(({ kind, target }) => kind === "isolate" && target === "c")!;
    const p = placing!.place.find(({ segment }) => segment === "c")!.probability;
    // 8 kg on board, half a kilogram between the valves is lost in any case.
    expect(isolation.savesKg!.untilEmpty).toBeCloseTo(p * (8 - 0.499), 2);
    const rate = placing!.rateKgPerS.median;
    expect(isolation.savesKg!.nextHour).toBeCloseTo(p * (3600 * rate - 0.499), 2);
  });
});
