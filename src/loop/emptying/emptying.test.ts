import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type EmptyingLoop, emptying } from "./emptying.ts";
import {
  ISOOCTANE_HEAT_CAPACITY_RATIO,
  ISOOCTANE_MOLAR_MASS,
  isooctaneDensityKgPerM3,
  isooctaneVapourPressurePa,
} from "./isooctane.ts";

// Oracles and tolerances:
//   closed-form blowdown to vacuum, computed independently with another program: relative 1e-6 (all printed digits)
//   two-stage table for Soyuz MS-22 (44 L of isooctane, 0.8 mm, Cd 0.62): half a unit of the last printed digit, and 0.15 % of a
//   time under vapour pressure, because the table's vapour pressures are printed with three digits
//   conservation of mass: 1e-12 of the charge

const GAS = { molarMassKgPerMol: 0.11423, heatCapacityRatio: 1.046, temperatureK: 293.15 };
const KGF_CM2 = 98_066.5;

/** Case G: a gas cushion of 2 L at 300 kPa, liquid of 900 kg/m3 without vapour pressure, 0.8 mm. */
const caseG = (polytropicExponent = 1): EmptyingLoop => ({
  chargeKg: 40,
  densityKgPerM3: 900,
  cushion: { kind: "gas", pressurePa: 300e3, gasVolumeM3: 2e-3, liquidM3: 10e-3, polytropicExponent },
  vapourPressurePa: 0,
  vapour: GAS,
  hole: { diameterM: 0.8e-3, dischargeCoefficient: 0.62 },
});

/** 44 L of isooctane at a temperature, part of it in an accumulator with 4 L of gas behind. */
function isooctaneLoop(celsius: number, pressurePa: number, liquidL: number, diameterMm = 0.8): EmptyingLoop {
  const temperatureK = 273.15 + celsius;
  const densityKgPerM3 = isooctaneDensityKgPerM3(temperatureK);
  return {
    chargeKg: 0.044 * densityKgPerM3,
    densityKgPerM3,
    cushion: { kind: "gas", pressurePa, gasVolumeM3: 4e-3, liquidM3: liquidL * 1e-3 },
    vapourPressurePa: isooctaneVapourPressurePa(temperatureK),
    vapour: {
      molarMassKgPerMol: ISOOCTANE_MOLAR_MASS,
      heatCapacityRatio: ISOOCTANE_HEAT_CAPACITY_RATIO,
      temperatureK,
    },
    hole: { diameterM: diameterMm * 1e-3, dischargeCoefficient: 0.62 },
  };
}

const corners = [49e3, 196e3].flatMap((pressure) =>
  [3, 6].map((liquid): [number, number] => [pressure, liquid]),
);

describe("a loop under a gas cushion", () => {
  it.each([
    [0, 2, 300, 7.242, 0],
    [60, 2.457552, 244.1454, 6.53314, 411.7964],
    [600, 5.548649, 108.1344, 4.3479, 3193.7842],
    [1800, 10.403025, 57.6755, 3.17536, 7562.7221],
  ])("follows the isothermal closed form at %s s", (t, gasL, kPa, gPerS, lostG) => {
    const state = emptying(caseG()).at(t);
    expect(state.lostKg / 0.9 + 2).toBeCloseTo(gasL, 6);
    expect(state.pressurePa / 1e3).toBeCloseTo(kPa, 4);
    expect(state.massFlowKgPerS * 1e3).toBeCloseTo(gPerS, 5);
    expect(state.lostKg * 1e3).toBeCloseTo(lostG, 3);
  });

  it("follows the polytropic closed form", () => {
    const state = emptying(caseG(1.4)).at(600);
    expect(state.lostKg / 0.9 + 2).toBeCloseTo(5.217206, 6);
    expect(state.pressurePa / 1e3).toBeCloseTo(78.37, 4);
  });

  it("gives the time to push out 4 L", () => {
    expect(emptying(caseG()).timeUntilLostS((4e-3 * 900) / 40)).toBeCloseTo(695.303, 4);
  });
});

describe("a loop under a spring", () => {
  const caseS = emptying({
    ...caseG(),
    cushion: { kind: "spring", seatPressurePa: 150e3, stiffnessPaPerM3: 50e6, liquidM3: 3e-3 },
  });

  it("follows the closed form at 60 s and meets its hard stop on time", () => {
    expect(caseS.at(60).pressurePa / 1e3).toBeCloseTo(276.34562, 5);
    expect(3 - caseS.at(60).lostKg / 0.9).toBeCloseTo(2.526912, 6);
    expect(caseS.cushionEmptyS).toBeCloseTo(436.792, 4);
  });
});

