import type { Frame } from "../../telemetry/frame.ts";
import type { LoopDescription } from "../../vehicle/loop-description.ts";
import { dayDifference, limitCheck, plainCusum } from "../detect/baselines.ts";
import type { Detector, DetectorRun, Verdict } from "../detect/detector.ts";
import { leakSignature, type SteadyFilter, settleFilter } from "../detect/reference-filter.ts";
import { ReferenceRun } from "../detect/reference-run.ts";
import { shippedWatch } from "../detect/shipped-watch.ts";
import { type BenchVehicle, unitsPerG } from "../world/bench-vehicle.ts";

/** Longest age of an onset that the reference tests look back to, days. */
const LOOK_BACK_DAYS = 20;

export const baselines: readonly Detector[] = [limitCheck, dayDifference, plainCusum];

export const oracleColumn = (rateGPerS: number): string => `oracle ${rateGPerS}`;

/** Rungs in nats, for whatever speaks in log likelihoods. */
const NAT_LADDER = Array.from({ length: 13 }, (_, i) => 8 + i);

/**
 * Thresholds at which a trial notes when a column passes them: fixed beforehand, so that trials need not wait for thresholds
 * to be calibrated, and close enough to read any calibrated one off between two rungs.
 */
export function ladderOf(column: string, loop: LoopDescription): readonly number[] {
  const unit = ladderUnit(column, loop);
  return unit === null ? NAT_LADDER : Array.from({ length: 25 }, (_, i) => unit * 2 ** (i / 2));
}

function ladderUnit(column: string, loop: LoopDescription): number | null {
  switch (column) {
    case limitCheck.name:
      return loop.noise.driftPerRootDay;
    case dayDifference.name:
      return loop.noise.driftPerRootDay / 2;
    case plainCusum.name:
      return 10;
    default:
      return null;
  }
}

/** The filter and signature behind the reference tests of a loop; settled once, then shared by every run of it. */
export interface ReferencePlan {
  readonly filter: SteadyFilter;
  readonly signature: Float64Array;
}

const FULL = Float64Array.of(1);
const ONE = Int32Array.of(1);

const singleFrame = ({ endS, periodS }: Frame, reading: number): Frame => ({
  endS,
  periodS,
  mean: Float64Array.of(reading),
  coverage: FULL,
  reports: ONE,
});

const plans = new Map<string, ReferencePlan>();

export function referencePlan(loop: LoopDescription): ReferencePlan {
  const known = plans.get(loop.id);
  if (known) return known;
  const filter = settleFilter(loop);
  const signature = leakSignature(filter, Math.ceil((LOOK_BACK_DAYS * 86_400) / loop.framePeriodS));
  const plan = { filter, signature };
  plans.set(loop.id, plan);
  return plan;
}

/**
 * Every detector and reference test side by side on the same frames: column 0 is the watch, then the baselines, the oracle of
 * each rate, and the windowed GLR.
 */
export class Columns {
  readonly names: readonly string[];
  readonly statistics: Float64Array;
  watch: Verdict | null = null;
  readonly #loop: LoopDescription;
  readonly #detectors: DetectorRun[];
  readonly #reference: ReferenceRun | null;
  readonly #scratch: Float64Array;

  private constructor(
    loop: LoopDescription,
    names: readonly string[],
    detectors: DetectorRun[],
    reference: ReferenceRun | null,
    oracles: number,
  ) {
    this.#loop = loop;
    this.names = names;
    this.statistics = new Float64Array(names.length);
    this.#detectors = detectors;
    this.#reference = reference;
    this.#scratch = new Float64Array(oracles + 1);
  }

  static begin(
    vehicle: BenchVehicle,
    options: { readonly ratesGPerS: readonly number[]; readonly watchOnly: boolean },
  ): Columns {
    const { loop, reference: known } = vehicle;
    const others = options.watchOnly ? [] : baselines;
    const names = [shippedWatch.name, ...others.map(({ name }) => name)];
    const runs = [shippedWatch.begin(loop), ...others.map((detector) => detector.begin(known ?? loop))];
    // The reference tests know the loop's noise without learning; they need a channel that no other one explains.
    if (options.watchOnly || known === null) return new Columns(loop, names, runs, null, 0);
    const { filter, signature } = referencePlan(known);
    const rates = options.ratesGPerS.map((rate) => rate * unitsPerG(vehicle));
    const reference = new ReferenceRun(filter, signature, rates);
    const all = [...names, ...options.ratesGPerS.map(oracleColumn), "windowed GLR"];
    return new Columns(loop, all, runs, reference, rates.length);
  }

  /** `fused` is the same frame as one compensated channel: baselines and reference tests look at nothing else. */
  step(frame: Frame | null, fused: number, endS: number): void {
    this.stepWatch(frame, endS);
    this.statistics[0] = this.watch!.statistic;
    if (this.#detectors.length === 1) return;
    const single = this.#reference === null ? frame : frame && singleFrame(frame, fused);
    for (let i = 1; i < this.#detectors.length; i++) {
      this.statistics[i] = this.#detectors[i]!.step(single, endS).statistic;
    }
    if (this.#reference) {
      this.#reference.step(single, this.#scratch);
      this.statistics.set(this.#scratch, this.#detectors.length);
    }
  }

  /** Carries the watch alone on: where only its estimates are still wanted. */
  stepWatch(frame: Frame | null, endS: number): void {
    this.watch = this.#detectors[0]!.step(frame, endS);
  }

  /** Starts the watch afresh, as a crew that has cleared a false alarm would; the others go on. */
  restartWatch(): void {
    this.#detectors[0] = shippedWatch.begin(this.#loop);
  }

  fork(): Columns {
    const copy = new Columns(
      this.#loop,
      this.names,
      this.#detectors.map((run) => run.fork()),
      this.#reference?.fork() ?? null,
      this.#scratch.length - 1,
    );
    copy.statistics.set(this.statistics);
    copy.watch = this.watch;
    return copy;
  }
}
