import type { LoopDescription } from "../../vehicle/loop-description.ts";
import { type Detector, type DetectorRun, quiet } from "./detector.ts";

const DAY_S = 86_400;
const HOUR_S = 3600;

/** A detector whose whole memory is a plain object, changed by each reading (NaN: nothing arrived). */
function fromMemory<M>(
  name: string,
  start: (loop: LoopDescription) => M,
  advance: (memory: M, reading: number, loop: LoopDescription) => number,
): Detector {
  const run = (loop: LoopDescription, memory: M): DetectorRun => ({
    step: (frame) => quiet(advance(memory, frame === null ? Number.NaN : frame.mean[0]!, loop)),
    fork: () => run(loop, structuredClone(memory)),
  });
  return { name, begin: (loop) => run(loop, start(loop)) };
}

/** How far the reading stands below the first day's mean: what a limit on the quantity sees. */
export const limitCheck = fromMemory(
  "limit check",
  () => ({ sum: 0, count: 0 }),
  (memory, reading, loop) => {
    if (Number.isNaN(reading)) return Number.NEGATIVE_INFINITY;
    const enough = DAY_S / loop.framePeriodS;
    if (memory.count < enough) {
      memory.sum += reading;
      memory.count++;
      return Number.NEGATIVE_INFINITY;
    }
    return memory.sum / memory.count - reading;
  },
);

/** The last hour's mean against the same hour a day before. */
export const dayDifference = fromMemory(
  "24 h difference",
  () => ({ hours: [] as number[], sum: 0, count: 0, frames: 0, held: Number.NEGATIVE_INFINITY }),
  (memory, reading, loop) => {
    memory.frames++;
    if (!Number.isNaN(reading)) {
      memory.sum += reading;
      memory.count++;
    }
    // Six values an hour, each the mean of ten minutes.
    if (memory.frames < HOUR_S / 6 / loop.framePeriodS) return memory.held;
    memory.hours.push(memory.count > 0 ? memory.sum / memory.count : Number.NaN);
    memory.sum = 0;
    memory.count = 0;
    memory.frames = 0;
    if (memory.hours.length > 150) memory.hours.shift();
    if (memory.hours.length < 150) return memory.held;
    const mean = (from: number) => {
      const known = memory.hours.slice(from, from + 6).filter((value) => !Number.isNaN(value));
      return known.reduce((sum, value) => sum + value, 0) / known.length;
    };
    const fall = mean(0) - mean(144);
    memory.held = Number.isNaN(fall) ? Number.NEGATIVE_INFINITY : fall;
    return memory.held;
  },
);

/** Page's tabular CUSUM of the fall below a mean that follows within a day; k = 1/2 of a measured standard deviation. */
export const plainCusum = fromMemory(
  "plain CUSUM",
  () => ({ mean: Number.NaN, variance: 0, chart: 0, seen: 0 }),
  (memory, reading, loop) => {
    if (Number.isNaN(reading)) return memory.seen > 0 ? memory.chart : Number.NEGATIVE_INFINITY;
    if (Number.isNaN(memory.mean)) memory.mean = reading;
    memory.seen++;
    const follow = Math.max(loop.framePeriodS / DAY_S, 1 / memory.seen);
    const fall = memory.mean - reading;
    memory.mean -= follow * fall;
    memory.variance += follow * (fall * fall - memory.variance);
    if (memory.seen * loop.framePeriodS < 2 * loop.orbitPeriodS) return Number.NEGATIVE_INFINITY;
    memory.chart = Math.max(0, memory.chart + fall / Math.sqrt(memory.variance) - 0.5);
    return memory.chart;
  },
);

/** Says a leak at every frame. */
export const always: Detector = {
  name: "always",
  begin: () => {
    const run: DetectorRun = { step: () => ({ ...quiet(1), level: "alarm" }), fork: () => run };
    return run;
  },
};

/** Never says a leak. */
export const never: Detector = {
  name: "never",
  begin: () => {
    const run: DetectorRun = { step: () => quiet(Number.NEGATIVE_INFINITY), fork: () => run };
    return run;
  },
};
