import { proportionInterval } from "../../stats/index.ts";
import { ladderOf, oracleColumn } from "../run/columns.ts";
import type { JobResult, QuietResult, TrialOutcome, TrialResult, WorldName } from "../run/job.ts";
import type { BenchOptions } from "../run/plan-bench.ts";
import { BLOCK_S } from "../run/run-job.ts";
import type { Interval } from "../score/bootstrap.ts";
import { boundFrames, firstOrderFrames } from "../score/delay-bound.ts";
import { type DelayScore, scoreDelays, scoreLostMass, scoreRatio } from "../score/delay-score.ts";
import { type EmptyScore, scoreEmpties } from "../score/empty-score.ts";
import { type FalseAlarmScore, scoreFalseAlarms } from "../score/false-alarm-score.ts";
import { passingAt } from "../score/ladder.ts";
import { type SizeScore, scoreOnset, scoreSizes } from "../score/size-score.ts";
import { alarmRate, type Calibration, calibrateThreshold } from "../score/threshold.ts";
import { type BenchVehicle, benchVehicle, unitsPerG } from "../world/bench-vehicle.ts";
import { delayGoalS } from "./goals.ts";

/** One size of leak in one world. Times in seconds. */
export interface DelayRow {
  readonly world: WorldName;
  readonly shape: string;
  readonly rateGPerS: number;
  readonly trials: number;
  /** Leaks confirmed within twice the delay that is asked for; null where nothing is asked. */
  readonly inTime: (Interval & { readonly limitS: number; readonly found: number }) | null;
  /** The watch called to isolate, within the time that sizes were followed. */
  readonly isolated: DelayScore;
  readonly empties: readonly EmptyScore[];
  /** Trials set aside because the watch was not quiet when the leak began. */
  readonly early: number;
  /** How long a trial waited. */
  readonly horizonS: number;
  readonly boundS: number | null;
  readonly firstOrderS: number | null;
  /** The watch at its shipped threshold: confirmed. */
  readonly shipped: DelayScore;
  readonly suspected: DelayScore;
  readonly lost: { readonly median: Interval; readonly p95: Interval };
  readonly sizes: readonly SizeScore[];
  /** Every column at the threshold calibrated to one alarm a loop-year in the same world. */
  readonly atEqualArl: Readonly<Record<string, DelayScore>>;
  readonly overOracle: Interval | null;
  readonly overBound: Interval | null;
  /** Shipped delay against that in the nominal world on the same seeds, mean against mean. */
  readonly overNominal: Interval | null;
}

export interface CalibratedColumn extends Calibration {
  readonly column: string;
  readonly world: WorldName;
  readonly loopYears: number;
}

/** Everything a report prints. */
export interface BenchReport {
  readonly vehicle: { readonly id: string; readonly title: string; readonly scale: number };
  readonly options: BenchOptions;
  readonly noiseModel: string;
  readonly arlRequiredS: number;
  readonly framePeriodS: number;
  readonly falseAlarms: readonly FalseAlarmScore[];
  /** Nominal and confuser time together. */
  readonly together: FalseAlarmScore;
  /** Blocks a year in which the watch's statistic passed its shipped threshold, in leak-free time of each world. */
  readonly thresholdNat: number;
  readonly passedPerYear: Readonly<Record<string, number>>;
  readonly calibrated: readonly CalibratedColumn[];
  readonly rows: readonly DelayRow[];
  readonly sizes: readonly SizeScore[];
  readonly onset: Interval & { readonly cases: number };
  /** Sudden and growing leaks of the nominal world together. */
  readonly empties: readonly EmptyScore[];
}

const YEAR_S = 365.25 * 86_400;
/** The first block of a stretch holds the learning of every detector. */
const LEARNING_BLOCKS = 1;