describe("Soyuz MS-22's loop with a 0.8 mm hole", () => {
  const temperatures = [0, 20, 30];
  const everywhere = (value: (celsius: number, pressurePa: number, liquidL: number) => number) => {
    const values = temperatures.flatMap((c) => corners.map(([p, liquid]) => value(c, p, liquid)));
    return [Math.min(...values), Math.max(...values)] as const;
  };

  it("exhausts its compensator after 8 to 36 minutes over the stated ranges", () => {
    const [soonest, latest] = everywhere((c, p, l) => emptying(isooctaneLoop(c, p, l)).cushionEmptyS / 60);
    expect([Math.round(soonest), Math.round(latest)]).toEqual([8, 36]);
  });

  it("falls to 70 % of its pressure 4.2 to 8.6 minutes after the breach", () => {
    // 70 % of the pressure is 1/0.7 of the gas volume, whatever the compensator holds.
    const [soonest, latest] = everywhere((c, p) => {
      const loop = isooctaneLoop(c, p, 6);
      const expelledKg = (4e-3 / 0.7 - 4e-3) * loop.densityKgPerM3;
      return emptying(loop).timeUntilLostS(expelledKg / loop.chargeKg) / 60;
    });
    expect(soonest).toBeCloseTo(4.2, 1);
    expect(latest).toBeCloseTo(8.6, 1);
  });

  it.each([
    [0, 13.9, 15.0],
    [10, 10.4, 11.3],
    [20, 8.1, 8.7],
    [30, 6.4, 6.9],
  ])("has lost 90 %% at %s degC between %s and %s h", (celsius, soonest, latest) => {
    const hours = corners.map(
      ([p, liquid]) => emptying(isooctaneLoop(celsius, p, liquid)).timeUntilLostS(0.9) / 3600,
    );
    expect(Math.abs(Math.min(...hours) - soonest)).toBeLessThan(0.05 + 0.0015 * soonest);
    expect(Math.abs(Math.max(...hours) - latest)).toBeLessThan(0.05 + 0.0015 * latest);
  });

  it("has lost half after 3.2 to 7.9 h and 99 % after 7.1 to 16.6 h over temperatures of 0 to 30 degC", () => {
    const hours = (fraction: number) =>
      [0, 30].flatMap((c) =>
        corners.map(([p, l]) => emptying(isooctaneLoop(c, p, l)).timeUntilLostS(fraction) / 3600),
      );
    expect(Math.min(...hours(0.5))).toBeCloseTo(3.2, 1);
    expect(Math.max(...hours(0.5))).toBeCloseTo(7.9, 1);
    expect(Math.min(...hours(0.99))).toBeCloseTo(7.1, 1);
    expect(Math.max(...hours(0.99))).toBeCloseTo(16.6, 1);
  });

  it.each([
    [3, [1.76, 1.34, 1.19]],
    [4, [1.52, 1.16, 1.03]],
    [17.75, [0.72, 0.55, 0.49]],
  ])("needs the published hole to lose 90 %% in %s h", (hours, diameters) => {
    for (const [index, celsius] of [0, 20, 30].entries()) {
      // Time goes with the inverse square of the diameter.
      const one = emptying(isooctaneLoop(celsius, 98e3, 4.5, 1)).timeUntilLostS(0.9) / 3600;
      expect(Math.sqrt(one / hours)).toBeCloseTo(diameters[index]!, 2);
    }
  });
});

