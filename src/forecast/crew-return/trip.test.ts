import { describe, expect, it } from "vitest";
import { timeToSaturation } from "../../cabin/index.ts";
import { memberDraw, valueDraw } from "../draw.ts";
import { firstReached, peakOf } from "./fly-members.ts";
import { exactly, insulated, ms22, soyuz } from "./returns.case.ts";
import { flyTrip, type Trip } from "./trip.ts";

// Oracles: heat over heat capacity of an insulated compartment (1 % of the rise), hand calculation of the time to humid air
// (a factor of three), steps eight times finer (0.15 K, 3 min). Then order: more people, no cooling,
// a longer way and a hotter start are never better.
const trip: Trip = { file: soyuz, start: ms22.start, coolant: "none", profile: "nominal", crew: 3 };
const flown = (change: Partial<Trip>, member = 0) => flyTrip({ ...trip, ...change }, memberDraw(5, member));

describe("an insulated empty ship", () => {
  it("warms by its heat over its heat capacity in every compartment", () => {
    const file = insulated();
    const { samples, endsS } = flyTrip({ ...trip, file, crew: 0 }, valueDraw());
    const separation = endsS[3]!; // phases before it keep the loads of the powered ship
    const end = samples.findLast(({ phase }) => phase === 3)!;
    const { air, "heat-capacity": capacity } = soyuz.compartments.descent;
    const airCapacity = 1.2 * 1006 * air.value;
    const rise = (220 * separation) / (capacity.value + airCapacity);
    expect(Math.abs((end.cabin - ms22.start.cabin.value) / rise - 1)).toBeLessThan(0.01);
    const boxes =
      (320 * separation) / (soyuz.compartments.instrument["heat-capacity"].value + 1.2 * 1006 * 1.5);
    const expected = ms22.start.instrument.value + boxes + soyuz.electronics["box-rise"].value;
    expect(Math.abs(end.electronics - expected)).toBeLessThan(0.01 * boxes);
  });

  it("has no crew to speak of, and no electronics once the instrument compartment has gone", () => {
    const { samples } = flown({ crew: 0 });
    for (const { humidity, wbgt, body, electronics, phase } of samples) {
      expect([humidity, wbgt, body].every(Number.isNaN)).toBe(true);
      expect(Number.isNaN(electronics)).toBe(phase >= 4);
    }
  });
});

describe("a crewed ship without cooling", () => {
  it("without cloth is humid as soon as the hand calculation without walls says, within a factor of three; with cloth later", () => {
    const none = { ...soyuz.cloth, mass: exactly(0) };
    const reached = (file: typeof soyuz) =>
      firstReached(flyTrip({ ...trip, file }, valueDraw(), 60).samples, "humidity", 0.75);
    const bare = reached({ ...soyuz, cloth: none });
    const crewWater = (3 * 95e-3) / 3600; // the published daily mean, 95 g/h each
    const bound = timeToSaturation(8.5, 303.15, 0.5, crewWater) * ((0.75 - 0.5) / (1 - 0.5));
    expect(bare).toBeGreaterThan(bound / 3);
    expect(bare).toBeLessThan(3 * bound);
    expect(reached(soyuz)).toBeGreaterThan(bare + 120);
  });

  it("never shows more than saturated air", () => {
    for (let member = 0; member < 5; member++)
      for (const { humidity } of flown({}, member).samples) expect(humidity).toBeLessThanOrEqual(1);
  });

  it("comes to the same with steps eight times finer", () => {
    const fine = flyTrip(trip, valueDraw(), 60);
    const coarse = flyTrip(trip, valueDraw(), 480);
    for (const quantity of ["cabin", "wbgt", "electronics", "body"] as const)
      expect(Math.abs(peakOf(fine.samples, quantity) - peakOf(coarse.samples, quantity))).toBeLessThan(0.15);
    for (const [quantity, limit] of [
      ["humidity", 0.75],
      ["wbgt", 306],
    ] as const)
      expect(
        Math.abs(firstReached(fine.samples, quantity, limit) - firstReached(coarse.samples, quantity, limit)),
      ).toBeLessThan(180);
    expect(fine.endsS).toEqual(coarse.endsS.map((end) => expect.closeTo(end, 6)));
  });

  it("is warmer with every person more, member by member", () => {
    for (let member = 0; member < 4; member++) {
      const peaks = [0, 1, 2, 3].map((crew) => peakOf(flown({ crew }, member).samples, "cabin"));
      expect(peaks).toEqual([...peaks].sort((a, b) => a - b));
      expect(peaks[3]! - peaks[2]!).toBeGreaterThan(0.3);
    }
  });

  it("gets no better by a longer way or a hotter start, and much better by cooling", () => {
    for (let member = 0; member < 4; member++) {
      const asIs = flown({}, member).samples;
      const fast = flown({ profile: "fast" }, member).samples;
      const start = { ...ms22.start, cabin: { ...ms22.start.cabin, value: 303, low: 303, high: 303 } };
      for (const quantity of ["cabin", "body"] as const) {
        expect(peakOf(fast, quantity)).toBeLessThan(peakOf(asIs, quantity));
        expect(peakOf(flown({ start }, member).samples, quantity)).toBeGreaterThanOrEqual(
          peakOf(asIs, quantity) - 0.02,
        );
      }
      const cooled = flown({ coolant: "working", start: soyuz.start }, member).samples;
      expect(peakOf(cooled, "cabin")).toBeLessThan(305);
      expect(peakOf(cooled, "body")).toBeLessThan(0.7);
    }
  });

  it("keeps the descent module's air as it was when the other modules separate", () => {
    const { samples } = flyTrip(trip, valueDraw());
    const before = samples.findLast(({ phase }) => phase === 3)!;
    const after = samples.find(({ phase }) => phase === 4)!;
    for (const quantity of ["cabin", "humidity"] as const)
      expect(after[quantity]).toBeCloseTo(before[quantity], 9);
    expect(after.timeS).toBe(before.timeS);
  });
});
