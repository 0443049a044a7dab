// Rate, hole, time to empty and to loss of prime against loops that drain in the solver of src/loop, with everything that the vehicle file
// leaves uncertain drawn anew: gas, charge, liquid, vapour pressure, discharge coefficient, density, the gas's exponent, and holes that grow.
// Build and run:  npx rolldown bench/time-to-empty.ts --format esm --platform node --file dist/bench/time-to-empty.mjs && node dist/bench/time-to-empty.mjs [cases a decade] [seed]
import { randomStream } from "../src/stats/index.ts";
import type { LoopDescription, Uncertain } from "../src/vehicle/loop-description.ts";
import type { Band } from "../src/watch/finding.ts";
import { beginWatch, planWatch, step } from "../src/watch/index.ts";
import { estimateLeak, type LeakEstimate } from "../src/watch/size/leak-estimate.ts";
import { ratePosterior } from "../src/watch/size/rate-posterior.ts";
import { Draining } from "./emptying/draining-loop.ts";

const CASES = Number(process.argv[2] ?? 100);
const SEED = Number(process.argv[3] ?? 1);
/** Only leaks of one law: steady, exponential, linear; all where not given. */
const ONLY = process.argv[4];
const DECADES = [
  [0.01, 0.1],
  [0.1, 1],
  [1, 10],
] as const;
const FRAME_S = 10;
const QUIET_S = 7200;
const LONGEST_WATCH_S = 6 * 3600;

const spread = (value: number, low: number, high: number): Uncertain => ({
  value,
  low,
  high,
  source: "bench",
});
const inventory = {
  kind: "gas-pressure",
  chargeKg: spread(34, 32, 36),
  gasPressurePa: spread(98_000, 98_000, 98_000),
  gasVolumeM3: spread(0.004, 0.0036, 0.0044),
  accumulatorLiquidM3: spread(0.004, 0.0036, 0.0044),
  densityKgPerM3: spread(692, 692, 692),
  vapourPressurePa: spread(5150, 4500, 5900),
  dischargeCoefficient: spread(0.65, 0.6, 0.85),
} as const;
const NOISE = { step: 0.01, white: 0.1, driftPerRootDay: 0.3, wander: 0.05, wanderTimeS: 600 };
const loop: LoopDescription = {
  id: "gas",
  name: "Gas-charged loop",
  carrier: "bench",
  coolant: "lz-tk-2",
  inventoryChannel: "P",
  inventoryUnit: "kPa",
  inventory,
  explainedBy: [],
  noise: { ...NOISE, ripple: 0, rippleChangePerOrbit: 0 },
  framePeriodS: FRAME_S,
  orbitPeriodS: 0,
  silenceS: 15,
  learningS: 3600,
  meanTimeBetweenFalseAlarmsS: 365.25 * 86_400,
};
const plan = planWatch(loop);

interface Judged {
  readonly rate: { readonly truth: number; readonly said: Band };
  readonly hole: { readonly truth: number; readonly said: Band };
  readonly empty: { readonly truth: number; readonly said: Band };
  readonly prime: { readonly truth: number; readonly said: Band };
}

