import { type BenchVehicle, benchVehicle } from "../world/bench-vehicle.ts";
import { type SeedSplit, seedsOf } from "../world/seed-split.ts";
import type { Job, QuietJob, TrialJob, TrialLeak, WorldName } from "./job.ts";

export interface BenchOptions {
  readonly vehicle: string;
  /** Leak-free loop-years of nominal and confuser time together. */
  readonly loopYears: number;
  /** Leaks of each size in the nominal or matched world; sizes below 1e-3 g/s and the other worlds take a third. */
  readonly trials: number;
  readonly split: SeedSplit;
}

const DAY_S = 86_400;
const YEAR_DAYS = 365.25;
/** Days in one quiet job: a year is sixteen of them. */
const STRETCH_DAYS = YEAR_DAYS / 16;

/** Leak rates of the reference tables, g/s: half-decade steps. A loop of another scale is given so many times as much. */
export const REFERENCE_RATES = [1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3, 1, 3, 10] as const;
/** The slowest leaks take days each, so fewer of them are tried. */
const SLOW_RATES = [1e-4, 3e-4];
const FAST_RATES = REFERENCE_RATES.filter((rate) => rate >= 1e-3);
/** What the fast path is there for. */
const BURST_RATES = REFERENCE_RATES.filter((rate) => rate >= 1e-2);
const MISMATCH_RATES = [1e-3, 1e-2, 0.1];

export function scaledRates({ plant }: BenchVehicle, rates: readonly number[]): number[] {
  return rates.map((rate) => Number((rate * plant.scale).toPrecision(6)));
}

interface QuietShare {
  readonly world: WorldName;
  readonly share: number;
  readonly watchOnly: boolean;
}

/** Parts of the asked loop-years in each world, and whether reference tests and baselines run along. */
const ON_GAUGES: readonly QuietShare[] = [
  { world: "nominal", share: 0.4, watchOnly: false },
  { world: "confusers", share: 0.6, watchOnly: true },
  { world: "drift x3", share: 0.1, watchOnly: true },
  { world: "twin 10 % wrong", share: 0.05, watchOnly: true },
  { world: "heavy tails", share: 0.05, watchOnly: true },
  { world: "half dropped", share: 0.05, watchOnly: true },
  { world: "level lost", share: 0.03, watchOnly: true },
  { world: "pressure lost", share: 0.03, watchOnly: true },
  { world: "temperature lost", share: 0.03, watchOnly: true },
  { world: "level stuck", share: 0.03, watchOnly: true },
  { world: "pressure stuck", share: 0.03, watchOnly: true },
];
const ON_FUSED: readonly QuietShare[] = [
  { world: "matched", share: 0.7, watchOnly: false },
  { world: "nominal", share: 0.3, watchOnly: false },
];
const MISMATCHED: readonly WorldName[] = [
  "half dropped",
  "level lost",
  "pressure lost",
  "temperature lost",
  "level stuck",
  "pressure stuck",
  "drift x3",
  "drift /3",
  "twin 10 % wrong",
  "heavy tails",
];

/** Puts jobs in an order in which every batch has some done before any has all. */
function interleaved<J extends Job>(batches: readonly (readonly J[])[]): J[] {
  return batches
    .flatMap((batch) => batch.map((job, i) => ({ job, due: (i + 1) / batch.length })))
    .sort((a, b) => a.due - b.due)
    .map(({ job }) => job);
}

/** All of a benchmark's work, leaks and leak-free stretches in step with each other. */
export function planBench(options: BenchOptions): Job[] {
  return interleaved<Job>([planTrials(options), planQuiet(options)]);
}

/** The leak-free stretches, in the order of doing. */
export function planQuiet(options: BenchOptions): QuietJob[] {
  const vehicle = benchVehicle(options.vehicle);
  const { sight, deliveredPeriodS } = vehicle;
  const frames = Math.round((STRETCH_DAYS * DAY_S) / deliveredPeriodS);
  const nominalAndConfusers = ON_GAUGES.slice(0, 2);
  const shares =
    sight === "fused"
      ? ON_FUSED
      : sight === "gauges" && deliveredPeriodS >= 10
        ? ON_GAUGES
        : nominalAndConfusers;
  return interleaved(
    shares.map(({ world, share, watchOnly }) => {
      const count = Math.max(1, Math.round((options.loopYears * share * YEAR_DAYS) / STRETCH_DAYS));
      const ratesGPerS = watchOnly ? [] : scaledRates(vehicle, REFERENCE_RATES);
      return seedsOf(options.split, count, 1).map(
        (seed): QuietJob => ({
          kind: "quiet",
          vehicle: options.vehicle,
          world,
          seed,
          frames,
          ratesGPerS,
          watchOnly,
        }),
      );
    }),
  );
}

/** The leaks, in the order of doing. */
export function planTrials(options: BenchOptions): TrialJob[] {
  const vehicle = benchVehicle(options.vehicle);
  const { sight, deliveredPeriodS } = vehicle;
  const sudden = (rates: readonly number[]): TrialLeak[] =>
    scaledRates(vehicle, rates).map((rateGPerS) => ({ shape: "sudden", rateGPerS }));
  const shapes: TrialLeak[] = (["growing", "intermittent", "stopping"] as const).flatMap((shape) =>
    scaledRates(vehicle, MISMATCH_RATES).map((rateGPerS) => ({ shape, rateGPerS })),
  );
  const some = Math.max(2, Math.round(options.trials / 3));
  const batches: [WorldName, number, TrialLeak[]][] = [];
  if (sight === "fused") {
    batches.push(["matched", options.trials, sudden(FAST_RATES)], ["matched", some, sudden(SLOW_RATES)]);
  } else if (deliveredPeriodS < 10) {
    batches.push(["nominal", options.trials, sudden(BURST_RATES)]);
  } else {
    batches.push(["nominal", options.trials, sudden(FAST_RATES)], ["nominal", some, sudden(SLOW_RATES)]);
    batches.push(["nominal", some, shapes]);
    if (sight === "gauges")
      for (const world of MISMATCHED) batches.push([world, some, sudden(MISMATCH_RATES)]);
  }
  const known = scaledRates(vehicle, REFERENCE_RATES);
  return interleaved(
    batches.map(([world, count, leaks]) =>
      // Leaks use seeds that no quiet stretch has used.
      seedsOf(options.split, count, 100_001).map((seed): TrialJob => {
        // The clairvoyant test of a rate is wanted only where that rate leaks, beside the watch.
        const ratesGPerS =
          world === "nominal" || world === "matched"
            ? known.filter((rate) => leaks.some((leak) => leak.rateGPerS === rate))
            : [];
        return { kind: "trial", vehicle: options.vehicle, world, seed, leaks, ratesGPerS };
      }),
    ),
  );
}