/** Scores whatever results there are. */
export function collectReport(options: BenchOptions, results: readonly JobResult[]): BenchReport {
  const vehicle = benchVehicle(options.vehicle);
  const { loop } = vehicle;
  const quiet = results.filter((result): result is QuietResult => result.job.kind === "quiet");
  const trials = results.filter((result): result is TrialResult => result.job.kind === "trial");
  const quietIn = (world: WorldName) => quiet.filter(({ job }) => job.world === world);
  const worlds = [...new Set(quiet.map(({ job }) => job.world))];
  const calibrated = worlds.flatMap((world) => calibrateWorld(world, quietIn(world)));
  const thresholdNat = Math.log(loop.meanTimeBetweenFalseAlarmsS / vehicle.deliveredPeriodS);
  const rows = delayRows(vehicle, trials, calibrated);
  const inNominal = trials
    .filter(({ job }) => job.world === "nominal")
    .flatMap(({ outcomes }) => outcomes)
    .filter(({ early }) => !early);
  const nominal = inNominal.filter(({ leak }) => leak.shape === "sudden");
  const largest = 0.3 * vehicle.plant.scale * (1 + 1e-9);
  return {
    vehicle: { id: vehicle.id, title: vehicle.title, scale: vehicle.plant.scale },
    options,
    noiseModel: noiseModel(vehicle),
    arlRequiredS: loop.meanTimeBetweenFalseAlarmsS,
    framePeriodS: vehicle.deliveredPeriodS,
    falseAlarms: worlds.map((world) => scoreFalseAlarms(world, quietIn(world))),
    together: scoreFalseAlarms("nominal and confusers", [...quietIn("nominal"), ...quietIn("confusers")]),
    thresholdNat,
    passedPerYear: Object.fromEntries(
      worlds.map((world) => [world, alarmRate(maximaOf(quietIn(world), "watch"), thresholdNat, BLOCK_S)]),
    ),
    calibrated,
    rows,
    sizes: scoreSizes(nominal.filter(({ leak }) => leak.rateGPerS <= largest)),
    onset: scoreOnset(nominal.filter(({ leak }) => leak.rateGPerS <= largest)),
    empties: scoreEmpties(inNominal),
  };
}

function noiseModel(vehicle: BenchVehicle): string {
  const { plant } = vehicle;
  return (
    `${vehicle.loop.orbitPeriodS > 0 ? "" : "no orbit, load of two hours; "}random walk ${plant.driftGPerRootDay} g per root day; first-order wander ${plant.wanderG} g over ${plant.wanderTimeS / 60} min; ` +
    `orbital swing ${plant.swingG} g (10 % wander, 20 % second harmonic), of which the compensation leaves ${plant.compensationErrorG} g rms ` +
    `coherent over ${plant.coherenceOrbits} orbits; level noise ${100 * plant.levelNoise} % and code ${100 * plant.levelStep} % of ${plant.fullScaleG} g; ` +
    `pressure-derived inventory ${plant.pressureNoiseG} g; temperature ${plant.temperatureNoiseG} g`
  );
}

function maximaOf(results: readonly QuietResult[], column: string): number[] {
  return results.flatMap(({ blockMaxima }) => (blockMaxima[column] ?? []).slice(LEARNING_BLOCKS));
}

function calibrateWorld(world: WorldName, results: readonly QuietResult[]): CalibratedColumn[] {
  const columns = Object.keys(results[0]?.blockMaxima ?? {});
  return columns.flatMap((column) => {
    const maxima = maximaOf(results, column);
    if (maxima.length < 20) return [];
    const calibration = calibrateThreshold(maxima, BLOCK_S, 1);
    return [{ column, world, loopYears: (maxima.length * BLOCK_S) / YEAR_S, ...calibration }];
  });
}

interface SeededOutcome extends TrialOutcome {
  readonly seed: number;
}

function delayRows(
  vehicle: BenchVehicle,
  trials: readonly TrialResult[],
  calibrated: readonly CalibratedColumn[],
): DelayRow[] {
  const groups = new Map<string, { world: WorldName; outcomes: SeededOutcome[] }>();
  for (const { job, outcomes } of trials) {
    for (const outcome of outcomes) {
      const key = `${job.world}|${outcome.leak.shape}|${outcome.leak.rateGPerS}`;
      const group = groups.get(key) ?? { world: job.world, outcomes: [] };
      group.outcomes.push({ ...outcome, seed: job.seed });
      groups.set(key, group);
    }
  }
  const nominal = [...groups.values()].filter(({ world }) => world === "nominal");
  return [...groups.values()].map(({ world, outcomes }) => {
    const row = delayRow(vehicle, world, outcomes, calibrated);
    if (world === "nominal" || world === "matched") return row;
    const same = nominal.find(({ outcomes: [first] }) => sameLeak(first!, outcomes[0]!));
    return { ...row, overNominal: same ? pairedRatio(outcomes, same.outcomes) : null };
  });
}

function sameLeak(one: TrialOutcome, other: TrialOutcome): boolean {
  return one.leak.shape === other.leak.shape && one.leak.rateGPerS === other.leak.rateGPerS;
}

