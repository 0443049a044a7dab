import { benchVehicle } from "../world/bench-vehicle.ts";
import { type SeedSplit, seedsOf } from "../world/seed-split.ts";
import type { QuietJob, TrialJob, TrialLeak, WorldName } from "./job.ts";

export interface BenchOptions {
  readonly vehicle: string;
  /** Leak-free loop-years of nominal and confuser time together. */
  readonly loopYears: number;
  /** Leaks of each size in the nominal and in the matched world; sizes below 1e-3 g/s and the other worlds take a third. */
  readonly trials: number;
  readonly split: SeedSplit;
}

const DAY_S = 86_400;
const YEAR_DAYS = 365.25;
/** Days in one quiet job: a year is eight of them. */
const STRETCH_DAYS = YEAR_DAYS / 8;

/** Leak rates of the reference tables, g/s: half-decade steps. */
export const REFERENCE_RATES = [1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3, 1, 10] as const;
/** The slowest leaks take days each, so fewer of them are tried. */
const SLOW_RATES = [1e-4, 3e-4] as const;
const FAST_RATES = REFERENCE_RATES.filter((rate) => rate >= 1e-3);
const MISMATCH_RATES = [1e-3, 1e-2, 0.1] as const;

/** Share of the loop-years each world gets, and whether reference tests and baselines run along. */
const QUIET_SHARES: readonly { world: WorldName; share: number; watchOnly: boolean }[] = [
  { world: "nominal", share: 0.5, watchOnly: false },
  { world: "confusers", share: 0.5, watchOnly: true },
  { world: "matched", share: 0.3, watchOnly: false },
  { world: "drift x3", share: 0.1, watchOnly: true },
  { world: "twin 10 % wrong", share: 0.05, watchOnly: true },
  { world: "half dropped", share: 0.05, watchOnly: true },
];

/** The leak-free stretches, in the order of doing: every world has some done before any has all. */
export function planQuiet(options: BenchOptions): QuietJob[] {
  const { loop } = benchVehicle(options.vehicle);
  const frames = Math.round((STRETCH_DAYS * DAY_S) / loop.framePeriodS);
  const queue: { job: QuietJob; due: number }[] = [];
  for (const { world, share, watchOnly } of QUIET_SHARES) {
    if (world === "matched" && loop.explainedBy.length > 0) continue;
    const count = Math.max(1, Math.round((options.loopYears * share * YEAR_DAYS) / STRETCH_DAYS));
    const seeds = seedsOf(options.split, count, 1);
    seeds.forEach((seed, i) => {
      const job: QuietJob = {
        kind: "quiet",
        vehicle: options.vehicle,
        world,
        seed,
        frames,
        ratesGPerS: REFERENCE_RATES,
        watchOnly,
      };
      queue.push({ job, due: (i + 1) / count });
    });
  }
  return queue.sort((a, b) => a.due - b.due).map(({ job }) => job);
}

/** The leaks, in the order of doing. */
export function planTrials(options: BenchOptions): TrialJob[] {
  const sudden = (rates: readonly number[]): TrialLeak[] =>
    rates.map((rateGPerS) => ({ shape: "sudden", rateGPerS }));
  const shapes: TrialLeak[] = (["growing", "intermittent", "stopping"] as const).flatMap((shape) =>
    MISMATCH_RATES.map((rateGPerS) => ({ shape, rateGPerS })),
  );
  const some = Math.max(2, Math.round(options.trials / 3));
  const batches: [WorldName, number, TrialLeak[]][] = [
    ["nominal", options.trials, sudden(FAST_RATES)],
    ["matched", options.trials, sudden(FAST_RATES)],
    ["nominal", some, sudden(SLOW_RATES)],
    ["matched", some, sudden(SLOW_RATES)],
    ["nominal", some, shapes],
  ];
  for (const world of [
    "half dropped",
    "level lost",
    "pressure lost",
    "level stuck",
    "drift x3",
    "drift /3",
    "twin 10 % wrong",
  ] as const) {
    batches.push([world, some, sudden(MISMATCH_RATES)]);
  }
  const { loop } = benchVehicle(options.vehicle);
  const queue: { job: TrialJob; due: number }[] = [];
  for (const [world, count, leaks] of batches) {
    if (world === "matched" && loop.explainedBy.length > 0) continue;
    // Leaks use seeds that no quiet stretch has used.
    seedsOf(options.split, count, 100_001).forEach((seed, i) => {
      const base = { kind: "trial", vehicle: options.vehicle, world, seed } as const;
      const job: TrialJob = { ...base, leaks, ratesGPerS: REFERENCE_RATES };
      queue.push({ job, due: (i + 1) / count });
    });
  }
  return queue.sort((a, b) => a.due - b.due).map(({ job }) => job);
}
