import { randomStream } from "../../stats/index.ts";
import type { RateBand } from "../detect/detector.ts";
import { type BenchVehicle, benchVehicle, unitsPerG } from "../world/bench-vehicle.ts";
import type { Confuser } from "../world/confuser.ts";
import { type Leak, leakRateAt } from "../world/leak-shape.ts";
import { roundS, START_PERCENT } from "../world/plant.ts";
import type { FrameWorld } from "../world/world.ts";
import { Columns, ladderOf, referencePlan } from "./columns.ts";
import type {
  ConfuserCount,
  EmptyReport,
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
import { openWorld } from "./open-world.ts";
import { trueTimeToEmpty } from "./true-empty.ts";
import { warmFrames } from "./warm-up.ts";

const DAY_S = 86_400;
/** Alarms of one detector within a block count as one. */
export const BLOCK_S = 2 * DAY_S;
/** After a false alarm the watch goes on for so long, to see whether it would have called to isolate; then it starts afresh. */
const AFTER_ALARM_S = 6 * 3600;
const WEEK_S = 7 * DAY_S;
/** A fault told so long after a confuser is still told of it. */
const TOLD_WITHIN_S = 2 * 3600;
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
  const { deliveredPeriodS: periodS } = vehicle;
  const { world, confusers } = openWorld(vehicle, job.world, job.seed, job.frames * periodS);
  const columns = Columns.begin(vehicle, job);
  const blockFrames = BLOCK_S / periodS;
  const maxima = columns.names.map(() => [] as number[]);
  const falseAlarms: FalseAlarm[] = [];
  const told = confusers.map(() => new Set<string>());
  let judged = 0;
  let settled = 0;
  let begunS = 0;
  let alarmS = Number.POSITIVE_INFINITY;
  let before: "quiet" | "suspected" | "alarm" = "quiet";
  const note = (timeS: number, level: FalseAlarm["level"]) =>
    falseAlarms.push({ timeS, level, ageS: timeS - begunS, cause: causeOf(timeS, confusers) });
  for (let number = 1; number <= job.frames; number++) {
    const endS = number * periodS;
    columns.step(world.next(), world.fused(), endS);
    const block = Math.floor((number - 1) / blockFrames);
    for (let c = 0; c < maxima.length; c++) {
      const column = maxima[c]!;
      const value = columns.statistics[c]!;
      if (column.length <= block) column.push(value);
      else if (value > column[block]!) column[block] = value;
    }
    const { level, statistic, isolate, faults } = columns.watch!;
    if (Number.isFinite(statistic)) {
      judged++;
      if (endS - begunS > WEEK_S) settled++;
    }
    if (faults !== undefined && faults.length > 0) {
      for (const [i, event] of confusers.entries()) {
        if (event.startS <= endS && endS < event.endS + TOLD_WITHIN_S)
          for (const name of faults) told[i]!.add(name);
      }
    }
    if (level !== before && level !== "quiet" && before !== "alarm") {
      // An alarm that came without a suspicion first was suspected too.
      if (before === "quiet" && level === "alarm") note(endS, "suspected");
      note(endS, level);
      if (level === "alarm") alarmS = endS;
    }
    before = level;
    if (isolate) note(endS, "isolate");
    if (isolate || endS - alarmS >= AFTER_ALARM_S || (level === "quiet" && alarmS <= endS)) {
      columns.restartWatch();
      begunS = endS;
      alarmS = Number.POSITIVE_INFINITY;
      before = "quiet";
    }
  }
  return {
    job,
    judgedS: judged * periodS,
    settledS: settled * periodS,
    falseAlarms,
    blockMaxima: Object.fromEntries(
      columns.names.map((name, c) => [name, maxima[c]!.map((value) => (Number.isFinite(value) ? value : 0))]),
    ),
    confusers: countConfusers(confusers, told),
  };
}

function countConfusers(
  confusers: readonly Confuser[],
  told: readonly ReadonlySet<string>[],
): Record<string, ConfuserCount> {
  const counts: Record<string, { count: number; told: Record<string, number> }> = {};
  for (const [i, { kind }] of confusers.entries()) {
    counts[kind] ??= { count: 0, told: {} };
    const of = counts[kind];
    of.count++;
    for (const name of told[i]!) of.told[name] = (of.told[name] ?? 0) + 1;
  }
  return counts;
}

function causeOf(timeS: number, confusers: readonly Confuser[]): string {
  let cause = "noise";
  for (const event of confusers) {
    if (event.startS <= timeS && timeS < event.endS + BLOCK_S) cause = event.kind;
  }
  return cause;
}