/** Delays of the same seeds in two worlds: a seed draws the same noise and nearly the same onset in both. */
function pairedRatio(ours: readonly SeededOutcome[], theirs: readonly SeededOutcome[]): Interval | null {
  const shipped = (outcome: TrialOutcome) => outcome.alarmAfterS ?? outcome.horizonS;
  const pairs = ours.flatMap((our) => {
    const their = theirs.find(({ seed }) => seed === our.seed);
    return !their || our.early || their.early ? [] : [{ ours: shipped(our), theirs: shipped(their) }];
  });
  return pairs.length < 2 ? null : scoreRatio(pairs);
}

function delayRow(
  vehicle: BenchVehicle,
  world: WorldName,
  all: readonly TrialOutcome[],
  calibrated: readonly CalibratedColumn[],
): DelayRow {
  const { reference, deliveredPeriodS: framePeriodS } = vehicle;
  const loop = reference ?? vehicle.loop;
  const outcomes = all.filter(({ early }) => !early);
  const { leak } = all[0]!;
  const horizons = outcomes.map(({ horizonS }) => horizonS);
  const described = reference !== null && leak.shape === "sudden";
  const rate = leak.rateGPerS * unitsPerG(vehicle);
  const arl = loop.meanTimeBetweenFalseAlarmsS / framePeriodS;
  // A world without calibration of its own is judged at the thresholds of the nominal one.
  const own = calibrated.filter((column) => column.world === world && world === "matched");
  const used = own.length > 0 ? own : calibrated.filter((column) => column.world === "nominal");
  const delays = new Map<string, (number | null)[]>();
  for (const { column, threshold } of used) {
    if (column.startsWith("oracle ") && column !== oracleColumn(leak.rateGPerS)) continue;
    const ladder = ladderOf(column, loop);
    delays.set(
      column.startsWith("oracle ") ? "oracle" : column,
      outcomes.map(({ crossings }) => {
        const frames = passingAt(ladder, crossings[column] ?? [], threshold);
        return frames === null ? null : frames * framePeriodS;
      }),
    );
  }
  const watch = delays.get("watch");
  const oracle = delays.get("oracle");
  const boundS = described ? boundFrames(loop, rate, arl) * framePeriodS : null;
  const orHorizon = (list: readonly (number | null)[]) => list.map((delay, i) => delay ?? horizons[i]!);
  const ours = watch && orHorizon(watch);
  return {
    world,
    shape: leak.shape,
    rateGPerS: leak.rateGPerS,
    trials: outcomes.length,
    early: all.length - outcomes.length,
    horizonS: all[0]!.horizonS,
    boundS,
    firstOrderS: described ? firstOrderFrames(loop, rate, arl) * framePeriodS : null,
    inTime: inTime(outcomes, delayGoalS(leak.rateGPerS, vehicle.plant.scale)),
    isolated: scoreDelays(
      outcomes.map(({ isolateAfterS }) => isolateAfterS),
      horizons,
    ),
    empties: scoreEmpties(outcomes),
    shipped: scoreDelays(
      outcomes.map(({ alarmAfterS }) => alarmAfterS),
      horizons,
    ),
    suspected: scoreDelays(
      outcomes.map(({ suspectedAfterS }) => suspectedAfterS),
      horizons,
    ),
    lost: scoreLostMass(outcomes),
    sizes: scoreSizes(outcomes),
    atEqualArl: Object.fromEntries(
      [...delays].map(([column, list]) => [column, scoreDelays(list, horizons)]),
    ),
    overOracle:
      ours && oracle ? scoreRatio(orHorizon(oracle).map((theirs, i) => ({ ours: ours[i]!, theirs }))) : null,
    overBound: ours && boundS ? scoreRatio(ours.map((our) => ({ ours: our, theirs: boundS }))) : null,
    overNominal: null,
  };
}

function inTime(outcomes: readonly TrialOutcome[], goalS: number | null): DelayRow["inTime"] {
  if (goalS === null) return null;
  const found = outcomes.filter(({ alarmAfterS }) => alarmAfterS !== null && alarmAfterS <= 2 * goalS).length;
  const share = proportionInterval(found, Math.max(1, outcomes.length));
  return { value: found / outcomes.length, ...share, limitS: 2 * goalS, found };
}

/** Delay rows of sudden leaks in a world, by ascending rate. */
export function suddenRows(report: BenchReport, world: WorldName): DelayRow[] {
  return report.rows
    .filter((row) => row.world === world && row.shape === "sudden")
    .sort((a, b) => a.rateGPerS - b.rateGPerS);
}