/** One case: what was said at the alarm, at twice and at five times the delay, beside what then happened. */
function runCase(lowG: number, highG: number, number: number): (Judged | null)[] {
  const random = randomStream(SEED).named(`${lowG}`).named(number);
  const triangular = ({ low, value, high }: Uncertain) => {
    // Sum of two uniforms is triangular about its middle; folded to the peak of each side.
    const u = random.uniform();
    const peak = (value - low) / (high - low);
    return u < peak
      ? low + Math.sqrt(u * (high - low) * (value - low))
      : high - Math.sqrt((1 - u) * (high - low) * (high - value));
  };
  const densityKgPerM3 = 692 * (1 + 0.005 * random.normal());
  const gasPa = 98_000;
  const rateKgPerS = (lowG / 1000) * (highG / lowG) ** random.uniform();
  const area = rateKgPerS / Math.sqrt(2 * densityKgPerM3 * gasPa);
  const cd = triangular(inventory.dischargeCoefficient);
  const kind = random.uniform();
  const perS = (1 / (30 * 86_400)) * 720 ** random.uniform();
  const law = ONLY ?? (kind < 0.6 ? "steady" : kind < 0.8 ? "exponential" : "linear");
  const grown = (t: number) =>
    law === "steady" ? 1 : law === "exponential" ? Math.exp(Math.min(perS * t, 60)) : 1 + perS * t;
  const vapourPa = triangular(inventory.vapourPressurePa);
  const draining = new Draining({
    gasVolumeM3: triangular(inventory.gasVolumeM3),
    gasPa,
    exponent: 1 + 0.03 * random.uniform(),
    liquidM3: triangular(inventory.accumulatorLiquidM3),
    chargeKg: triangular(inventory.chargeKg),
    densityKgPerM3,
    vapourPa,
    areaAt: (t) => area * grown(t),
  });
  let state = beginWatch(plan);
  let drift = 0;
  let wander = 0;
  let delayS = Number.NaN;
  const wanted: { timeS: number; estimate: LeakEstimate; rate: number; hole: number }[] = [];
  for (let endS = FRAME_S; endS <= QUIET_S + LONGEST_WATCH_S; endS += FRAME_S) {
    const sinceS = endS - FRAME_S / 2 - QUIET_S;
    if (sinceS > 0) draining.advance(sinceS);
    drift += NOISE.driftPerRootDay * Math.sqrt(FRAME_S / 86_400) * random.normal();
    const keep = Math.exp(-FRAME_S / NOISE.wanderTimeS);
    wander = keep * wander + NOISE.wander * Math.sqrt(1 - keep ** 2) * random.normal();
    const reading =
      (sinceS > 0 ? draining.pressurePa : gasPa) / 1000 + drift + wander + NOISE.white * random.normal();
    const mean = Float64Array.of(Math.round(reading / NOISE.step) * NOISE.step);
    const frame = { endS, periodS: FRAME_S, mean, coverage: Float64Array.of(1), reports: Int32Array.of(10) };
    const result = step(plan, state, frame);
    state = result.state;
    if (state.phase !== "leaking") continue;
    // An alarm before the leak: a false one, and the case is not of this bench.
    if (sinceS <= 0) return [null, null, null];
    if (Number.isNaN(delayS)) delayS = sinceS;
    const due = [1, 2, 5][wanted.length]!;
    if (sinceS < due * delayS - 1e-9) continue;
    const frameNumber = Math.round(endS / FRAME_S) - 1;
    const posterior = state.drain.posterior ?? ratePosterior(state.bank, frameNumber, plan.rates);
    wanted.push({
      timeS: draining.state.timeS,
      estimate: estimateLeak(plan, state, posterior, mean[0]!),
      rate: draining.rateKgPerS,
      hole: Math.sqrt((4 * area * grown(draining.state.timeS)) / cd / Math.PI),
    });
    if (wanted.length === 3) break;
  }
  const { emptyS, primeLostS } = draining.untilEmpty(vapourPa);
  return [0, 1, 2].map((i) => {
    const at = wanted[i];
    if (at === undefined || !(at.rate > 0)) return null;
    const { estimate, timeS } = at;
    return {
      rate: { truth: at.rate, said: estimate.rateKgPerS! },
      hole: { truth: at.hole, said: estimate.holeDiameterM! },
      empty: { truth: Math.max(emptyS - timeS, 0), said: estimate.timeToEmptyS! },
      prime: {
        truth: Number.isNaN(primeLostS) ? 0 : Math.max(primeLostS - timeS, 0),
        said: estimate.timeToPrimeLossS!,
      },
    };
  });
}

const covers = ({ truth, said }: Judged["rate"]) => truth >= said.p05 && truth <= said.p95;
const percent = (part: number, of: number) => (of === 0 ? "–" : `${((100 * part) / of).toFixed(0)} %`);
const names = ["at alarm", "2 x delay", "5 x delay"];
console.log(`${CASES} cases a decade, seed ${SEED}, ${ONLY ?? "60 % steady, 20 % exponential, 20 % linear"}`);
console.log(
  "g/s | when | cases | rate error | rate covers | hole covers | empty covers | empty within 20 % | prime covers",
);
const all: (Judged | null)[][] = [[], [], []];
const line = (label: string, when: number, cases: readonly (Judged | null)[]) => {
  const judged = cases.filter((each) => each !== null);
  const n = judged.length;
  const count = (quantity: keyof Judged) => judged.filter((each) => covers(each[quantity])).length;
  const error = judged.reduce((sum, { rate }) => sum + Math.abs(rate.said.median / rate.truth - 1), 0) / n;
  const near = judged.filter(({ empty }) => Math.abs(empty.said.median / empty.truth - 1) <= 0.2).length;
  console.log(
    [
      label,
      names[when],
      n,
      percent(error, 1),
      percent(count("rate"), n),
      percent(count("hole"), n),
      percent(count("empty"), n),
      percent(near, n),
      percent(count("prime"), n),
    ].join(" | "),
  );
};
for (const [lowG, highG] of DECADES) {
  const found: (Judged | null)[][] = [[], [], []];
  for (let number = 0; number < CASES; number++)
    for (const [i, judged] of runCase(lowG, highG, number).entries()) {
      found[i]!.push(judged);
      all[i]!.push(judged);
    }
  for (const [i, cases] of found.entries()) line(`${lowG} to ${highG}`, i, cases);
}
for (const [i, cases] of all.entries()) line("all", i, cases);
