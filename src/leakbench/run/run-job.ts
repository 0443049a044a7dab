import { randomStream } from "../../stats/index.ts";
import { type BenchVehicle, benchVehicle } from "../world/bench-vehicle.ts";
import type { Confuser } from "../world/confuser.ts";
import { type Leak, leakRateAt } from "../world/leak-shape.ts";
import type { FrameWorld } from "../world/world.ts";
import { Columns, ladderOf, referencePlan } from "./columns.ts";
import type {
  FalseAlarm,
  Job,
  JobResult,
  QuietJob,
  QuietResult,
  SizeReport,
  TrialJob,
  TrialLeak,
  TrialOutcome,
  TrialResult,
} from "./job.ts";
import { openWorld, unitsPerG } from "./open-world.ts";

const DAY_S = 86_400;
/** Alarms of one detector within a block count as one. */
export const BLOCK_S = 2 * DAY_S;
const WARM_UP_S = 3 * DAY_S;
/** A trial waits this many times as long as fifteen nats of information take, and never less than half an hour. */
const PATIENCE = 3;
const LEAST_HORIZON_S = 1800;
const LONGEST_HORIZON_S = 14 * DAY_S;

/** Does one job: a pure function of it. */
export function runJob(job: Job): JobResult {
  return job.kind === "quiet" ? runQuiet(job) : runTrial(job);
}

function runQuiet(job: QuietJob): QuietResult {
  const vehicle = benchVehicle(job.vehicle);
  const { loop } = vehicle;
  const { world, confusers } = openWorld(vehicle, job.world, job.seed, job.frames);
  const columns = beginColumns(vehicle, job.ratesGPerS, job.watchOnly);
  const blockFrames = BLOCK_S / loop.framePeriodS;
  const maxima = columns.names.map(() => [] as number[]);
  const falseAlarms: FalseAlarm[] = [];
  let judged = 0;
  let before: "quiet" | "suspected" | "alarm" = "quiet";
  for (let number = 1; number <= job.frames; number++) {
    const endS = number * loop.framePeriodS;
    columns.step(world.next(), endS);
    const block = Math.floor((number - 1) / blockFrames);
    for (let c = 0; c < maxima.length; c++) {
      const column = maxima[c]!;
      const value = columns.statistics[c]!;
      if (column.length <= block) column.push(value);
      else if (value > column[block]!) column[block] = value;
    }
    const { level, statistic } = columns.watch!;
    if (Number.isFinite(statistic)) judged++;
    if (level !== before && level !== "quiet" && before !== "alarm") {
      // An alarm that came without a suspicion first was suspected too.
      if (before === "quiet" && level === "alarm") falseAlarms.push(falseAlarm(endS, "suspected", confusers));
      falseAlarms.push(falseAlarm(endS, level, confusers));
    }
    before = level;
    if (level === "alarm") {
      columns.restartWatch(loop);
      before = "quiet";
    }
  }
  const counts: Record<string, number> = {};
  for (const { kind } of confusers) counts[kind] = (counts[kind] ?? 0) + 1;
  return {
    job,
    judgedS: judged * loop.framePeriodS,
    falseAlarms,
    blockMaxima: Object.fromEntries(
      columns.names.map((name, c) => [name, maxima[c]!.map((value) => (Number.isFinite(value) ? value : 0))]),
    ),
    confusers: counts,
  };
}

function falseAlarm(timeS: number, level: FalseAlarm["level"], confusers: readonly Confuser[]): FalseAlarm {
  let cause = "noise";
  for (const event of confusers) {
    if (event.startS <= timeS && timeS < event.endS + BLOCK_S) cause = event.kind;
  }
  return { timeS, level, cause };
}

function runTrial(job: TrialJob): TrialResult {
  const vehicle = benchVehicle(job.vehicle);
  const { framePeriodS } = vehicle.loop;
  const columns = beginColumns(vehicle, job.ratesGPerS, false);
  const warmFrames = Math.ceil(WARM_UP_S / framePeriodS);
  const { world } = openWorld(vehicle, job.world, job.seed, warmFrames);
  for (let number = 1; number <= warmFrames; number++) columns.step(world.next(), number * framePeriodS);
  const draw = randomStream(job.seed).named("onset");
  const outcomes = job.leaks.map((leak) => {
    const onsetS = warmFrames * framePeriodS + draw.uniform() * vehicle.plant.orbitPeriodS;
    const { world: leaking } = openWorld(
      vehicle,
      job.world,
      job.seed,
      warmFrames,
      shaped(leak, onsetS, vehicle),
    );
    for (let number = 1; number <= warmFrames; number++) leaking.next();
    return runLeak(vehicle, leak, onsetS, leaking, columns.fork(), warmFrames);
  });
  return { job, outcomes };
}

