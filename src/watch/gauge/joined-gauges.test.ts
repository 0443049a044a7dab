import { describe, expect, it } from "vitest";
import { solveDense } from "../../stats/linear-solve.ts";
import type { LoopDescription } from "../../vehicle/loop-description.ts";
import { advancePath, beginPath } from "../detect/path.ts";
import { measurementRow } from "../model/kalman.ts";
import { planWatch } from "../plan.ts";
import { normalFrom, quantityLoop } from "../testing/loop-fixture.case.ts";
import { readGauges } from "./read-gauges.ts";

// Oracle: the stacked vector of all readings has the covariance that the description says, written down entry by entry; a ramp u in
// it has the information u' C^-1 u and the score u' C^-1 y. The filter's sums must be these. Tolerance 1e-6 relative: the prior of
// the levels is a million times the noise.

const FRAMES = 24;
const T = 10;
const DAY_S = 86_400;

/** Level in per cent with a coarse code, and a pressure in its own unit with a gas law, both of one inventory; no orbit. */
const exactly = (value: number) => ({ value, low: value, high: value, source: "fixture" });
/** 900 kg/m3 times 6 L over 300 kPa: 18 g a kilopascal, half a per cent of the accumulator's scale. */
const gasCharge = {
  kind: "gas-pressure",
  chargeKg: exactly(40),
  gasPressurePa: exactly(300_000),
  gasVolumeM3: exactly(0.006),
  accumulatorLiquidM3: exactly(0.004),
  densityKgPerM3: exactly(900),
  vapourPressurePa: exactly(2000),
  dischargeCoefficient: exactly(0.62),
} as const;
const loop: LoopDescription = {
  ...quantityLoop,
  inventory: { kind: "accumulator-quantity", massPerPercentKg: exactly(0.036) },
  explainedBy: [],
  orbitPeriodS: 0,
  noise: {
    step: 0.5,
    white: 0.05,
    driftPerRootDay: 2,
    wander: 0.1,
    wanderTimeS: 300,
    ripple: 0,
    rippleChangePerOrbit: 0,
  },
  witnesses: [
    {
      channel: "Q2",
      unit: "%",
      noise: {
        step: 0,
        white: 0.2,
        driftPerRootDay: 3,
        wander: 0.1,
        wanderTimeS: 300,
        ripple: 0,
        rippleChangePerOrbit: 0,
      },
    },
    {
      channel: "P",
      unit: "kPa",
      inventory: gasCharge,
      noise: {
        step: 0,
        white: 0.1,
        driftPerRootDay: 6,
        wander: 0.2,
        wanderTimeS: 300,
        ripple: 0,
        rippleChangePerOrbit: 0,
      },
    },
  ],
};

/** Covariance of two readings, from the description alone. `scale` brings a gauge's noise into the inventory channel's unit. */
const CODE_TIME_S = 60;
const own = [
  { white: 0.05, code: 0.5, bias: 0 },
  { white: 0.2, code: 0, bias: 3 },
  // One unit is worth half a per cent; its drift beyond the loop's is sqrt(3^2 - 2^2).
  { white: 0.05, code: 0, bias: Math.sqrt(5) },
] as const;
const LEVEL_PRIOR = (1000 * 0.5) ** 2;

function covariance(i: number, gi: number, j: number, gj: number): number {
  const overlap = Math.min(i, j) + 1;
  let sum = LEVEL_PRIOR + (2 ** 2 * T * overlap) / DAY_S;
  sum += 0.1 ** 2 * Math.exp((-Math.abs(i - j) * T) / 300);
  if (gi !== gj) return sum;
  const { white, code, bias } = own[gi]!;
  if (i === j) sum += white ** 2;
  if (code > 0) sum += (code ** 2 / 12) * Math.exp((-Math.abs(i - j) * T) / CODE_TIME_S);
  if (gi > 0) sum += LEVEL_PRIOR + (bias ** 2 * T * overlap) / DAY_S;
  return sum;
}

describe("the gauges of a loop, filtered together", () => {
  it.each([
    ["all speak", () => true],
    ["one is lost half way", (k: number, g: number) => g !== 1 || k < FRAMES / 2],
    ["each drops frames of its own", (k: number, g: number) => (7 * k + 3 * g) % 5 > 1],
  ] as const)("weigh a leak as the covariance of all their readings does: %s", (_, speaks) => {
    const plan = planWatch(loop);
    expect(plan.gauges).toHaveLength(3);
    const normal = normalFrom(5);
    const used: { k: number; g: number; y: number }[] = [];
    let state = beginPath(plan);
    const row = measurementRow(plan.model, new Float64Array(0));
    for (let k = 0; k < FRAMES; k++) {
      const amounts = [0.4, -0.3, 0.8].map((offset) => offset + 0.3 * normal() - 0.02 * k);
      const readings = amounts.flatMap((amount, place) =>
        speaks(k, place)
          ? [
              {
                place,
                amount,
                variance: plan.gauges[place]!.whiteVariance * (place === 2 ? 0.25 : 1),
                stretch: 1,
              },
            ]
          : [],
      );
      for (const { place, amount } of readings) used.push({ k, g: place, y: amount });
      const moment = { number: k, row, readings, testing: true, leaking: true };
      state = advancePath(plan, state, moment).state;
    }
    const c = Float64Array.from(used.flatMap((p) => used.map((q) => covariance(p.k, p.g, q.k, q.g))));
    const u = used.map(({ k }) => -(k + 0.5) * T);
    const weights = solveDense(c, Float64Array.from(u));
    const information = u.reduce((sum, value, i) => sum + value * weights[i]!, 0);
    const score = used.reduce((sum, { y }, i) => sum + y * weights[i]!, 0);
    const j = state.bank.onset.indexOf(0);
    expect(state.bank.b[j]! / information).toBeCloseTo(1, 6);
    expect(state.bank.whole[j]! / score).toBeCloseTo(1, 5);
  });

  it("bring readings of different kinds to one unit by what a kilogram does to each", () => {
    const plan = planWatch(loop);
    const references = Float64Array.of(60, 60, 300);
    const frame = {
      endS: T,
      periodS: T,
      mean: Float64Array.of(58, 57, 296),
      coverage: Float64Array.of(1, 1, 0.5),
      reports: Int32Array.of(1, 1, 1),
    };
    const [level, like, other] = readGauges(plan.gauges, references, frame);
    expect(level!.amount).toBe(58);
    expect(like!.amount).toBe(57);
    // V^(3/2) of isothermal gas, science note 7.3, over 36 g a per cent.
    const expansion = 300 / 296;
    expect(other!.amount).toBeCloseTo((-5.4 * (expansion ** 1.5 - 1)) / 1.5 / 0.036, 9);
    const perUnit = (5.4 * expansion ** 1.5) / 296 / 0.036;
    expect(other!.variance).toBeCloseTo((0.1 * perUnit) ** 2 / 0.5, 9);
  });

  it("leaves a witness out of the filter whose share of the loss is not known", () => {
    const { inventory: _, ...unknown } = loop.witnesses![1]!;
    expect(planWatch({ ...loop, witnesses: [unknown] }).gauges).toHaveLength(1);
    const { noise: __, ...silent } = loop.witnesses![0]!;
    expect(planWatch({ ...loop, witnesses: [silent] }).gauges).toHaveLength(1);
  });
});