describe("any emptying loop", () => {
  const anyLoop = fc
    .record({
      celsius: fc.double({ min: -20, max: 40, noNaN: true }),
      kPa: fc.double({ min: 49, max: 304, noNaN: true }),
      liquidL: fc.double({ min: 0.1, max: 6, noNaN: true }),
      mm: fc.double({ min: 0.01, max: 12, noNaN: true }),
      tubed: fc.boolean(),
    })
    .filter(
      ({ celsius, kPa, liquidL }) =>
        (kPa * 4) / (4 + liquidL) > isooctaneVapourPressurePa(celsius + 273.15) / 1e3,
    )
    .map(
      ({ celsius, kPa, liquidL, mm, tubed }): EmptyingLoop => ({
        ...isooctaneLoop(celsius, kPa * 1e3, liquidL, mm),
        ...(tubed ? { feedTube: { boreM: 6e-3, lengthM: 10, viscosityPaS: 5e-4 } } : {}),
      }),
    );

  it("keeps liquid, vapour and what was lost equal to the charge at every time", () => {
    fc.assert(
      fc.property(anyLoop, fc.double({ min: 0, max: 1.5, noNaN: true }), (loop, part) => {
        const run = emptying(loop);
        const state = run.at(part * run.liquidGoneS);
        const sum = state.liquidKg + state.vapourKg + state.lostKg;
        expect(Math.abs(sum / loop.chargeKg - 1)).toBeLessThan(1e-12);
        expect(Math.min(state.liquidKg, state.vapourKg, state.lostKg)).toBeGreaterThanOrEqual(
          -1e-12 * loop.chargeKg,
        );
      }),
    );
  });

  it("never regains pressure, flow or liquid, and loses at the rate it states", () => {
    fc.assert(
      fc.property(anyLoop, fc.double({ min: 0, max: 1.2, noNaN: true }), (loop, part) => {
        const run = emptying(loop);
        const [t, dt] = [part * run.liquidGoneS, 1e-4 * run.liquidGoneS];
        const [before, after] = [run.at(t), run.at(t + dt)];
        expect(after.pressurePa).toBeLessThanOrEqual(before.pressurePa);
        expect(after.massFlowKgPerS).toBeLessThanOrEqual(before.massFlowKgPerS * (1 + 1e-12));
        expect(after.liquidKg).toBeLessThanOrEqual(before.liquidKg);
        const lost = after.lostKg - before.lostKg;
        const slack = 1e-9 * loop.chargeKg;
        expect(lost).toBeLessThanOrEqual(before.massFlowKgPerS * dt + slack);
        expect(lost).toBeGreaterThanOrEqual(after.massFlowKgPerS * dt - slack);
      }),
    );
  });

  it("says when a part was lost, and at that time it was", () => {
    fc.assert(
      fc.property(anyLoop, fc.double({ min: 1e-4, max: 0.9999, noNaN: true }), (loop, fraction) => {
        const run = emptying(loop);
        expect(run.at(run.timeUntilLostS(fraction)).lostKg / loop.chargeKg).toBeCloseTo(fraction, 8);
      }),
    );
  });

  it("is whole before the hole opens", () => {
    const loop = isooctaneLoop(20, 98e3, 4);
    expect(emptying(loop).at(-1)).toMatchObject({ lostKg: 0, massFlowKgPerS: 0, pressurePa: 98e3 });
  });
});

describe("a loop with a 12 mm hole in its skin", () => {
  it("empties in about a minute at constant pressure, as the published sizes imply", () => {
    // A cushion so large that its pressure hardly falls.
    for (const [factor, seconds] of [
      [0.5, 53],
      [1, 37],
      [2, 26],
    ] as const) {
      const loop = isooctaneLoop(20, factor * KGF_CM2, 4, 12);
      const constant = {
        ...loop,
        cushion: {
          kind: "spring",
          seatPressurePa: factor * KGF_CM2,
          stiffnessPaPerM3: 0,
          liquidM3: 0.044,
        } as const,
      };
      expect(Math.round(emptying(constant).cushionEmptyS)).toBe(seconds);
    }
    const { liquidGoneS, cushionEmptyS } = emptying(isooctaneLoop(20, 98e3, 1e-6, 12));
    expect(Math.abs(liquidGoneS - cushionEmptyS - 164)).toBeLessThan(2);
  });

  it("is limited by the tube that feeds it: slower, and never faster, than the open hole", () => {
    const open = isooctaneLoop(20, 98e3, 4, 12);
    const fed = (lengthM: number) =>
      emptying({ ...open, feedTube: { boreM: 6e-3, lengthM, viscosityPaS: 5e-4 } });
    expect(fed(20).liquidGoneS).toBeGreaterThan(20 * emptying(open).liquidGoneS);
    expect(fed(20).liquidGoneS).toBeGreaterThan(fed(5).liquidGoneS);
    expect(fed(1e-9).liquidGoneS / emptying(open).liquidGoneS).toBeCloseTo(1, 6);
  });
});

describe("a loop that cannot be", () => {
  it.each([
    ["more liquid in the accumulator than in all", { chargeKg: 1 }, /more than the charge/],
    ["a vapour pressure above the cushion's last", { vapourPressurePa: 99e3 }, /boils before the hard stop/],
    ["a hole of no size", { hole: { diameterM: 0, dischargeCoefficient: 0.62 } }, /diameterM is 0/],
  ])("is refused: %s", (_, change, message) => {
    expect(() => emptying({ ...isooctaneLoop(20, 98e3, 4), ...change })).toThrow(message);
  });
});