function shaped(leak: TrialLeak, onsetS: number, vehicle: BenchVehicle): Leak {
  const { shape, rateGPerS } = leak;
  const waitS = horizonOf(vehicle, rateGPerS);
  switch (shape) {
    case "sudden":
      return { shape, onsetS, rateGPerS };
    case "growing":
      return { shape, onsetS, rateGPerS, growthS: waitS / 6 };
    case "intermittent":
      return { shape, onsetS, rateGPerS, periodS: vehicle.plant.orbitPeriodS };
    case "stopping":
      return { shape, onsetS, rateGPerS, stopS: onsetS + waitS / 3 };
  }
}

/** How long a trial waits: three times what a test told of the onset would need for fifteen nats, in the reference filter. */
export function horizonOf(vehicle: BenchVehicle, rateGPerS: number): number {
  const { loop } = vehicle;
  const { filter, signature } = referencePlan({ ...loop, explainedBy: [] });
  const rate = rateGPerS * unitsPerG(vehicle);
  let information = 0;
  let frames = 0;
  while (frames < signature.length && information < 15) {
    information += (0.5 * (rate * signature[frames++]!) ** 2) / filter.variance;
  }
  return Math.min(LONGEST_HORIZON_S, Math.max(LEAST_HORIZON_S, PATIENCE * frames * loop.framePeriodS));
}

function runLeak(
  vehicle: BenchVehicle,
  leak: TrialLeak,
  onsetS: number,
  world: FrameWorld,
  columns: Columns,
  from: number,
): TrialOutcome {
  const { framePeriodS } = vehicle.loop;
  const horizonS = horizonOf(vehicle, leak.rateGPerS);
  const shape = shaped(leak, onsetS, vehicle);
  const limits = columns.names.map((name) => ladderOf(name, vehicle.loop));
  const crossings = limits.map((list) => list.map((): number | null => null));
  const sizes: SizeReport[] = [];
  let early = false;
  let suspectedAfterS: number | null = null;
  let alarmAfterS: number | null = null;
  let lostGAtAlarm: number | null = null;
  let onsetBand: TrialOutcome["onsetBand"] = null;
  for (let number = from + 1; ; number++) {
    const endS = number * framePeriodS;
    const afterS = endS - onsetS;
    const frame = world.next();
    if (afterS > horizonS) columns.stepWatch(frame, endS);
    else columns.step(frame, endS);
    const watch = columns.watch!;
    if (afterS <= 0) {
      early = watch.level !== "quiet";
      continue;
    }
    if (afterS <= horizonS) {
      noteCrossings(columns.statistics, limits, crossings, Math.ceil(afterS / framePeriodS));
      if (suspectedAfterS === null && watch.level !== "quiet") suspectedAfterS = afterS;
      if (alarmAfterS === null && watch.level === "alarm") {
        alarmAfterS = afterS;
        lostGAtAlarm = world.lostG(endS);
        onsetBand = watch.onsetS && { p05: watch.onsetS.p05, p95: watch.onsetS.p95 };
      }
    }
    if (alarmAfterS !== null && watch.rateGPerS !== null) {
      const dueS = alarmAfterS * ([1, 2, 5][sizes.length] ?? Number.POSITIVE_INFINITY);
      if (afterS >= dueS) sizes.push(sizeReport(watch.rateGPerS, afterS, leakRateAt(shape, endS)));
    }
    const sized = alarmAfterS === null || sizes.length === 3 || afterS > 6 * alarmAfterS;
    const crossed = crossings.every((list) => list.every((value) => value !== null));
    if (sized && (afterS > horizonS || (alarmAfterS !== null && crossed))) break;
  }
  return {
    leak,
    onsetS,
    horizonS,
    early,
    suspectedAfterS,
    alarmAfterS,
    lostGAtAlarm,
    sizes,
    onsetBand,
    crossings: Object.fromEntries(columns.names.map((name, c) => [name, crossings[c]!])),
  };
}

function noteCrossings(
  statistics: Float64Array,
  limits: readonly (readonly number[])[],
  crossings: (number | null)[][],
  frames: number,
): void {
  for (let c = 0; c < limits.length; c++) {
    const list = limits[c]!;
    for (let i = 0; i < list.length; i++) {
      if (crossings[c]![i] === null && statistics[c]! >= list[i]!) crossings[c]![i] = frames;
    }
  }
}

function sizeReport(
  band: { median: number; p05: number; p95: number },
  afterS: number,
  trueGPerS: number,
): SizeReport {
  return { afterS, medianGPerS: band.median, p05GPerS: band.p05, p95GPerS: band.p95, trueGPerS };
}

function beginColumns(vehicle: BenchVehicle, ratesGPerS: readonly number[], watchOnly: boolean): Columns {
  return Columns.begin(vehicle.loop, { ratesGPerS, unitsPerG: unitsPerG(vehicle), watchOnly });
}
