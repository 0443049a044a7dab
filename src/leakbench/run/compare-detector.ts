import { randomStream } from "../../stats/index.ts";
import type { Detector, DetectorRun } from "../detect/detector.ts";
import { type DelayScore, scoreDelays } from "../score/delay-score.ts";
import { calibrateThreshold } from "../score/threshold.ts";
import { benchVehicle } from "../world/bench-vehicle.ts";
import { roundS } from "../world/plant.ts";
import { seedsOf } from "../world/seed-split.ts";
import { openWorld } from "./open-world.ts";
import { BLOCK_S, horizonOf } from "./run-job.ts";
import { WARM_UP_S, warmFrames } from "./warm-up.ts";

export interface Comparison {
  readonly detector: string;
  /** Statistic at which it alarms as often as wanted in leak-free time. */
  readonly threshold: number;
  readonly leakFreeDays: number;
  readonly delays: readonly { readonly rateGPerS: number; readonly score: DelayScore }[];
}

export interface ComparisonOptions {
  readonly vehicle: string;
  readonly ratesGPerS: readonly number[];
  readonly trials: number;
  /** Leak-free days that the threshold is read off; below a year or so the tail is extrapolated. */
  readonly leakFreeDays: number;
  readonly alarmsPerYear: number;
}

/**
 * Measures a detector of your own as the benchmark measures its baselines, in this thread: a threshold from leak-free `dev`
 * time, then the delay to sudden leaks at it, a miss counting with the whole horizon. A few minutes for a few trials; the full
 * benchmark is the command `hoarfrost bench leaks`.
 */
export function compareDetector(detector: Detector, options: ComparisonOptions): Comparison {
  const vehicle = benchVehicle(options.vehicle);
  const { loop } = vehicle;
  const { deliveredPeriodS: framePeriodS } = vehicle;
  const frames = Math.ceil((options.leakFreeDays * 86_400) / framePeriodS);
  const [quietSeed, ...seeds] = seedsOf("dev", options.trials + 1);
  const maxima: number[] = [];
  const { world } = openWorld(vehicle, "nominal", quietSeed!, frames * framePeriodS);
  const run = detector.begin(loop);
  for (let number = 1; number <= frames; number++) {
    const endS = number * framePeriodS;
    const block = Math.floor((endS - framePeriodS / 2) / BLOCK_S);
    const { statistic } = run.step(world.next(), endS);
    maxima[block] = Math.max(maxima[block] ?? Number.NEGATIVE_INFINITY, statistic);
  }
  const { threshold } = calibrateThreshold(maxima.slice(1), BLOCK_S, options.alarmsPerYear);
  const warm = seeds.map((seed) => warmUp(detector, options.vehicle, seed));
  const delays = options.ratesGPerS.map((rateGPerS) => {
    const horizonS = horizonOf(vehicle, rateGPerS);
    const found = seeds.map((seed, i) =>
      delayOf(warm[i]!.fork(), options.vehicle, seed, rateGPerS, threshold, horizonS),
    );
    return {
      rateGPerS,
      score: scoreDelays(
        found,
        found.map(() => horizonS),
      ),
    };
  });
  return { detector: detector.name, threshold, leakFreeDays: options.leakFreeDays, delays };
}

function warmUp(detector: Detector, vehicleId: string, seed: number): DetectorRun {
  const vehicle = benchVehicle(vehicleId);
  const { deliveredPeriodS: framePeriodS } = vehicle;
  const frames = warmFrames(vehicle);
  const { world } = openWorld(vehicle, "nominal", seed, frames * framePeriodS);
  const run = detector.begin(vehicle.loop);
  for (let number = 1; number <= frames; number++) run.step(world.next(), number * framePeriodS);
  return run;
}

function delayOf(
  run: DetectorRun,
  vehicleId: string,
  seed: number,
  rateGPerS: number,
  threshold: number,
  horizonS: number,
): number | null {
  const vehicle = benchVehicle(vehicleId);
  const { deliveredPeriodS: framePeriodS } = vehicle;
  const warm = warmFrames(vehicle);
  const onsetS = WARM_UP_S + randomStream(seed).named("onset").uniform() * roundS(vehicle.plant);
  const leak = { shape: "sudden", onsetS, rateGPerS } as const;
  const { world } = openWorld(vehicle, "nominal", seed, warm * framePeriodS, leak);
  for (let number = 1; number <= warm; number++) world.next();
  for (let number = warm + 1; number * framePeriodS <= onsetS + horizonS; number++) {
    const endS = number * framePeriodS;
    const { statistic } = run.step(world.next(), endS);
    if (endS > onsetS && statistic >= threshold) return endS - onsetS;
  }
  return null;
}