function runTrial(job: TrialJob): TrialResult {
  const vehicle = benchVehicle(job.vehicle);
  const { deliveredPeriodS: periodS } = vehicle;
  const { ratesGPerS } = job;
  // In a world other than the two that are compared with theory, only the watch is looked at.
  const columns = Columns.begin(vehicle, { ratesGPerS, watchOnly: ratesGPerS.length === 0 });
  const warm = warmFrames(vehicle);
  const { world } = openWorld(vehicle, job.world, job.seed, warm * periodS);
  for (let number = 1; number <= warm; number++) {
    const frame = world.next();
    columns.step(frame, world.fused(), number * periodS);
  }
  const draw = randomStream(job.seed).named("onset");
  const outcomes = job.leaks.map((leak) => {
    const onsetS = warm * periodS + draw.uniform() * roundS(vehicle.plant);
    const { world: leaking } = openWorld(
      vehicle,
      job.world,
      job.seed,
      warm * periodS,
      shaped(leak, onsetS, vehicle),
    );
    for (let number = 1; number <= warm; number++) leaking.next();
    return runLeak(vehicle, leak, onsetS, leaking, columns.fork(), warm);
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
      return { shape, onsetS, rateGPerS, periodS: roundS(vehicle.plant) };
    case "stopping":
      return { shape, onsetS, rateGPerS, stopS: onsetS + waitS / 3 };
  }
}

const horizons = new Map<string, number>();

/** How long a trial waits: three times what a test told of the onset would need for fifteen nats, in the reference filter. */
export function horizonOf(vehicle: BenchVehicle, rateGPerS: number): number {
  const key = `${vehicle.id} ${rateGPerS}`;
  const known = horizons.get(key);
  if (known !== undefined) return known;
  const loop = vehicle.reference ?? { ...vehicle.loop, id: `${vehicle.id} alone`, explainedBy: [] };
  const { filter, signature } = referencePlan(loop);
  const rate = rateGPerS * unitsPerG(vehicle);
  let information = 0;
  let frames = 0;
  while (frames < signature.length && information < 15) {
    information += (0.5 * (rate * signature[frames++]!) ** 2) / filter.variance;
  }
  const horizon = Math.min(
    LONGEST_HORIZON_S,
    Math.max(LEAST_HORIZON_S, PATIENCE * frames * loop.framePeriodS),
  );
  horizons.set(key, horizon);
  return horizon;
}

/** Multiples of the delay at which size is asked for. */
const SIZED_AT = [1, 2, 5] as const;

function runLeak(
  vehicle: BenchVehicle,
  leak: TrialLeak,
  onsetS: number,
  world: FrameWorld,
  columns: Columns,
  from: number,
): TrialOutcome {
  const { deliveredPeriodS: periodS } = vehicle;
  const horizonS = horizonOf(vehicle, leak.rateGPerS);
  const shape = shaped(leak, onsetS, vehicle);
  // Of an empty loop neither rate nor time to empty is asked.
  const emptyG =
    vehicle.sight === "gas"
      ? 1000 * vehicle.plant.chargeKg
      : (START_PERCENT / 100) * vehicle.plant.fullScaleG;
  const limits = columns.names.map((name) => ladderOf(name, vehicle.reference ?? vehicle.loop));
  const crossings = limits.map((list) => list.map((): number | null => null));
  const sizes: SizeReport[] = [];
  const empties: (EmptyReport | null)[] = [];
  let early = false;
  let suspectedAfterS: number | null = null;
  let alarmAfterS: number | null = null;
  let isolateAfterS: number | null = null;
  let lostGAtAlarm: number | null = null;
  let onsetBand: TrialOutcome["onsetBand"] = null;
  for (let number = from + 1; ; number++) {
    const endS = number * periodS;
    const afterS = endS - onsetS;
    const frame = world.next();
    if (afterS > horizonS) columns.stepWatch(frame, endS);
    else columns.step(frame, world.fused(), endS);
    const watch = columns.watch!;
    if (afterS <= 0) {
      early = watch.level !== "quiet";
      continue;
    }
    if (isolateAfterS === null && watch.isolate) isolateAfterS = afterS;
    if (afterS <= horizonS) {
      noteCrossings(columns.statistics, limits, crossings, Math.ceil(afterS / periodS));
      if (suspectedAfterS === null && watch.level !== "quiet") suspectedAfterS = afterS;
      if (alarmAfterS === null && watch.level === "alarm") {
        alarmAfterS = afterS;
        lostGAtAlarm = world.lostG(endS);
        onsetBand = watch.onsetS && { p05: watch.onsetS.p05, p95: watch.onsetS.p95 };
      }
    }
    if (alarmAfterS !== null && watch.rateGPerS !== null) {
      const dueS = alarmAfterS * (SIZED_AT[sizes.length] ?? Number.POSITIVE_INFINITY);
      if (afterS >= dueS && world.lostG(endS) < emptyG) {
        sizes.push(sizeReport(watch.rateGPerS, afterS, leakRateAt(shape, endS)));
        empties.push(emptyReport(vehicle, shape, endS, world.lostG(endS), watch.timeToEmptyS));
      }
    }
    const emptied = world.lostG(endS) >= emptyG;
    const sized =
      alarmAfterS === null || sizes.length === SIZED_AT.length || emptied || afterS > 6 * alarmAfterS;
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
    isolateAfterS,
    lostGAtAlarm,
    sizes,
    empties,
    onsetBand,
    crossings: Object.fromEntries(columns.names.map((name, c) => [name, crossings[c]!])),
  };
}

function emptyReport(
  vehicle: BenchVehicle,
  leak: Leak,
  nowS: number,
  lostG: number,
  said: RateBand | null | undefined,
): EmptyReport | null {
  if (!said) return null;
  const trueS = trueTimeToEmpty(vehicle, leak, nowS, lostG);
  return trueS === null ? null : { medianS: said.median, p05S: said.p05, p95S: said.p95, trueS };
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
